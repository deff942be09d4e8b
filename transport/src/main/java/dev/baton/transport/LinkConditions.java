package dev.baton.transport;

import java.time.Duration;

/**
 * How a bad network treats the packets that one peer sends; the built-in link shaper applies it
 * below QUIC, to outgoing packets only. Both ends of a link are given the same conditions, so each
 * delays by half the round trip. Immutable.
 *
 * @param rtt the round trip to add, 0 to 10 s; each side delays what it sends by half of it
 * @param jitter the most that is added to a packet's delay, uniformly from 0, up to 10 s
 * @param jitterReorders whether a packet with little jitter may overtake one with much
 * @param lossPercent how many packets vanish, 0 to 100
 * @param duplicatePercent how many packets are sent twice, 0 to 100
 * @param reorderPercent how many packets are held back for an additional quarter of the round trip,
 *     at least 2 ms, so that later ones overtake them, 0 to 100
 * @param seed of the chance; the same seed and the same packets meet the same fate
 */
public record LinkConditions(
    Duration rtt,
    Duration jitter,
    boolean jitterReorders,
    double lossPercent,
    double duplicatePercent,
    double reorderPercent,
    long seed) {

  private static final Duration DELAY_MAX = Duration.ofSeconds(10);

  /** A network as it is. */
  public static final LinkConditions NONE =
      new LinkConditions(Duration.ZERO, Duration.ZERO, false, 0, 0, 0, 1);

  /** Checks the ranges. */
  public LinkConditions {
    delay("rtt", rtt);
    delay("jitter", jitter);
    percent("lossPercent", lossPercent);
    percent("duplicatePercent", duplicatePercent);
    percent("reorderPercent", reorderPercent);
  }

  /** The three that matter most; packets stay in order, apart from what is lost. */
  public static LinkConditions of(Duration rtt, Duration jitter, double lossPercent, long seed) {
    return new LinkConditions(rtt, jitter, false, lossPercent, 0, 0, seed);
  }

  /** Whether packets pass untouched. */
  public boolean areNone() {
    return rtt.isZero()
        && jitter.isZero()
        && lossPercent == 0
        && duplicatePercent == 0
        && reorderPercent == 0;
  }

  /** The delay of every packet before jitter: half the round trip. */
  public long delayNs() {
    return rtt.toNanos() / 2;
  }

  private static void delay(String name, Duration value) {
    if (value.isNegative() || value.compareTo(DELAY_MAX) > 0) {
      throw new IllegalArgumentException(name + " must be 0 to 10 s: " + value);
    }
  }

  private static void percent(String name, double value) {
    if (!(value >= 0 && value <= 100)) {
      throw new IllegalArgumentException(name + " must be 0 to 100: " + value);
    }
  }
}
