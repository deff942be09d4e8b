package dev.baton.simulator;

import dev.baton.core.Detector;
import dev.baton.core.Timing;

/** A rule by which an observer suspects whom it does not hear. */
interface Suspector {

  /** A packet came. */
  void heard(long nowNs);

  /** The observer itself did not run for so long, until now. */
  default void woke(long nowNs, long stallNs) {}

  /** When it suspects, if nothing comes before that. */
  long dueNs();

  /** A fixed silence. */
  final class Fixed implements Suspector {

    private final long boundNs;
    private long lastNs;

    Fixed(long boundNs) {
      this.boundNs = boundNs;
    }

    @Override
    public void heard(long nowNs) {
      lastNs = nowNs;
    }

    @Override
    public long dueNs() {
      return lastNs + boundNs;
    }
  }

  /**
   * Phi accrual (Hayashibara and others, 2004): the gaps are taken for normally distributed, and a
   * silence is suspicious once it would be one of ten to the power of phi.
   */
  final class Phi implements Suspector {

    private static final int WINDOW = 200;

    /** The least deviation that is believed, so that a calm network does not cause a panic. */
    private static final double DEVIATION_MIN_NS = 10e6;

    private final double deviations;
    private final long[] gapsUs = new long[WINDOW];
    private int known;
    private int cursor;
    private long sum;
    private long sumOfSquares;
    private long lastNs = -1;

    Phi(int threshold) {
      deviations = deviationsOf(threshold);
    }

    /** So many deviations from the mean lies what is exceeded once in ten to that power. */
    static double deviationsOf(int threshold) {
      double low = 0;
      double high = 40;
      for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (phi(middle) < threshold) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return high;
    }

    /** The logistic approximation of the normal distribution's tail, as is usual for it. */
    private static double phi(double deviations) {
      double exponent = deviations * (1.5976 + 0.070566 * deviations * deviations);
      // log10(1 + e^x), without overflow.
      return (exponent + StrictMath.log1p(StrictMath.exp(-exponent))) / StrictMath.log(10);
    }

    @Override
    public void heard(long nowNs) {
      if (lastNs >= 0) {
        long gapUs = (nowNs - lastNs) / 1000;
        long oldUs = gapsUs[cursor];
        gapsUs[cursor] = gapUs;
        cursor = (cursor + 1) % WINDOW;
        known = Math.min(WINDOW, known + 1);
        sum += gapUs - oldUs;
        sumOfSquares += gapUs * gapUs - oldUs * oldUs;
      }
      lastNs = nowNs;
    }

    @Override
    public long dueNs() {
      if (known < 2) {
        return Long.MAX_VALUE;
      }
      double mean = (double) sum / known;
      double variance = Math.max(0, (double) sumOfSquares / known - mean * mean);
      double deviationNs = Math.max(DEVIATION_MIN_NS, 1000 * StrictMath.sqrt(variance));
      return lastNs + (long) (1000 * mean + deviations * deviationNs);
    }
  }

  /**
   * Baton's: the {@link Detector} that ships, and around it what a peer that was stopped itself
   * does. It looks every 10 ms or when a verdict falls due; a look that comes more than 40 ms late
   * is a stall. That silence is excused, and for 20 ms, or 120 ms after a long stall, it suspects
   * nobody.
   */
  final class Shipped implements Suspector {

    private static final long LONG_STALL_NS = 100_000_000;

    private final Timing timing;
    private final Detector detector;
    private long distrustUntilNs;

    Shipped() {
      this(Timing.DEFAULT.silenceFloorNs());
    }

    /** The same with another least silence. */
    Shipped(long silenceFloorNs) {
      timing = withFloor(silenceFloorNs);
      detector = new Detector(timing, 0);
    }

    private static Timing withFloor(long silenceFloorNs) {
      Timing usual = Timing.DEFAULT;
      return new Timing(
          usual.pulseNs(),
          usual.heartbeatNs(),
          silenceFloorNs,
          usual.silenceCeilingNs(),
          usual.stallNs(),
          usual.leaseNs(),
          usual.helloNs(),
          usual.joinLimitNs(),
          usual.claimNs(),
          usual.completeNs(),
          usual.handOverNs(),
          usual.migrationLimitNs(),
          usual.peerLostNs(),
          usual.peerGoneNs(),
          usual.seatReservedNs());
    }

    @Override
    public void heard(long nowNs) {
      detector.heard(nowNs);
    }

    @Override
    public void woke(long nowNs, long stallNs) {
      long lateNs = stallNs - timing.pulseNs() / 2;
      if (lateNs > timing.stallNs()) {
        detector.excuse(nowNs, lateNs);
        boolean isLong = lateNs >= LONG_STALL_NS;
        distrustUntilNs = nowNs + (isLong ? timing.silenceFloorNs() : 2 * timing.pulseNs());
      }
    }

    @Override
    public long dueNs() {
      return Math.max(detector.lastHeardNs() + detector.boundNs() + 1, distrustUntilNs);
    }
  }
}
