package dev.baton.core;

import java.util.Optional;

/** What happened: the only thing that makes a {@link Machine} do anything. */
public sealed interface Input {

  /**
   * This peer created a session and is its first host.
   *
   * @param session the new session
   * @param rules its rules
   */
  record SessionCreated(SessionId session, Rules rules) implements Input {}

  /**
   * The lobby (or a friend) said where the session is hosted; the machine asks to be let in.
   *
   * @param session the session to join
   * @param host whom to ask
   * @param ticket the lobby's ticket, or empty
   */
  record JoinGranted(SessionId session, HostAddress host, Bytes ticket) implements Input {}

  /**
   * The lobby says who is host now.
   *
   * @param epoch in which epoch
   * @param host who and where
   */
  record HostNamed(Epoch epoch, HostAddress host) implements Input {}

  /**
   * A link is ready to carry messages.
   *
   * @param peer the identity at its other end
   */
  record LinkOpened(PeerKey peer) implements Input {}

  /**
   * A link ended, or could not be opened.
   *
   * @param peer the identity at its other end
   * @param byRemote whether the other end closed it on purpose
   */
  record LinkClosed(PeerKey peer, boolean byRemote) implements Input {}

  /**
   * The operating system said that nobody listens on the peer's port.
   *
   * @param peer whose port
   */
  record PortUnreachable(PeerKey peer) implements Input {}

  /**
   * A message came from a peer.
   *
   * @param from whose message it is
   * @param seenAt the address that the peer's datagrams come from
   * @param message what it says
   * @param direct whether it came over the peer's own link, which proves who sent it; if not,
   *     another peer passed it on, and nothing but its signature proves anything
   */
  record MessageArrived(PeerKey from, Endpoint seenAt, Message message, boolean direct)
      implements Input {}

  /** The connection to the lobby is up. */
  record LobbyOpened() implements Input {}

  /** This peer's own connection to the lobby is gone. */
  record LobbyClosed() implements Input {}

  /**
   * The lobby saw a member's connection begin or end.
   *
   * @param peer whose connection
   * @param connected whether it stands now
   */
  record LobbyNoticed(PeerKey peer, boolean connected) implements Input {}

  /**
   * The witness said something.
   *
   * @param message what
   */
  record WitnessSaid(Message message) implements Input {}

  /**
   * A timer that the machine had set is due.
   *
   * @param timer which
   */
  record TimerFired(Timer timer) implements Input {}

  /**
   * Traffic came straight from a peer that is reached through another at present.
   *
   * @param peer from whom
   */
  record DirectHeard(PeerKey peer) implements Input {}

  /** The state that {@link Machine#stateAdvanced} said is waited for is held now. */
  record StateArrived() implements Input {}

  /**
   * A complete state that had been asked for is here.
   *
   * @param state which
   */
  record StateFetched(StateId state) implements Input {}

  /**
   * A complete state that had been asked for does not come or does not load.
   *
   * @param state which
   */
  record StateFetchFailed(StateId state) implements Input {}

  /**
   * This peer measured itself anew, or the game described it anew.
   *
   * @param attributes the game's own bytes about this peer
   * @param hint what it would be like as host
   */
  record SelfDescribed(Bytes attributes, Hint hint) implements Input {}

  /**
   * The game set the session's data; only the host's counts.
   *
   * @param data the new data
   */
  record SessionDataSet(Bytes data) implements Input {}

  /**
   * The game wants another host.
   *
   * @param successor who; the first of the succession when empty
   */
  record HandOverAsked(Optional<PeerId> successor) implements Input {}

  /** The game leaves; a host hands over first if anybody can take over. */
  record LeaveAsked() implements Input {}

  /** The game ends the session for all; only the host can. */
  record TerminateAsked() implements Input {}

  /**
   * The game removes a peer; only the host can.
   *
   * @param peer whom
   */
  record RemovalAsked(PeerId peer) implements Input {}
}
