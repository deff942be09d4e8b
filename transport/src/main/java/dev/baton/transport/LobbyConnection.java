package dev.baton.transport;

import dev.baton.core.Bytes;
import dev.baton.core.Message;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.wire.LobbyWire;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A peer's connection to the lobby, which outlives the WebSockets that carry it: proves the peer's
 * key, answers pings, reconnects with growing waits, and resumes the events of its sessions where
 * they broke off.
 *
 * <p>The first connection must succeed within its limit, or it gives up; later ones are tried for
 * as long as this is open. Nothing blocks. All methods can be called from any thread. Source:
 * docs/lobby.md.
 */
public final class LobbyConnection implements AutoCloseable {

  private static final Duration LOOK_GAP = Duration.ofSeconds(1);

  private final LobbyConnectionConfig config;
  private final LobbyConnectionListener listener;
  private final Executor executor;
  private final EventLoop loop;
  private final @Nullable EventLoopGroup ownThread;
  private final AtomicInteger requests = new AtomicInteger();
  private final LobbyConnectionSessions sessions = new LobbyConnectionSessions();
  private volatile boolean identified;
  private volatile boolean muted;

  // Confined to the event loop.
  private @Nullable LobbyConnectionSocket socket;
  private @Nullable ScheduledFuture<?> deadline;
  private boolean everIdentified;
  private boolean closed;
  private int attempts;
  private long heardNs;
  private long lookedNs;

  private LobbyConnection(
      LobbyConnectionConfig config,
      LobbyConnectionListener listener,
      Executor executor,
      EventLoop loop,
      @Nullable EventLoopGroup ownThread) {
    this.config = config;
    this.listener = listener;
    this.executor = executor;
    this.loop = loop;
    this.ownThread = ownThread;
  }

  /**
   * Starts to connect on a thread of its own.
   *
   * @param executor where the listener is called; must keep the order of what it is given
   */
  public static LobbyConnection open(
      LobbyConnectionConfig config, LobbyConnectionListener listener, Executor executor) {
    EventLoopGroup own = EventLoops.open();
    return start(new LobbyConnection(config, listener, executor, own.next(), own));
  }

  /**
   * Starts to connect on a network's thread, where the listener is called, too: the fastest way for
   * what the lobby says, and one thread less. It ends with the network.
   *
   * @param loop that of a {@link Network}
   */
  public static LobbyConnection open(
      LobbyConnectionConfig config, LobbyConnectionListener listener, Loop loop) {
    if (!(loop instanceof NettyLoop netty)) {
      throw new IllegalArgumentException("loop must be a network's: " + loop);
    }
    return start(new LobbyConnection(config, listener, loop::execute, netty.eventLoop(), null));
  }

  /** A number for the next request, never given before. */
  public int nextRequest() {
    return requests.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
  }

  /** Whether the lobby knows this peer at the moment. */
  public boolean connected() {
    return identified;
  }

  /**
   * Says something to the lobby; what it answers comes to the listener.
   *
   * @return false if there is no connection at the moment; then nothing is kept for later
   * @throws IllegalArgumentException if a field is beyond its bounds
   */
  public boolean send(LobbyRequest request) {
    ByteBuffer frame = LobbyWire.encode(request);
    if (!identified) {
      return false;
    }
    if (loop.inEventLoop()) {
      return sendHere(request, frame);
    }
    onLoop(() -> sendHere(request, frame));
    return true;
  }

  /** Ends the connection, and the attempts to have one; the listener hears no more. */
  @Override
  public void close() {
    muted = true;
    identified = false;
    onLoop(this::closeHere);
  }

  private static LobbyConnection start(LobbyConnection connection) {
    connection.onLoop(connection::attempt);
    return connection;
  }

  private void attempt() {
    if (closed) {
      return;
    }
    LobbyConnectionSocket dialled = new LobbyConnectionSocket(config, new Owner());
    socket = dialled;
    attempts++;
    deadline =
        loop.schedule(
            () -> dialled.end(LobbyConnectionFailure.NO_ANSWER, "no answer within the limit"),
            config.connectLimit().toNanos(),
            TimeUnit.NANOSECONDS);
    String host = config.lobby().getHost();
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(unbracketed(host));
    if (literal != null) {
      dialled.dial(loop, new InetSocketAddress(literal, config.port()));
    } else {
      Thread.ofVirtual().name("lobby-name").start(() -> resolve(host, dialled));
    }
  }

  /** Asks for the address of a name, which can take long, and so has a thread to itself. */
  private void resolve(String host, LobbyConnectionSocket dialled) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), config.port());
      onLoop(
          () -> {
            if (dialled.equals(socket)) {
              dialled.dial(loop, address);
            }
          });
    } catch (UnknownHostException e) {
      onLoop(() -> dialled.end(LobbyConnectionFailure.UNKNOWN_HOST, e.toString()));
    }
  }

  private boolean sendHere(LobbyRequest request, ByteBuffer frame) {
    if (request instanceof LobbyRequest.LeaveSession leave) {
      sessions.left(leave.session());
    }
    return identified && socket != null && socket.send(frame);
  }

  private void heard(LobbyNotice notice) {
    heardNs = System.nanoTime();
    switch (notice) {
      case LobbyNotice.Challenge challenge -> answer(challenge);
      case LobbyNotice.Ping ping -> say(new LobbyRequest.Pong(ping.nonce()));
      case LobbyNotice.Identified you -> welcomed(you);
      case LobbyNotice.LobbyRefused refused -> refused(refused);
      default -> pass(notice);
    }
  }

  private void pass(LobbyNotice notice) {
    if (sessions.isNews(notice)) {
      tell(() -> listener.notice(notice));
    }
  }

  private void answer(LobbyNotice.Challenge challenge) {
    Bytes signature = config.identity().sign(LobbyRequest.Identify.signedContent(challenge));
    say(
        new LobbyRequest.Identify(
            Message.PROTOCOL_VERSION, config.identity().publicKey(), signature));
  }

  private void welcomed(LobbyNotice.Identified you) {
    clearDeadline();
    attempts = 0;
    everIdentified = true;
    identified = true;
    lookedNs = System.nanoTime();
    look(socket);
    sessions.resume(this::nextRequest).forEach(this::say);
    tell(() -> listener.identified(you));
  }

  private void refused(LobbyNotice.LobbyRefused refused) {
    Optional<LobbyConnectionFailure> end = forGood(refused.reason());
    if (end.isPresent()) {
      giveUp(end.get(), refused.reason().advice());
    } else if (identified) {
      pass(refused);
    }
  }

  private Optional<LobbyConnectionFailure> forGood(LobbyRefusal reason) {
    return switch (reason) {
      case WRONG_VERSION -> Optional.of(LobbyConnectionFailure.WRONG_VERSION);
      case BAD_SIGNATURE -> Optional.of(LobbyConnectionFailure.BAD_SIGNATURE);
      case REPLACED -> Optional.of(LobbyConnectionFailure.REPLACED);
      case TOO_MANY_CONNECTIONS ->
          everIdentified ? Optional.empty() : Optional.of(LobbyConnectionFailure.LOBBY_FULL);
      default -> Optional.empty();
    };
  }

  /** Looks now and then whether the lobby still speaks; a peer that itself was stopped waits. */
  private void look(@Nullable LobbyConnectionSocket looked) {
    if (looked == null || !looked.equals(socket)) {
      return;
    }
    long nowNs = System.nanoTime();
    boolean stalled = nowNs - lookedNs > 2 * LOOK_GAP.toNanos();
    lookedNs = nowNs;
    if (!stalled && nowNs - heardNs > config.silenceLimit().toNanos()) {
      looked.end(LobbyConnectionFailure.NO_ANSWER, "the lobby is silent");
    } else {
      after(LOOK_GAP.toNanos(), () -> look(looked));
    }
  }

  private void ended(LobbyConnectionFailure failure, String detail) {
    clearDeadline();
    socket = null;
    if (closed) {
      return;
    }
    boolean lost = identified;
    identified = false;
    if (!everIdentified) {
      giveUp(failure, detail);
      return;
    }
    if (lost) {
      tell(() -> listener.connectionLost(detail));
    }
    after(backOffNs(), this::attempt);
  }

  private long backOffNs() {
    long minNs = config.backOffMin().toNanos();
    long doubledNs = minNs << Math.min(attempts, 20);
    long waitNs = Math.min(Math.max(doubledNs, minNs), config.backOffMax().toNanos());
    return waitNs / 2 + ThreadLocalRandom.current().nextLong(waitNs / 2 + 1);
  }

  private void giveUp(LobbyConnectionFailure failure, String detail) {
    if (!closed) {
      tell(() -> listener.gaveUp(failure, detail));
      closeHere();
    }
  }

  private void closeHere() {
    if (closed) {
      return;
    }
    closed = true;
    identified = false;
    clearDeadline();
    if (socket != null) {
      socket.end(LobbyConnectionFailure.NO_ANSWER, "closed by this side");
    }
    if (ownThread != null) {
      EventLoops.close(ownThread, () -> {});
    }
  }

  private void clearDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private void say(LobbyRequest request) {
    if (socket != null) {
      socket.send(LobbyWire.encode(request));
    }
  }

  private void after(long delayNs, Runnable task) {
    ScheduledFuture<?> unused = loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
  }

  /** On a network's thread that has ended there is nothing left to do. */
  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      if (!loop.isShuttingDown()) {
        throw e;
      }
    }
  }

  private void tell(Runnable call) {
    executor.execute(
        () -> {
          if (!muted) {
            call.run();
          }
        });
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private final class Owner implements LobbyConnectionSocket.Owner {

    @Override
    public void heard(LobbyConnectionSocket from, LobbyNotice notice) {
      if (from.equals(socket)) {
        LobbyConnection.this.heard(notice);
      }
    }

    @Override
    public void ended(LobbyConnectionSocket which, LobbyConnectionFailure failure, String detail) {
      if (which.equals(socket)) {
        LobbyConnection.this.ended(failure, detail);
      }
    }
  }
}
