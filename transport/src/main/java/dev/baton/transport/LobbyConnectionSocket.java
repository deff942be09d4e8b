package dev.baton.transport;

import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.wire.Decoded;
import dev.baton.wire.LobbyWire;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One WebSocket to the lobby (RFC 6455), from dialling to its end. Confined to its event loop. */
final class LobbyConnectionSocket {

  private static final int HTTP_BYTES_MAX = 8_192;
  private static final int UNSENT_BYTES_LOW = 128 * 1024;
  private static final int UNSENT_BYTES_MAX = 512 * 1024;

  private final LobbyConnectionConfig config;
  private final Owner owner;
  private @Nullable Channel channel;
  private String detail = "the lobby closed the connection";
  private boolean upgraded;
  private boolean over;

  LobbyConnectionSocket(LobbyConnectionConfig config, Owner owner) {
    this.config = config;
    this.owner = owner;
  }

  /** Starts to connect; the owner hears of the end in any case. */
  void dial(EventLoop loop, InetSocketAddress address) {
    new Bootstrap()
        .group(loop)
        .channel(EventLoops.streamType())
        .option(ChannelOption.ALLOCATOR, Buffers.ALLOCATOR)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) config.connectLimit().toMillis())
        .option(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(UNSENT_BYTES_LOW, UNSENT_BYTES_MAX))
        .handler(new Pipeline())
        .connect(address)
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                end(LobbyConnectionFailure.UNREACHABLE, String.valueOf(connected.cause()));
              }
            });
  }

  /** Sends a frame; false when the lobby reads so slowly that no more is kept. */
  boolean send(ByteBuffer frame) {
    if (channel == null || !channel.isActive() || !channel.isWritable()) {
      return false;
    }
    Writes.writeAndFlush(channel, new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame)));
    return true;
  }

  /** Ends it for a reason of this side's; the owner is told at once. */
  void end(LobbyConnectionFailure failure, String why) {
    if (over) {
      return;
    }
    over = true;
    if (channel != null) {
      Writes.close(channel);
    }
    owner.ended(this, failure, why);
  }

  private void arrived(ByteBuffer frame) {
    switch (LobbyWire.decodeNotice(frame)) {
      case Decoded.Ok<LobbyNotice>(LobbyNotice notice) -> owner.heard(this, notice);
      case Decoded.Malformed<LobbyNotice>(String reason) ->
          end(LobbyConnectionFailure.NOT_A_LOBBY, "not understood: " + reason);
    }
  }

  private URI target() {
    String path = config.lobby().getPath();
    boolean named = path != null && !path.isEmpty() && !path.equals("/");
    String scheme = config.secure() ? "wss" : "ws";
    String host = config.lobby().getHost();
    return URI.create(
        scheme + "://" + host + ":" + config.port() + (named ? path : LobbyRequest.CONNECT_PATH));
  }

  /** What hears of a socket, on the event loop. */
  interface Owner {

    void heard(LobbyConnectionSocket socket, LobbyNotice notice);

    void ended(LobbyConnectionSocket socket, LobbyConnectionFailure failure, String detail);
  }

  private final class Pipeline extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel opened) throws SSLException {
      channel = opened;
      ChannelPipeline pipeline = opened.pipeline();
      if (config.secure()) {
        pipeline.addLast(
            SslContextBuilder.forClient()
                .endpointIdentificationAlgorithm("HTTPS")
                .build()
                .newHandler(opened.alloc(), config.lobby().getHost(), config.port()));
      }
      WebSocketClientProtocolConfig webSocket =
          WebSocketClientProtocolConfig.newBuilder()
              .webSocketUri(target())
              .version(WebSocketVersion.V13)
              .maxFramePayloadLength(LobbyRequest.FRAME_BYTES_MAX)
              .handshakeTimeoutMillis(config.connectLimit().toMillis())
              .build();
      pipeline.addLast(new HttpClientCodec());
      pipeline.addLast(new HttpObjectAggregator(HTTP_BYTES_MAX));
      pipeline.addLast(new WebSocketClientProtocolHandler(webSocket));
      pipeline.addLast(new Frames());
    }
  }

  private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof BinaryWebSocketFrame && frame.isFinalFragment()) {
        arrived(frame.content().nioBuffer());
      } else {
        end(LobbyConnectionFailure.NOT_A_LOBBY, "a frame of another kind");
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        upgraded = true;
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      end(upgraded ? LobbyConnectionFailure.NO_ANSWER : LobbyConnectionFailure.NOT_A_LOBBY, detail);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      detail = cause.toString();
      Writes.close(context.channel());
    }
  }
}
