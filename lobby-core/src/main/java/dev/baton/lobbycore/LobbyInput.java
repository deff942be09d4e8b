package dev.baton.lobbycore;

import dev.baton.core.SessionId;

/** What happened around the lobby: the only thing that makes a {@link LobbyMachine} do anything. */
public sealed interface LobbyInput {

  /**
   * A peer, or whoever it is, opened a WebSocket.
   *
   * @param connection the new connection
   * @param address the IP address from which it came
   */
  record Opened(ConnectionId connection, String address) implements LobbyInput {}

  /**
   * A frame came and was decoded.
   *
   * @param connection over which it came
   * @param request what it says
   */
  record Received(ConnectionId connection, LobbyRequest request) implements LobbyInput {}

  /**
   * A frame came that is no message.
   *
   * @param connection over which it came
   * @param reason what is wrong with it
   */
  record Garbled(ConnectionId connection, String reason) implements LobbyInput {}

  /**
   * A connection ended, for whatever reason.
   *
   * @param connection which
   */
  record Ended(ConnectionId connection) implements LobbyInput {}

  /**
   * A timer is due that {@link LobbyOutput.SetTimer} asked for.
   *
   * @param session for which it was set
   * @param nonce which of its timers
   */
  record TimerFired(SessionId session, long nonce) implements LobbyInput {}

  /** Time for regular work; comes every {@link LobbyTiming#sweepNs}. */
  record SweepDue() implements LobbyInput {}
}
