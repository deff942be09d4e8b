package dev.baton.lobbycore;

import java.time.Duration;

/** How many messages a connection may send: a bucket that fills steadily and holds a burst. */
final class Allowance {

  private final long nsPerMessage;
  private final long heldNsMax;
  private long heldNs;
  private long filledNs;
  private int refused;

  Allowance(LobbyLimits limits, long nowNs) {
    nsPerMessage = Duration.ofSeconds(1).toNanos() / limits.messagesPerSecond();
    heldNsMax = nsPerMessage * limits.messagesAtOnce();
    heldNs = heldNsMax;
    filledNs = nowNs;
  }

  /** Whether one more message may come now. */
  boolean take(long nowNs) {
    heldNs = Math.min(heldNsMax, heldNs + (nowNs - filledNs));
    filledNs = nowNs;
    if (heldNs < nsPerMessage) {
      refused++;
      return false;
    }
    heldNs -= nsPerMessage;
    refused = 0;
    return true;
  }

  /** How many were refused since the last that was not. */
  int refused() {
    return refused;
  }
}
