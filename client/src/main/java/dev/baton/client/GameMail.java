package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Machine;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.Stage;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The game's own messages: in order, reliable while a link lasts, and for the host whoever it is.
 *
 * <p>Messages for the host wait while there is none. Confined to the driver's thread, apart from
 * {@link #takeRoom}.
 */
final class GameMail {

  /** Messages that wait, at most. */
  static final int WAITING_MAX = 256;

  private final SessionParts parts;
  private final Machine machine;
  private final GameNews news;
  private final ArrayDeque<Bytes> forHost = new ArrayDeque<>();
  private final AtomicInteger room = new AtomicInteger(WAITING_MAX);

  GameMail(SessionParts parts, Machine machine, GameNews news) {
    this.parts = parts;
    this.machine = machine;
    this.news = news;
  }

  /** Whether one more message can be taken; it is then to be handed over. From any thread. */
  boolean takeRoom() {
    if (room.decrementAndGet() >= 0) {
      return true;
    }
    room.incrementAndGet();
    return false;
  }

  void sendToHost(Bytes message) {
    forHost.add(message);
    retry();
  }

  void send(PeerId to, Bytes message) {
    room.incrementAndGet();
    deliver(to, message);
  }

  void broadcast(Bytes message) {
    room.incrementAndGet();
    List<Seat> seats = new ArrayList<>(machine.table().seats());
    for (Seat seat : seats) {
      if (seat.present() && !parts.links().isSelf(seat.peer())) {
        deliver(seat.peer(), message);
      }
    }
  }

  /** Sends what waits for a host, if there is one now. */
  void retry() {
    while (!forHost.isEmpty() && hasHost()) {
      room.incrementAndGet();
      deliver(machine.host().orElseThrow(), forHost.remove());
    }
  }

  private boolean hasHost() {
    Stage stage = machine.stage();
    boolean settled =
        stage instanceof Stage.Following
            || stage instanceof Stage.Hosting
            || stage instanceof Stage.Isolated
            || stage instanceof Stage.HandingOver;
    return settled && machine.host().filter(this::isLinked).isPresent();
  }

  private boolean isLinked(PeerId host) {
    return parts.links().isSelf(host)
        || parts.links().key(host).filter(parts.links()::isReachable).isPresent();
  }

  private void deliver(PeerId to, Bytes message) {
    if (parts.links().isSelf(to)) {
      news.message(to, message);
      return;
    }
    ByteBuffer frame =
        ByteBuffer.allocate(1 + message.length())
            .put((byte) PeerFrames.GAME_MESSAGE)
            .put(message.toBuffer())
            .flip();
    Optional<PeerKey> host = machine.host().flatMap(parts.links()::key);
    boolean sent =
        parts
            .links()
            .key(to)
            .filter(key -> parts.links().sendOnce(key, frame, host, System.nanoTime()))
            .isPresent();
    parts.counters().messagesDropped += sent ? 0 : 1;
  }

  /** A peer's message came. */
  void arrived(PeerId from, ByteBuffer frame) {
    int bytes = frame.remaining() - 1;
    if (bytes < 1 || bytes > PeerFrames.GAME_MESSAGE_BYTES_MAX) {
      parts.counters().malformed++;
      return;
    }
    news.message(from, Bytes.of(frame.slice(frame.position() + 1, bytes)));
  }
}
