package dev.baton.lobbycore;

import dev.baton.core.SessionId;

/** What is to be done; the shell carries outputs out in their order. */
public sealed interface LobbyOutput {

  /**
   * Send a frame; dropped when the connection has ended meanwhile.
   *
   * @param to over which connection
   * @param notice what it says
   */
  record Send(ConnectionId to, LobbyNotice notice) implements LobbyOutput {}

  /**
   * Close a connection once what was sent over it is out. The machine has forgotten it already.
   *
   * @param connection which
   */
  record Close(ConnectionId connection) implements LobbyOutput {}

  /**
   * Answer with {@link LobbyInput.TimerFired} once.
   *
   * @param session comes back
   * @param nonce comes back
   * @param atNs when, by the clock of {@link Moment#nowNs}
   */
  record SetTimer(SessionId session, long nonce, long atNs) implements LobbyOutput {}

  /**
   * Nothing is done about the input, on purpose; for traces and counters.
   *
   * @param reason why
   */
  record Ignore(String reason) implements LobbyOutput {}
}
