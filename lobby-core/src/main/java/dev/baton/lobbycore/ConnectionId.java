package dev.baton.lobbycore;

/**
 * One WebSocket connection to the lobby; given by the shell, never again in the life of a lobby.
 *
 * @param value counts connections
 */
public record ConnectionId(long value) implements Comparable<ConnectionId> {

  @Override
  public int compareTo(ConnectionId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "connection " + value;
  }
}
