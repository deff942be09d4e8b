package dev.baton.lobby;

import dev.baton.lobbycore.ConnectionId;
import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * One WebSocket connection to a peer, with what is held back of it each way.
 *
 * <p>Safe for any thread; a peer that reads too slowly is disconnected, nobody waits for it.
 */
final class Line {

  private final ConnectionId id;
  private final Session session;
  private final HeldBack in;
  private final HeldBack out;

  Line(ConnectionId id, Session session, HeldBack in, HeldBack out) {
    this.id = id;
    this.session = session;
    this.in = in;
    this.out = out;
  }

  ConnectionId id() {
    return id;
  }

  /** Something arrived, the end of the connection included: {@code taken} runs when it is due. */
  void arrived(Runnable taken) {
    in.pass(taken);
  }

  void send(ByteBuffer frame) {
    out.pass(() -> session.sendBinary(frame, Callback.from(() -> {}, tooSlow -> disconnect())));
  }

  /** Ends the connection by the rules, after what was sent. */
  void close(int status, String reason) {
    out.pass(() -> session.close(status, reason, Callback.NOOP));
  }

  void close() {
    close(StatusCode.POLICY_VIOLATION, "");
  }

  /** Ends the connection as if this process were killed. */
  void disconnect() {
    session.disconnect();
  }
}
