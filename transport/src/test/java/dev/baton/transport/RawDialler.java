package dev.baton.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A QUIC client that says what a test tells it to, and keeps to no rule of Baton. */
record RawDialler(
    EventLoopGroup group,
    Channel port,
    QuicChannel connection,
    CompletableFuture<CloseCause.ByRemote> closed)
    implements AutoCloseable {

  static RawDialler connect(Party to, boolean datagrams) throws Exception {
    LinkCertificate certificate = LinkCertificate.create(Identity.create(), new SecureRandom());
    QuicClientCodecBuilder codec =
        new QuicClientCodecBuilder()
            .initialMaxData(1_000_000)
            .initialMaxStreamDataUnidirectional(1_000_000)
            .initialMaxStreamsUnidirectional(10)
            .sslContext(
                QuicSslContextBuilder.forClient()
                    .keyManager(certificate, null)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm("")
                    .applicationProtocols(Network.PROTOCOL)
                    .build());
    if (datagrams) {
      codec.datagram(10, 10);
    }
    EventLoopGroup group = EventLoops.open();
    Channel port =
        EventLoops.bind(
            group.next(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            codec.build());
    port.config().setAutoRead(true);
    CompletableFuture<CloseCause.ByRemote> closed = new CompletableFuture<>();
    QuicChannel connection =
        QuicChannel.newBootstrap(port)
            .handler(new Listening(closed))
            .streamHandler(new ChannelInboundHandlerAdapter())
            .remoteAddress(Endpoints.address(to.endpoint()))
            .connect()
            .get(10, TimeUnit.SECONDS);
    return new RawDialler(group, port, connection, closed);
  }

  /** Opens a stream, writes the bytes, and ends the stream if told to. */
  void send(boolean end, int... bytes) throws Exception {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    QuicStreamChannel stream =
        connection
            .createStream(QuicStreamType.UNIDIRECTIONAL, new ChannelInboundHandlerAdapter())
            .get(10, TimeUnit.SECONDS);
    stream.writeAndFlush(Unpooled.wrappedBuffer(content)).get(10, TimeUnit.SECONDS);
    if (end) {
      stream.shutdownOutput().get(10, TimeUnit.SECONDS);
    }
  }

  CloseCause.ByRemote awaitClose() throws Exception {
    return closed.get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    port.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Remembers why the other side closed. */
  private static final class Listening extends ChannelInboundHandlerAdapter {

    private final CompletableFuture<CloseCause.ByRemote> closed;

    Listening(CompletableFuture<CloseCause.ByRemote> closed) {
      this.closed = closed;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof QuicConnectionCloseEvent close) {
        closed.complete(new CloseCause.ByRemote(close.error(), Reasons.of(close)));
      }
    }
  }
}
