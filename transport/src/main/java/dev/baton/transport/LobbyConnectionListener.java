package dev.baton.transport;

import dev.baton.lobbycore.LobbyNotice;

/**
 * Hears what becomes of a {@link LobbyConnection} and what the lobby says; called on the executor
 * that was given, one call after the other.
 */
public interface LobbyConnectionListener {

  /**
   * The lobby knows this peer now, and {@link LobbyConnection#send} works; comes again after each
   * reconnect. Sessions of an earlier connection are being resumed; what was sent and not answered
   * before is lost.
   */
  void identified(LobbyNotice.Identified you);

  /**
   * The lobby said something: an answer, an event (in order, none twice), or a word of the witness.
   * Challenges and pings are not told.
   */
  void notice(LobbyNotice notice);

  /**
   * The connection was lost after it was identified; it is tried again until it works or {@link
   * LobbyConnection#close} is called.
   *
   * @param detail for people and logs
   */
  void connectionLost(String detail);

  /**
   * There is no connection and none is tried any more; the last call.
   *
   * @param failure why, and what to do
   * @param detail for people and logs
   */
  void gaveUp(LobbyConnectionFailure failure, String detail);
}
