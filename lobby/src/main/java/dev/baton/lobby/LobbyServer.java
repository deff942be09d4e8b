package dev.baton.lobby;

import dev.baton.core.Bytes;
import dev.baton.lobbycore.LobbyRequest;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lobby that listens: JSON over HTTP for people and tools, one WebSocket for each peer.
 *
 * <p>Several can run in one process. All state is in memory and ends with it. Safe for any thread.
 * Source: docs/lobby.md.
 */
public final class LobbyServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LobbyServer.class);
  private static final String LINE = "line";
  private static final int THREADS_MAX = 10;
  private static final int THREADS_MIN = 4;
  private static final int THREAD_IDLE_MS = 60_000;
  private static final int PAGE_CONNECTIONS_MAX = 64;
  private static final int REQUEST_BYTES_MAX = 4_096;
  private static final int FRAMES_WAITING_MAX = 4_096;
  private static final Duration IDLE_MAX = Duration.ofSeconds(60);

  private final LobbyConfig config;
  private final LobbyClock clock;
  private final ServerSocketChannel acceptor;
  private final int port;
  private final Switchboard switchboard;
  private final Javalin http;

  private LobbyServer(LobbyConfig config, ServerSocketChannel acceptor, LobbyClock clock) {
    this.config = config;
    this.acceptor = acceptor;
    this.port = acceptor.socket().getLocalPort();
    this.clock = clock;
    this.switchboard = new Switchboard(config, clock);
    this.http = Javalin.create(this::configure);
  }

  /**
   * Starts to listen.
   *
   * @throws LobbyStartException if it cannot, with one line of what to do
   */
  public static LobbyServer start(LobbyConfig config) throws LobbyStartException {
    config.key().warmUp();
    return start(config, LobbyStartException.bind(config));
  }

  /** Starts to serve what {@code acceptor} accepts; ends it if that fails. */
  static LobbyServer start(LobbyConfig config, ServerSocketChannel acceptor)
      throws LobbyStartException {
    LobbyClock clock = new LobbyClock();
    boolean listens = false;
    try {
      LobbyServer lobby = new LobbyServer(config, acceptor, clock);
      lobby.http.start();
      listens = true;
      LOG.info("lobby listens at {}", lobby.uri());
      return lobby;
    } catch (JavalinException | UncheckedIOException e) {
      throw new LobbyStartException(
          LobbyStartException.Kind.OTHER, "The lobby cannot start: " + e.getMessage(), e);
    } finally {
      if (!listens) {
        abandon(clock, acceptor);
      }
    }
  }

  /** The TCP port on which it listens. */
  public int port() {
    return port;
  }

  /** Where peers connect; on this machine if the lobby listens at all addresses. */
  public URI uri() {
    boolean wildcard = config.address().equals("0.0.0.0") || config.address().equals("::");
    String host = wildcard ? "127.0.0.1" : config.address();
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return URI.create("ws://" + shown + ":" + port);
  }

  /** The public key by which tickets and the witness's votes are verified. */
  public Bytes publicKey() {
    return config.key().publicKey();
  }

  /** Ends at once and without a word, as if the process were killed: all sockets break. */
  public void kill() {
    switchboard.kill();
    stop();
  }

  /** Says farewell to all peers, then ends. */
  @Override
  public void close() {
    switchboard.close();
    stop();
  }

  /** Whatever went wrong, neither a thread nor the port stays behind. */
  private static void abandon(LobbyClock clock, ServerSocketChannel acceptor) {
    clock.stop();
    try {
      acceptor.close();
    } catch (IOException e) {
      LOG.warn("the port of a lobby that did not start may stay taken", e);
    }
  }

  private void stop() {
    clock.stop();
    http.stop();
  }

  private void configure(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.concurrency.useVirtualThreads = false;
    javalin.http.maxRequestSize = REQUEST_BYTES_MAX;
    javalin.jetty.threadPool = pool();
    javalin.jetty.addConnector(this::connector);
    javalin.jetty.modifyServer(
        server -> {
          server.setStopTimeout(0);
          server.addBean(
              new NetworkConnectionLimit(
                  config.limits().connectionsMax() + PAGE_CONNECTIONS_MAX, server));
        });
    javalin.jetty.modifyWebSocketServletFactory(
        sockets -> {
          sockets.setIdleTimeout(IDLE_MAX);
          sockets.setMaxBinaryMessageSize(LobbyRequest.FRAME_BYTES_MAX);
          sockets.setMaxTextMessageSize(1);
          sockets.setMaxFrameSize(LobbyRequest.FRAME_BYTES_MAX);
          sockets.setMaxOutgoingFrames(FRAMES_WAITING_MAX);
        });
    new LobbyPages(switchboard).route(javalin.routes);
    javalin.routes.ws(LobbyRequest.CONNECT_PATH, this::sockets);
  }

  private void sockets(WsConfig socket) {
    socket.onConnect(opened -> opened.attribute(LINE, switchboard.opened(opened.session)));
    socket.onBinaryMessage(frame -> switchboard.received(line(frame), frame.data()));
    socket.onMessage(text -> switchboard.receivedText(line(text)));
    socket.onClose(closed -> switchboard.ended(line(closed)));
  }

  private static Line line(WsContext context) {
    return Objects.requireNonNull(context.attribute(LINE), "opened before anything else");
  }

  private ServerConnector connector(Server server, HttpConfiguration pages) {
    ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(pages));
    connector.setAcceptedTcpNoDelay(true);
    try {
      connector.open(acceptor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connector;
  }

  private static QueuedThreadPool pool() {
    QueuedThreadPool pool = new QueuedThreadPool(THREADS_MAX, THREADS_MIN, THREAD_IDLE_MS);
    pool.setName("lobby");
    pool.setDaemon(true);
    return pool;
  }
}
