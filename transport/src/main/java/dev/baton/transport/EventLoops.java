package dev.baton.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.quic.Quic;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Makes threads and sockets: on epoll where it is at hand, on NIO elsewhere. */
final class EventLoops {

  private static final int SOCKET_BUFFER_BYTES = 1 << 20;
  private static final int PACKET_BUFFER_BYTES = 2048;

  private EventLoops() {}

  /** One daemon thread. */
  static EventLoopGroup open() {
    return new MultiThreadIoEventLoopGroup(
        1,
        new DefaultThreadFactory("baton-network", true),
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** Ends the thread when it has run what waits, and then runs {@code ended} on another. */
  static void close(EventLoopGroup group, Runnable ended) {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(terminated -> ended.run());
  }

  static Class<? extends DatagramChannel> channelType() {
    return Epoll.isAvailable() ? EpollDatagramChannel.class : NioDatagramChannel.class;
  }

  static Class<? extends SocketChannel> streamType() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  static void checkQuic() throws NetworkException {
    if (!Quic.isAvailable()) {
      String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
      throw new NetworkException(
          new NetworkFailure.QuicMissing(machine + ": " + Quic.unavailabilityCause()));
    }
  }

  static InetSocketAddress bindAddress(String address, int port) throws NetworkException {
    InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
    if (parsed == null) {
      throw new NetworkException(
          new NetworkFailure.BadBindAddress(address, port, "not an IP address"));
    }
    return new InetSocketAddress(parsed, port);
  }

  /** Binds a port that does not read yet. */
  static Channel bind(EventLoop loop, InetSocketAddress address, ChannelHandler handlers)
      throws NetworkException {
    ChannelFuture bound =
        new Bootstrap()
            .group(loop)
            .channel(channelType())
            .option(ChannelOption.ALLOCATOR, Buffers.ALLOCATOR)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(PACKET_BUFFER_BYTES))
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
            .option(ChannelOption.AUTO_READ, false)
            .handler(handlers)
            .bind(address)
            .awaitUninterruptibly();
    if (bound.isSuccess()) {
      return bound.channel();
    }
    throw new NetworkException(failure(address, bound.cause()));
  }

  /** The systems' texts are all there is: no error of Java or Netty tells the two apart. */
  private static NetworkFailure failure(InetSocketAddress address, Throwable cause) {
    String host = address.getAddress().getHostAddress();
    String detail = String.valueOf(cause.getMessage());
    boolean inUse = detail.toLowerCase(Locale.ROOT).contains("in use");
    return inUse
        ? new NetworkFailure.PortInUse(host, address.getPort())
        : new NetworkFailure.BadBindAddress(host, address.getPort(), detail);
  }
}
