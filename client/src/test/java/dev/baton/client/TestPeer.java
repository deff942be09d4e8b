package dev.baton.client;

import dev.baton.core.EndReason;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A player with a game thread of its own, in one process with others. */
final class TestPeer implements SessionListener {

  static final Duration LIMIT = Duration.ofSeconds(20);

  final Tally game;
  final List<String> events = new CopyOnWriteArrayList<>();
  volatile long safe;
  volatile @Nullable EndReason endReason;

  /** What the game threw out of an update, which ends its thread. */
  volatile @Nullable RuntimeException thrown;

  private final Session<Tally.Add> session;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean stopped;

  TestPeer(Session<Tally.Add> session, Tally game) {
    this.session = session;
    this.game = game;
    session.addListener(this);
    thread = new Thread(this::play, "game");
    thread.setDaemon(true);
    thread.start();
  }

  static TestPeer host(SessionSettings settings) throws BatonException {
    Tally game = new Tally();
    return new TestPeer(Baton.host(settings, game), game);
  }

  static TestPeer join(String code, SessionSettings settings) throws BatonException {
    Tally game = new Tally();
    return new TestPeer(Baton.join(code, settings, game), game);
  }

  private void play() {
    while (!stopped && thrown == null) {
      try {
        session.update(Duration.ofMillis(5));
      } catch (RuntimeException e) {
        thrown = e;
      }
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    }
  }

  Session<Tally.Add> session() {
    return session;
  }

  /** Asks something on the game's thread. */
  <T> T ask(Function<Session<Tally.Add>, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    tasks.add(() -> answer.complete(question.apply(session)));
    return answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Keeps the game's thread from updating. */
  void holdUntil(CountDownLatch goOn) {
    CountDownLatch held = new CountDownLatch(1);
    tasks.add(
        () -> {
          held.countDown();
          try {
            goOn.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    await("held", () -> held.getCount() == 0);
  }

  long sum(PeerId peer) {
    return ask(s -> game.sum(peer));
  }

  /** The game's thread stops, and the process with it as far as the others can see. */
  void die() {
    stopped = true;
    ((LiveSession<Tally.Add>) session).die();
  }

  void close() {
    stopped = true;
    try {
      thread.join(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }

  static void await(String what, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadlineNs) {
        throw new AssertionError("did not happen within " + LIMIT + ": " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void onSafe(long sequence) {
    safe = sequence;
  }

  @Override
  public void onRewind(Tick from, Tick to) {
    events.add("rewind " + from + " to " + to);
  }

  @Override
  public void onHostChanged(HostChange change) {
    events.add(change.epoch() + " " + change.host());
  }

  @Override
  public void onNoMajority(NoMajorityPolicy policy, Duration limit) {
    events.add("no majority " + policy);
  }

  @Override
  public void onEnded(EndReason reason) {
    endReason = reason;
    events.add("ended " + reason);
  }
}
