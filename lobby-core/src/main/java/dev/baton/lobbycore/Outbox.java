package dev.baton.lobbycore;

import dev.baton.core.SessionId;
import java.util.ArrayList;
import java.util.List;

/** Gathers the outputs of one step in their order. */
final class Outbox {

  private static final int RETRY_MS = 2_000;

  private List<LobbyOutput> outputs = new ArrayList<>();

  void send(ConnectionId to, LobbyNotice notice) {
    outputs.add(new LobbyOutput.Send(to, notice));
  }

  void refuse(ConnectionId to, int request, LobbyRefusal reason) {
    int retryAfterMs = reason.passing() ? RETRY_MS : 0;
    send(to, new LobbyNotice.LobbyRefused(request, reason, retryAfterMs));
  }

  void close(ConnectionId connection) {
    outputs.add(new LobbyOutput.Close(connection));
  }

  void setTimer(SessionId session, long nonce, long atNs) {
    outputs.add(new LobbyOutput.SetTimer(session, nonce, atNs));
  }

  void ignore(String reason) {
    outputs.add(new LobbyOutput.Ignore(reason));
  }

  List<LobbyOutput> drain() {
    List<LobbyOutput> drained = outputs;
    outputs = new ArrayList<>();
    return drained;
  }
}
