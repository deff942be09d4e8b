package dev.baton.core;

/**
 * Learns how regularly a peer is heard, and says how much silence is too much.
 *
 * <p>Integer arithmetic in the manner of TCP's round-trip estimator (RFC 6298): a mean and a mean
 * deviation of the gaps between bursts. Allocates nothing. Confined to one thread. Source:
 * PROTOCOL.md 4.
 */
public final class Detector {

  /** What comes within this time of a burst's start belongs to the same burst. */
  private static final long BURST_NS = 4_000_000;

  /** Until so many gaps were learnt, only {@link #COLD_BOUND_NS} of silence is suspicious. */
  private static final int COLD_SAMPLES = 120;

  private static final long COLD_BOUND_NS = 600_000_000;
  private static final long MEAN_AT_START_NS = 50_000_000;
  private static final long SLACK_NS = 40_000_000;
  private static final long STRONG_SLACK_NS = 4_000_000;

  private final long floorNs;
  private final long ceilingNs;

  private long lastHeardNs;
  private long burstStartNs;
  private long meanNs = MEAN_AT_START_NS;
  private long deviationNs = MEAN_AT_START_NS / 2;
  private int samples;

  /** A detector that listens from now on. */
  public Detector(Timing timing, long nowNs) {
    floorNs = timing.silenceFloorNs();
    ceilingNs = timing.silenceCeilingNs();
    rearm(nowNs);
  }

  /** Something was heard. */
  public void heard(long nowNs) {
    lastHeardNs = Math.max(lastHeardNs, nowNs);
    long gapNs = nowNs - burstStartNs;
    if (gapNs < BURST_NS) {
      return;
    }
    burstStartNs = nowNs;
    long learntNs = Math.min(gapNs, floorNs);
    meanNs += (learntNs - meanNs) >> 4;
    deviationNs += (Math.abs(learntNs - meanNs) - deviationNs) >> 3;
    if (samples < COLD_SAMPLES) {
      samples++;
    }
  }

  /** Starts to listen anew: what was not heard until now does not count. */
  void rearm(long nowNs) {
    lastHeardNs = nowNs;
    burstStartNs = nowNs;
  }

  /** Takes a {@link #rearm} back. */
  void unhear(long heardNs) {
    lastHeardNs = heardNs;
  }

  /** Excuses {@code stallNs} of silence during which the listener itself was not listening. */
  public void excuse(long nowNs, long stallNs) {
    lastHeardNs = Math.min(nowNs, lastHeardNs + stallNs);
    burstStartNs = nowNs;
  }

  /** When something was heard last, what was excused included. */
  public long lastHeardNs() {
    return lastHeardNs;
  }

  long silenceNs(long nowNs) {
    return nowNs - lastHeardNs;
  }

  /** The silence that is suspicious by itself. */
  public long boundNs() {
    long learntNs = 3 * meanNs + 6 * deviationNs + SLACK_NS;
    long boundNs = Math.min(ceilingNs, Math.max(floorNs, learntNs));
    return samples < COLD_SAMPLES ? Math.max(boundNs, COLD_BOUND_NS) : boundNs;
  }

  /** The silence that is suspicious beside strong evidence: the next sign of life is overdue. */
  long strongBoundNs() {
    return Math.min(floorNs, meanNs + 2 * deviationNs + STRONG_SLACK_NS);
  }
}
