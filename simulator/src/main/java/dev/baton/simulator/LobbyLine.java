package dev.baton.simulator;

import dev.baton.lobbycore.ConnectionId;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;

/** One connection between a process and the lobby. */
final class LobbyLine {

  /** What travels towards the lobby. */
  sealed interface Up {

    /** A frame, and the number by which the trace knows it. */
    record Asked(LobbyRequest request, int number) implements Up {}

    /** The peer's operating system closed the connection. */
    record Closed() implements Up {}
  }

  /** What travels towards the peer. */
  sealed interface Down {

    /** A frame, and the number by which the trace knows it. */
    record Said(LobbyNotice notice, int number) implements Down {}

    /** The lobby closed the connection, or its operating system did. */
    record Closed() implements Down {}
  }

  final ConnectionId id;
  final PeerProcess process;
  final Stream<Up> up;
  final Stream<Down> down;

  LobbyLine(World world, LobbyHouse house, ConnectionId id, LobbyDesk desk, PeerProcess process) {
    this.id = id;
    this.process = process;
    int place = process.place();
    up = new Stream<>(world, place, Paths.LOBBY, what -> house.arrived(this, what));
    down =
        new Stream<>(
            world, Paths.LOBBY, place, what -> process.take(() -> desk.arrived(this, what)));
  }

  /** The machine of the peer is gone, and nobody there answers any more. */
  void fallSilent() {
    up.close();
    down.close();
  }
}
