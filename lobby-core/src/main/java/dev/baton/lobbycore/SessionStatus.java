package dev.baton.lobbycore;

import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.JoinCode;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * How a session stands, as far as the lobby knows.
 *
 * @param session its name
 * @param code by which players find it
 * @param settings what it was created with
 * @param epoch the present epoch
 * @param host who is host, and where
 * @param started whether the game has begun
 * @param full whether no more peers are let in
 * @param members in the order in which they joined
 * @param lastEvent the number of the last event that is contained in this
 */
public record SessionStatus(
    SessionId session,
    JoinCode code,
    SessionSettings settings,
    Epoch epoch,
    HostAddress host,
    boolean started,
    boolean full,
    List<Member> members,
    long lastEvent) {

  /** Copies the list. */
  public SessionStatus {
    members = List.copyOf(members);
  }

  /**
   * A peer that joined by this lobby.
   *
   * @param key who it is
   * @param peer its number in the name table, once the host has told it
   * @param connected whether its own connection to the lobby stands
   */
  public record Member(PeerKey key, Optional<PeerId> peer, boolean connected) {}
}
