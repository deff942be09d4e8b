package dev.baton.lobby;

import java.time.Duration;

/**
 * How bad the network between lobby and peers is made, for trying things out on one machine.
 *
 * <p>What comes in and what goes out is held back, frame by frame and in order, as is the news that
 * a connection ended. TCP loses nothing: a frame that is "lost" comes after its retransmission, one
 * round trip and {@value #RETRANSMISSION_MS} ms later, and holds up those behind it.
 *
 * @param rtt the round trip, half of it each way; up to {@value #RTT_SECONDS_MAX} s
 * @param jitter what is added each way, 0 to this, evenly; up to {@value #RTT_SECONDS_MAX} s
 * @param lossPercent how many frames out of a hundred are lost, each way, 0 to {@value
 *     #LOSS_PERCENT_MAX}
 * @param seed makes jitter and loss the same in each run, as far as the order of frames is
 */
public record LobbyConditions(Duration rtt, Duration jitter, double lossPercent, long seed) {

  /** The time that a sender waits, beyond the round trip, before it sends again (as Linux does). */
  public static final int RETRANSMISSION_MS = 200;

  /** The longest round trip, and the largest jitter, in seconds. */
  public static final int RTT_SECONDS_MAX = 10;

  /** The most frames out of a hundred that can be lost. */
  public static final int LOSS_PERCENT_MAX = 50;

  /** The network as it is. */
  public static final LobbyConditions NONE =
      new LobbyConditions(Duration.ZERO, Duration.ZERO, 0, 0);

  /** Checks the ranges. */
  public LobbyConditions {
    check("rtt", rtt);
    check("jitter", jitter);
    if (!(lossPercent >= 0 && lossPercent <= LOSS_PERCENT_MAX)) {
      throw new IllegalArgumentException("lossPercent must be 0 to 50: " + lossPercent);
    }
  }

  /** Whether nothing is held back. */
  public boolean none() {
    return rtt.isZero() && jitter.isZero() && lossPercent == 0;
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.compareTo(Duration.ofSeconds(RTT_SECONDS_MAX)) > 0) {
      throw new IllegalArgumentException(name + " must be 0 to 10 s: " + value);
    }
  }
}
