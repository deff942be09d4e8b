package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A network with a listener that writes everything down, for tests to wait upon. */
final class Party implements NetworkListener, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final Identity identity;
  final Network network;
  final List<Event> history = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private @Nullable Reaction reaction;

  /** What a listener was told. */
  sealed interface Event {
    record Opened(Link link) implements Event {}

    record Replaced(Link old, Link current) implements Event {}

    record Closed(Link link, CloseCause cause) implements Event {}

    record Datagram(Link link, Bytes content) implements Event {}

    record Control(Link link, Bytes content) implements Event {}

    record Bulk(Link link, Bytes content) implements Event {}

    record Unreachable(PeerKey peer) implements Event {}

    record Broken(Throwable cause) implements Event {}
  }

  /** Something to do on the network's thread when an event comes, before the test sees it. */
  interface Reaction {
    void on(Event event);
  }

  Party(NetworkConfig config) throws NetworkException {
    this.identity = config.identity();
    this.network = Network.open(config, this);
  }

  static Party open() throws NetworkException {
    return new Party(local(Identity.create()));
  }

  static NetworkConfig local(Identity identity) {
    return NetworkConfig.of(identity).bind("127.0.0.1", 0);
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", network.localPort());
  }

  PeerKey key() {
    return identity.key();
  }

  void react(Reaction how) {
    onLoop(
        n -> {
          reaction = how;
          return true;
        });
  }

  /** Runs on the network's thread and waits for the result. */
  <T> T onLoop(Function<Network, T> what) {
    CompletableFuture<T> result = new CompletableFuture<>();
    network
        .loop()
        .execute(
            () -> {
              try {
                result.complete(what.apply(network));
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    return result.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /** The same for a question, where Java cannot tell what is asked. */
  boolean holds(Predicate<Network> what) {
    return onLoop(what::test);
  }

  Link dial(Party to) {
    return onLoop(n -> n.dial(to.key(), to.endpoint()));
  }

  /** Dials, and waits until both sides are told; what this side sees. */
  Link connect(Party to) throws InterruptedException {
    dial(to);
    Link link = await(Event.Opened.class, e -> e.link().remoteKey().equals(to.key())).link();
    to.await(Event.Opened.class, e -> e.link().remoteKey().equals(key()));
    return link;
  }

  NetworkCounters counters() {
    return onLoop(Network::counters);
  }

  <E extends Event> E await(Class<E> kind) throws InterruptedException {
    return await(kind, e -> true);
  }

  /** The next such event; others that come before it are passed over. */
  <E extends Event> E await(Class<E> kind, Predicate<E> which) throws InterruptedException {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    for (long leftNs = PATIENCE.toNanos(); leftNs > 0; leftNs = deadlineNs - System.nanoTime()) {
      Event event = events.poll(leftNs, TimeUnit.NANOSECONDS);
      if (kind.isInstance(event) && which.test(kind.cast(event))) {
        return kind.cast(event);
      }
    }
    throw new AssertionError(
        "no " + kind.getSimpleName() + " within " + PATIENCE + ": " + shortHistory());
  }

  /** Waits until a condition holds on the network's thread. */
  void awaitThat(String what, Predicate<Network> condition) {
    CompletableFuture<Boolean> met = new CompletableFuture<>();
    network.loop().execute(() -> look(condition, met));
    assertThat(met.completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join())
        .as("%s; counters %s; history %s", what, counters(), shortHistory())
        .isTrue();
  }

  private List<String> shortHistory() {
    return history.stream()
        .map(Event::toString)
        .map(text -> text.substring(0, Math.min(200, text.length())))
        .skip(Math.max(0, history.size() - 20))
        .toList();
  }

  private void look(Predicate<Network> condition, CompletableFuture<Boolean> met) {
    if (condition.test(network)) {
      met.complete(true);
    } else if (!met.isDone()) {
      network.loop().schedule(Duration.ofMillis(2), () -> look(condition, met));
    }
  }

  private void note(Event event) {
    history.add(event);
    if (reaction != null) {
      reaction.on(event);
    }
    events.add(event);
  }

  @Override
  public void networkOpened(Network opened) {}

  @Override
  public void linkOpened(Link link) {
    note(new Event.Opened(link));
  }

  @Override
  public void linkReplaced(Link old, Link current) {
    note(new Event.Replaced(old, current));
  }

  @Override
  public void linkClosed(Link link, CloseCause cause) {
    note(new Event.Closed(link, cause));
  }

  @Override
  public void datagram(Link link, ByteBuffer datagram) {
    note(new Event.Datagram(link, Bytes.of(datagram)));
  }

  @Override
  public void control(Link link, ByteBuffer message) {
    note(new Event.Control(link, Bytes.of(message)));
  }

  @Override
  public void bulk(Link link, ByteBuffer blob) {
    note(new Event.Bulk(link, Bytes.of(blob)));
  }

  @Override
  public void portUnreachable(PeerKey peer) {
    note(new Event.Unreachable(peer));
  }

  @Override
  public void broken(Throwable cause) {
    note(new Event.Broken(cause));
  }

  @Override
  public void close() {
    network
        .close(0, "the test is over", Duration.ZERO)
        .toCompletableFuture()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
