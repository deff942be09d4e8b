package dev.baton.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicCongestionControlAlgorithm;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ClientAuth;
import io.netty.util.AttributeKey;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Builds the two QUIC codecs of a port, with what measurements taught: BBR keeps the round trip
 * near the path's own under loss, where CUBIC triples it; a long datagram queue only makes data
 * old.
 */
final class QuicSetup {

  /** The link that a QUIC connection carries. */
  static final AttributeKey<QuicLink> LINK = AttributeKey.valueOf(QuicLink.class, "link");

  private static final int WINDOW_PACKETS = 64;
  private static final int DATAGRAM_QUEUE = 64;
  private static final int PACKET_BYTES_MAX = 1350;
  private static final int PACKET_BYTES_IN_MAX = 1500;
  private static final long LINK_WINDOW_BYTES = 10_000_000;
  private static final long STREAM_WINDOW_BYTES = 1_000_000;
  private static final int CONNECTION_IDS = 4;

  private final NetworkLimits limits;
  private final PeerTrust trust;
  private final QuicSslContext acceptingTls;
  private final QuicSslContext diallingTls;

  QuicSetup(NetworkLimits limits, LinkCertificate certificate, PeerTrust trust) {
    this.limits = limits;
    this.trust = trust;
    this.acceptingTls =
        QuicSslContextBuilder.forServer(certificate, null)
            .clientAuth(ClientAuth.REQUIRE)
            .trustManager(trust)
            .applicationProtocols(Network.PROTOCOL)
            .build();
    this.diallingTls =
        QuicSslContextBuilder.forClient()
            .keyManager(certificate, null)
            .trustManager(trust)
            // Peers are known by key; there is no name to compare.
            .endpointIdentificationAlgorithm("")
            .applicationProtocols(Network.PROTOCOL)
            .build();
  }

  ChannelHandler acceptingCodec(
      ConnectionIds ids, ChannelHandler onConnection, ChannelHandler onStream) {
    return tuned(new QuicServerCodecBuilder())
        .sslContext(acceptingTls)
        // No Retry: a session's peers are few, and a round trip is dear.
        .tokenHandler(null)
        .connectionIdAddressGenerator(ids)
        .option(ChannelOption.ALLOCATOR, Buffers.ALLOCATOR)
        .streamOption(ChannelOption.ALLOCATOR, Buffers.ALLOCATOR)
        .handler(onConnection)
        .streamHandler(onStream)
        .build();
  }

  ChannelHandler diallingCodec() {
    return tuned(new QuicClientCodecBuilder()).sslEngineProvider(this::pinnedEngine).build();
  }

  private QuicSslEngine pinnedEngine(QuicChannel channel) {
    QuicLink link = Objects.requireNonNull(channel.attr(LINK).get());
    QuicSslEngine engine = diallingTls.newEngine(channel.alloc());
    trust.pin(engine, link);
    channel.closeFuture().addListener(closed -> trust.forget(engine));
    return engine;
  }

  private <B extends QuicCodecBuilder<B>> B tuned(B builder) {
    return builder
        .congestionControlAlgorithm(QuicCongestionControlAlgorithm.BBR)
        .initialCongestionWindowPackets(WINDOW_PACKETS)
        .datagram(DATAGRAM_QUEUE, DATAGRAM_QUEUE)
        .maxIdleTimeout(limits.idleLimit().toMillis(), TimeUnit.MILLISECONDS)
        .maxSendUdpPayloadSize(PACKET_BYTES_MAX)
        .maxRecvUdpPayloadSize(PACKET_BYTES_IN_MAX)
        .localConnectionIdLength(ConnectionIds.LENGTH_BYTES)
        .activeConnectionIdLimit(CONNECTION_IDS)
        .initialMaxData(LINK_WINDOW_BYTES)
        .initialMaxStreamDataUnidirectional(STREAM_WINDOW_BYTES)
        .initialMaxStreamsBidirectional(0)
        .initialMaxStreamsUnidirectional(1 + limits.bulksMax());
  }
}
