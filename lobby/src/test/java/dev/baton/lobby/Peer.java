package dev.baton.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Endpoint;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.SessionSettings;
import dev.baton.transport.Identity;
import dev.baton.transport.LobbyConnection;
import dev.baton.transport.LobbyConnectionConfig;
import dev.baton.transport.LobbyConnectionFailure;
import dev.baton.transport.LobbyConnectionListener;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A peer with a real connection to a real lobby; all it hears waits in one queue. */
final class Peer implements LobbyConnectionListener, AutoCloseable {

  static final SessionSettings ARENA = new SessionSettings("arena", 4, true, true);
  static final Endpoint SOMEWHERE = new Endpoint("192.0.2.1", 7001);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LIMIT_NS = PATIENCE.toNanos();

  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final List<Object> skipped = new ArrayList<>();
  private final Identity identity;
  private final LobbyConnection connection;

  private Peer(LobbyConnectionConfig config) {
    identity = config.identity();
    connection = LobbyConnection.open(config, this, Runnable::run);
  }

  static Peer dial(LobbyConnectionConfig config) {
    return new Peer(config);
  }

  /** A peer with a new key that the lobby knows already. */
  static Peer enter(URI lobby) throws InterruptedException {
    return enter(lobby, Identity.create());
  }

  static Peer enter(URI lobby, Identity identity) throws InterruptedException {
    Peer peer = dial(LobbyConnectionConfig.of(lobby, identity).connectWithin(PATIENCE));
    peer.await(LobbyNotice.Identified.class);
    return peer;
  }

  PeerKey key() {
    return identity.key();
  }

  Identity identity() {
    return identity;
  }

  LobbyConnection connection() {
    return connection;
  }

  boolean say(LobbyRequest request) {
    return connection.send(request);
  }

  void sayWitness(SessionId session, Message message) {
    assertThat(say(new LobbyRequest.ToWitness(session, message))).isTrue();
  }

  LobbyNotice.SessionCreated create() throws InterruptedException {
    say(new LobbyRequest.CreateSession(connection.nextRequest(), ARENA, SOMEWHERE));
    return await(LobbyNotice.SessionCreated.class);
  }

  LobbyNotice.JoinGranted join(JoinCode code) throws InterruptedException {
    say(new LobbyRequest.JoinSession(connection.nextRequest(), code));
    return await(LobbyNotice.JoinGranted.class);
  }

  /** The next of this kind; whatever else comes before is left out. */
  <T> T await(Class<T> kind) throws InterruptedException {
    return kind.cast(awaitWhere(kind::isInstance, kind.getSimpleName()));
  }

  /** The next message of the witness of this kind. */
  <T extends Message> T awaitWitness(Class<T> kind) throws InterruptedException {
    Object found =
        awaitWhere(
            it -> it instanceof LobbyNotice.FromWitness said && kind.isInstance(said.message()),
            kind.getSimpleName());
    return kind.cast(((LobbyNotice.FromWitness) found).message());
  }

  /** The next event that is equal to {@code event}. */
  LobbyNotice.Event awaitEvent(LobbyEvent event) throws InterruptedException {
    Object found =
        awaitWhere(
            it -> it instanceof LobbyNotice.Event told && told.what().equals(event),
            event.toString());
    return (LobbyNotice.Event) found;
  }

  /** All that has come up to now. */
  List<Object> drain() {
    List<Object> all = new ArrayList<>();
    heard.drainTo(all);
    return all;
  }

  /** What {@link #await} left out since the last time. */
  List<Object> drainSkipped() {
    List<Object> all = List.copyOf(skipped);
    skipped.clear();
    return all;
  }

  @Override
  public void identified(LobbyNotice.Identified you) {
    heard.add(you);
  }

  @Override
  public void notice(LobbyNotice notice) {
    heard.add(notice);
  }

  @Override
  public void connectionLost(String detail) {
    heard.add(new Lost(detail));
  }

  @Override
  public void gaveUp(LobbyConnectionFailure failure, String detail) {
    heard.add(new GaveUp(failure, detail));
  }

  @Override
  public void close() {
    connection.close();
  }

  private Object awaitWhere(Predicate<Object> wanted, String what) throws InterruptedException {
    long untilNs = System.nanoTime() + LIMIT_NS;
    while (true) {
      Object next = heard.poll(untilNs - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError(what + " did not come within 20 s, but " + skipped);
      }
      if (wanted.test(next)) {
        return next;
      }
      skipped.add(next);
    }
  }

  /** The connection was lost. */
  record Lost(String detail) {}

  /** No connection is tried any more. */
  record GaveUp(LobbyConnectionFailure failure, String detail) {}
}
