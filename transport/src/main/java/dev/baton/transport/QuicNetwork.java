package dev.baton.transport;

import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionAddress;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A network on Netty's QUIC. Confined to its own thread, but for what {@link Network} says. */
final class QuicNetwork implements Network {

  private static final Duration CLOSE_LIMIT_MAX = Duration.ofSeconds(10);
  private static final Duration CLOSE_LOOK_GAP = Duration.ofMillis(2);

  private final NetworkConfig config;
  private final EventLoopGroup group;
  private final NettyLoop loop;
  private final Teller teller;
  private final Counts counts = new Counts();
  private final PeerTrust trust = new PeerTrust();
  private final ConnectionIds ids;
  private final LinkShaper shaper;
  private final PortMux mux;
  private final LinkTable table;
  private final PortWatches watches;
  private final QuicSetup setup;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final List<QuicLink> unflushed = new ArrayList<>();
  private final Runnable flushTurn = this::flushTurn;
  private @Nullable Channel port;
  private volatile int localPort;
  private long partialBytes;
  private boolean closing;

  private QuicNetwork(NetworkConfig config, NetworkListener listener) {
    SecureRandom random = new SecureRandom();
    this.config = config;
    this.group = EventLoops.open();
    this.loop = new NettyLoop(group.next(), this::broke);
    this.teller = new Teller(listener, this::broke);
    this.ids = new ConnectionIds(random);
    this.shaper = new LinkShaper(config.conditions(), counts);
    this.mux = new PortMux(loop, ids, counts);
    this.table = new LinkTable(this);
    this.watches = new PortWatches(this);
    this.setup =
        new QuicSetup(config.limits(), LinkCertificate.create(config.identity(), random), trust);
  }

  static QuicNetwork open(NetworkConfig config, NetworkListener listener) throws NetworkException {
    InetSocketAddress address = EventLoops.bindAddress(config.bindAddress(), config.bindPort());
    EventLoops.checkQuic();
    QuicNetwork network = new QuicNetwork(config, listener);
    try {
      network.bind(address);
    } catch (NetworkException e) {
      EventLoops.close(network.group, () -> network.closed.complete(null));
      throw e;
    }
    return network;
  }

  private void bind(InetSocketAddress address) throws NetworkException {
    Channel bound =
        EventLoops.bind(
            loop.eventLoop(),
            address,
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast("shaper", shaper)
                    .addLast("mux", mux)
                    .addLast(
                        PortMux.ACCEPTING,
                        setup.acceptingCodec(ids, initializer(QuicNetwork.this::accept), streams()))
                    .addLast(PortMux.DIALLING, setup.diallingCodec());
              }
            });
    localPort = ((InetSocketAddress) bound.localAddress()).getPort();
    // Nothing is read before the listener knows the network.
    loop.execute(
        () -> {
          port = bound;
          teller.networkOpened(this);
          bound.config().setAutoRead(true);
        });
  }

  @Override
  public NettyLoop loop() {
    return loop;
  }

  @Override
  public int localPort() {
    return localPort;
  }

  @Override
  public Link dial(PeerKey peer, Endpoint endpoint) {
    InetSocketAddress address = Endpoints.address(endpoint);
    if (peer.equals(ownKey())) {
      throw new IllegalArgumentException("peer must not be this peer itself: " + peer);
    }
    LinkTable.Dialled dialled = table.dial(peer, endpoint);
    if (dialled.toConnect()) {
      connect(dialled.link(), address);
    }
    return dialled.link();
  }

  @Override
  public boolean watchPort(PeerKey peer) {
    QuicLink link = table.open(peer);
    return link != null && watches.watch(link);
  }

  @Override
  public void unwatchPort(PeerKey peer) {
    watches.unwatch(peer);
  }

  @Override
  public void knock(PeerKey peer) {
    watches.knock(peer);
  }

  @Override
  public void shape(LinkConditions conditions) {
    shaper.conditions(conditions);
  }

  @Override
  public void cut(Endpoint endpoint, Cut cut) {
    shaper.cut(Endpoints.address(endpoint), cut);
  }

  @Override
  public NetworkCounters counters() {
    return counts.reading();
  }

  @Override
  public CompletionStage<Void> close(int code, String reason, Duration limit) {
    QuicLink.checkCallerCode(code);
    if (limit.isNegative() || limit.compareTo(CLOSE_LIMIT_MAX) > 0) {
      throw new IllegalArgumentException("limit must be 0 to 10 s: " + limit);
    }
    loop.execute(() -> close(new CloseCause.ByLocal(code, reason), limit));
    return closed.minimalCompletionStage();
  }

  // What the parts of this network ask for.

  NetworkLimits limits() {
    return config.limits();
  }

  PeerKey ownKey() {
    return config.identity().key();
  }

  Counts counts() {
    return counts;
  }

  Teller tell() {
    return teller;
  }

  LinkTable table() {
    return table;
  }

  Class<? extends DatagramChannel> channelType() {
    return EventLoops.channelType();
  }

  /** Flushes the link, with all others that wrote, when the present turn ends. */
  void flushLater(QuicLink link) {
    if (unflushed.isEmpty()) {
      loop.eventLoop().execute(flushTurn);
    }
    unflushed.add(link);
  }

  /** Sends the last packet that {@code close} writes more than once. */
  void repeatLast(Runnable close) {
    mux.repeatLast(contextOf(mux), close);
  }

  /** Treats what leaves by another socket like a packet of this port. */
  void shape(InetSocketAddress to, Runnable release) {
    shaper.pass(contextOf(shaper), to, release);
  }

  boolean cutsFrom(InetSocketAddress from) {
    return shaper.cutsFrom(from);
  }

  /** Counts bytes of messages that are half received; false if there are too many of them. */
  boolean partialBytes(int change) {
    partialBytes += change;
    return partialBytes <= 2L * limits().bulkBytesMax();
  }

  /** Whether {@code a} comes before {@code b} by unsigned comparison. */
  static boolean isSmaller(PeerKey a, PeerKey b) {
    return a.toString().compareTo(b.toString()) < 0;
  }

  /** There is no link to the peer any more. */
  void linkGone(QuicLink link) {
    watches.unwatch(link.remoteKey());
  }

  private void connect(QuicLink link, InetSocketAddress address) {
    QuicChannel.newBootstrap(Objects.requireNonNull(port, "dial comes after networkOpened"))
        .attr(QuicSetup.LINK, link)
        .option(io.netty.channel.ChannelOption.ALLOCATOR, Buffers.ALLOCATOR)
        .handler(
            initializer(
                channel -> {
                  link.connected(channel);
                  channel.pipeline().addLast(new LinkHandler(link));
                }))
        .streamHandler(streams())
        .remoteAddress(address)
        .localConnectionAddress(new QuicConnectionAddress(ids.next(false)))
        .connect()
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                link.connectionFailed(connected.cause());
              }
            });
  }

  private void accept(QuicChannel channel) {
    if (closing || !table.mayAccept()) {
      Writes.close(channel);
      return;
    }
    QuicLink link = QuicLink.accepted(this, channel);
    channel.attr(QuicSetup.LINK).set(link);
    channel.pipeline().addLast(new LinkHandler(link));
    table.accepting(link);
  }

  private ChannelInitializer<QuicStreamChannel> streams() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(QuicStreamChannel stream) {
        QuicLink link = stream.parent().attr(QuicSetup.LINK).get();
        stream.pipeline().addLast(link.streamCame(stream));
      }
    };
  }

  private static ChannelInitializer<QuicChannel> initializer(
      java.util.function.Consumer<QuicChannel> set) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(QuicChannel channel) {
        set.accept(channel);
      }
    };
  }

  private ChannelHandlerContext contextOf(io.netty.channel.ChannelHandler handler) {
    return Objects.requireNonNull(port, "links come after networkOpened")
        .pipeline()
        .context(handler);
  }

  private void flushTurn() {
    if (port == null || !port.isActive()) {
      unflushed.clear();
      return;
    }
    mux.gather(
        contextOf(mux),
        () -> {
          for (QuicLink link : unflushed) {
            link.flush();
          }
        });
    unflushed.clear();
  }

  private void close(CloseCause.ByLocal cause, Duration limit) {
    if (closing) {
      return;
    }
    closing = true;
    watches.close();
    for (QuicLink link : table.all()) {
      link.closeHere(cause.code(), cause.reason());
    }
    long deadlineNs = loop.nowNs() + limit.toNanos();
    loop.execute(() -> finishClose(deadlineNs));
  }

  private void finishClose(long deadlineNs) {
    teller.silence();
    boolean mayWait = loop.nowNs() - deadlineNs < 0;
    if (mayWait && (mux.repeats() || !shaper.isEmpty())) {
      loop.schedule(CLOSE_LOOK_GAP, () -> finishClose(deadlineNs));
      return;
    }
    if (port != null) {
      Writes.close(port);
    }
    EventLoops.close(group, () -> closed.complete(null));
  }

  /** The caller's code threw: nothing that it would do now can be trusted. */
  private void broke(Throwable cause) {
    if (closing) {
      return;
    }
    close(new CloseCause.ByLocal(CloseCode.BROKEN, "internal error"), Duration.ZERO);
    teller.broken(cause);
  }
}
