package dev.baton.core;

import java.util.List;

/**
 * A whole name table without its log: what a joiner gets, and a peer that lags too far.
 *
 * @param session the session that it belongs to
 * @param number the last operation that it contains
 * @param chain the hash chain up to that operation
 * @param peerIdNext the number that the next new peer gets
 * @param seats all seats, in order of their PeerId
 * @param succession the agreed order of next hosts
 * @param rules the rules of the session
 * @param witnessCounted whether the witness is a voter
 * @param data the game's own data about the session
 */
public record TableSnapshot(
    SessionId session,
    TableVersion number,
    Digest chain,
    int peerIdNext,
    List<Seat> seats,
    List<PeerId> succession,
    Rules rules,
    boolean witnessCounted,
    Bytes data) {

  /** Copies the lists. */
  public TableSnapshot {
    seats = List.copyOf(seats);
    succession = List.copyOf(succession);
  }
}
