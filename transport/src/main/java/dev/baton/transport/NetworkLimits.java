package dev.baton.transport;

import java.time.Duration;

/**
 * What a network holds at most. Immutable.
 *
 * @param linksMax open links, 1 to 256; a further one is closed with {@link CloseCode#LINKS_FULL}
 * @param handshakesMax handshakes under way in each direction, 1 to 256; a further one is dropped
 * @param controlMessageBytesMax size of one control message, 1 to 16 MiB
 * @param controlQueuedBytesMax control bytes of one link that wait to be sent, up to 64 MiB
 * @param bulkBytesMax size of one blob, and of all blobs of one link that are half received, up to
 *     64 MiB
 * @param bulksMax blobs of one link under way in each direction, 1 to 64
 * @param handshakeLimit how long a handshake may take, up to 60 s
 * @param idleLimit after how long without any packet a link ends, 1 s to 10 min; long, because a
 *     short one kills handshakes under loss: judge silence by the session's own heartbeats
 * @param knockGap time between two knocks on a watched port, 1 ms to 10 s
 */
public record NetworkLimits(
    int linksMax,
    int handshakesMax,
    int controlMessageBytesMax,
    int controlQueuedBytesMax,
    int bulkBytesMax,
    int bulksMax,
    Duration handshakeLimit,
    Duration idleLimit,
    Duration knockGap) {

  private static final int MIB = 1 << 20;

  /** What a session of up to 64 peers needs. */
  public static final NetworkLimits DEFAULT =
      new NetworkLimits(
          80,
          64,
          MIB,
          4 * MIB,
          16 * MIB,
          4,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMillis(10));

  /** Checks the ranges. */
  public NetworkLimits {
    inRange("linksMax", linksMax, 1, 256);
    inRange("handshakesMax", handshakesMax, 1, 256);
    inRange("controlMessageBytesMax", controlMessageBytesMax, 1, 16 * MIB);
    inRange("controlQueuedBytesMax", controlQueuedBytesMax, controlMessageBytesMax, 64 * MIB);
    inRange("bulkBytesMax", bulkBytesMax, 1, 64 * MIB);
    inRange("bulksMax", bulksMax, 1, 64);
    inRange("handshakeLimit in ms", handshakeLimit.toMillis(), 1, 60_000);
    inRange("idleLimit in ms", idleLimit.toMillis(), 1000, 600_000);
    inRange("knockGap in ms", knockGap.toMillis(), 1, 10_000);
  }

  private static void inRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
    }
  }
}
