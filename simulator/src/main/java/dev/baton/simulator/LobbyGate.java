package dev.baton.simulator;

import dev.baton.lobbycore.ConnectionId;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.LobbyRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a lobby takes from each connection while it has too much to do: a few requests at once, and
 * then one a second. Like the lobby's own limit, which nobody who plays comes near: a bucket for
 * each connection, full when that begins; what is beyond it is answered and forgotten.
 */
final class LobbyGate {

  private static final long GAP_NS = 1_000_000_000;

  /** As many as a peer says when it connects: who it is, what is new, and who is host of whom. */
  private static final int AT_ONCE = 4;

  /** What the lobby gives as the time to wait. */
  private static final int RETRY_MS = 2_000;

  /** By connection, the time that its bucket holds. */
  private final Map<ConnectionId, Long> heldNs = new LinkedHashMap<>();

  private final Map<ConnectionId, Long> filledNs = new LinkedHashMap<>();

  /**
   * Begins.
   *
   * @param open connections that are there already, and have used up what they may
   */
  LobbyGate(Iterable<ConnectionId> open, long nowNs) {
    for (ConnectionId connection : open) {
      heldNs.put(connection, 0L);
      filledNs.put(connection, nowNs);
    }
  }

  /**
   * Whether the lobby takes this one; it hears a pong in any case, as it does with its own limit.
   */
  boolean admits(ConnectionId connection, LobbyRequest request, long nowNs) {
    if (request instanceof LobbyRequest.Pong) {
      return true;
    }
    long full = AT_ONCE * GAP_NS;
    long before = heldNs.getOrDefault(connection, full);
    long held = Math.min(full, before + nowNs - filledNs.getOrDefault(connection, nowNs));
    boolean admitted = held >= GAP_NS;
    heldNs.put(connection, admitted ? held - GAP_NS : held);
    filledNs.put(connection, nowNs);
    return admitted;
  }

  /** What it says to others. */
  static LobbyNotice refusal(LobbyRequest request) {
    return new LobbyNotice.LobbyRefused(
        request.request(), LobbyRefusal.TOO_MANY_REQUESTS, RETRY_MS);
  }
}
