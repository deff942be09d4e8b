package dev.baton.transport;

import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/** A QUIC server that knows only a protocol that Baton does not speak. */
record OtherVersion(Identity identity, EventLoopGroup group, Channel port)
    implements AutoCloseable {

  static OtherVersion open() throws NetworkException {
    Identity identity = Identity.create();
    LinkCertificate certificate = LinkCertificate.create(identity, new SecureRandom());
    EventLoopGroup group = EventLoops.open();
    Channel port =
        EventLoops.bind(
            group.next(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new QuicServerCodecBuilder()
                .sslContext(
                    QuicSslContextBuilder.forServer(certificate, null)
                        .applicationProtocols("baton/2")
                        .build())
                .tokenHandler(null)
                .handler(new Refused())
                .streamHandler(new ChannelInboundHandlerAdapter())
                .build());
    port.config().setAutoRead(true);
    return new OtherVersion(identity, group, port);
  }

  PeerKey key() {
    return identity.key();
  }

  Endpoint endpoint() {
    return Endpoints.of((InetSocketAddress) port.localAddress());
  }

  @Override
  public void close() {
    port.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Expects the handshake to fail, and leaves it to QUIC to say so. */
  private static final class Refused extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
  }
}
