package dev.baton.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * An attempt to join a session on a thread of its own. Its session belongs to whoever takes it; one
 * that nobody takes any more ends as soon as it is there.
 */
final class Joining<I> {

  private final CompletableFuture<LiveSession<I>> session = new CompletableFuture<>();
  private final Thread thread;

  /** How a session is joined. */
  interface Way<I> {
    LiveSession<I> join() throws BatonException;
  }

  Joining(Way<I> way) {
    CompletableFuture<LiveSession<I>> made = session;
    thread =
        Thread.ofVirtual()
            .name("baton-rehearsal")
            .start(
                () -> {
                  try {
                    made.complete(way.join());
                  } catch (BatonException | RuntimeException e) {
                    made.completeExceptionally(e);
                  }
                });
  }

  /** Whether it came to its end, well or not. */
  boolean isDone() {
    return session.isDone();
  }

  /** The session, if there is one yet. */
  Optional<LiveSession<I>> take() {
    return session.state() == Future.State.SUCCESS ? Optional.of(session.join()) : Optional.empty();
  }

  /** Nobody wants the session any more: one that comes in spite of it ends at once. */
  void giveUp() {
    thread.interrupt();
    var unused = session.thenAccept(LiveSession::die);
  }
}
