package dev.baton.lobbycore;

import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.PeerKey;

/**
 * What happened in a session, as the lobby tells all its members; numbered in {@link
 * LobbyNotice.Event}.
 */
public sealed interface LobbyEvent {

  /**
   * A peer was granted to join; whether the host lets it in is another matter.
   *
   * @param member the peer
   */
  record MemberJoined(PeerKey member) implements LobbyEvent {}

  /**
   * A peer is no longer a member.
   *
   * @param member the peer
   */
  record MemberLeft(PeerKey member) implements LobbyEvent {}

  /**
   * A member's own connection to the lobby ended or was resumed. When a process dies, this is how
   * the others learn of it within a round trip.
   *
   * @param member the peer
   * @param connected whether it has a connection now
   */
  record MemberConnection(PeerKey member, boolean connected) implements LobbyEvent {}

  /**
   * There is a new host, and the lobby believes it.
   *
   * @param epoch its epoch
   * @param host who it is, and where
   */
  record HostChanged(Epoch epoch, HostAddress host) implements LobbyEvent {}

  /**
   * The host told how the session stands, and something of it is new.
   *
   * @param started whether the game has begun
   * @param full whether no more peers are let in
   * @param peersPresent how many peers are present by the host's table
   */
  record SessionUpdated(boolean started, boolean full, int peersPresent) implements LobbyEvent {}

  /**
   * The session is over for all; the last event.
   *
   * @param reason why
   */
  record SessionEnded(EndReason reason) implements LobbyEvent {}

  /** Why a session is over. */
  enum EndReason {
    /** Its host terminated it. */
    TERMINATED,
    /** For too long nobody of it was connected to the lobby. */
    EXPIRED,
    /** Its last member left. */
    EMPTY
  }
}
