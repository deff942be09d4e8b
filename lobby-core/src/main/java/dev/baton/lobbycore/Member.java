package dev.baton.lobbycore;

import dev.baton.core.PeerKey;
import java.util.Optional;

/** A peer that joined a session by this lobby, whether its own connection stands or not. */
final class Member {

  private final Caller.Proven proven;
  private final long joinedNs;
  private Optional<ConnectionId> connection = Optional.empty();
  private boolean live;
  private long changedNs;

  Member(Caller.Proven proven, long nowNs) {
    this.proven = proven;
    this.joinedNs = nowNs;
    this.changedNs = nowNs;
  }

  Caller.Proven proven() {
    return proven;
  }

  PeerKey key() {
    return proven.key();
  }

  Optional<ConnectionId> connection() {
    return connection;
  }

  boolean connected() {
    return connection.isPresent();
  }

  /** Whether it gets events as they happen: connected, and brought up to date. */
  boolean live() {
    return live;
  }

  long joinedNs() {
    return joinedNs;
  }

  /** For how long its connection has been as it is, as far as the lobby listened. */
  long unchangedNs(long nowNs) {
    return nowNs - changedNs;
  }

  /** The lobby was stopped until now: whoever came or went meanwhile waits unread. */
  void excuse(long nowNs) {
    changedNs = nowNs;
  }

  /** It was brought up to date on this connection. */
  void goLive(ConnectionId on, long nowNs) {
    connection = Optional.of(on);
    live = true;
    changedNs = nowNs;
  }

  /** The same key has a new connection, but did not resume yet. */
  void move(ConnectionId to, long nowNs) {
    connection = Optional.of(to);
    live = false;
    changedNs = nowNs;
  }

  void disconnect(long nowNs) {
    connection = Optional.empty();
    live = false;
    changedNs = nowNs;
  }
}
