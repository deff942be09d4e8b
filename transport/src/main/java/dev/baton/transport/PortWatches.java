package dev.baton.transport;

import dev.baton.core.PeerKey;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knocks on the ports of watched peers, each from a connected socket of its own, since only a
 * connected socket is told which port is closed (RFC 1122 4.1.3.3). Confined to the network's
 * thread.
 */
final class PortWatches {

  private final QuicNetwork network;
  private final Map<PeerKey, Watch> watches = new HashMap<>();
  private boolean knocking;

  PortWatches(QuicNetwork network) {
    this.network = network;
  }

  boolean watch(QuicLink link) {
    PeerKey peer = link.remoteKey();
    if (watches.containsKey(peer)) {
      return true;
    }
    if (watches.size() >= network.limits().linksMax()) {
      return false;
    }
    Watch watch = new Watch(peer, Endpoints.address(link.remoteEndpoint()));
    watches.put(peer, watch);
    watch.open();
    if (!knocking) {
      knockLater();
    }
    return true;
  }

  void unwatch(PeerKey peer) {
    Watch watch = watches.remove(peer);
    if (watch != null) {
      watch.close();
    }
  }

  void knock(PeerKey peer) {
    Watch watch = watches.get(peer);
    if (watch != null) {
      watch.knock();
    }
  }

  void close() {
    for (PeerKey peer : new ArrayList<>(watches.keySet())) {
      unwatch(peer);
    }
  }

  private void knockLater() {
    knocking = true;
    network.loop().schedule(network.limits().knockGap(), this::knockAll);
  }

  private void knockAll() {
    knocking = false;
    if (watches.isEmpty()) {
      return;
    }
    for (Watch watch : watches.values()) {
      watch.knock();
    }
    knockLater();
  }

  /** One peer's port, and the socket that knocks on it. */
  private final class Watch extends ChannelInboundHandlerAdapter {

    private final PeerKey peer;
    private final InetSocketAddress address;
    private @Nullable Channel socket;
    private boolean told;

    Watch(PeerKey peer, InetSocketAddress address) {
      this.peer = peer;
      this.address = address;
    }

    void open() {
      socket =
          new Bootstrap()
              .group(network.loop().eventLoop())
              .channel(network.channelType())
              .option(ChannelOption.ALLOCATOR, Buffers.ALLOCATOR)
              .disableResolver()
              .handler(this)
              .connect(address)
              .channel();
    }

    void close() {
      if (socket != null) {
        Writes.close(socket);
      }
    }

    void knock() {
      if (!told) {
        network.shape(address, this::send);
      }
    }

    private void send() {
      Channel to = socket;
      if (to != null && to.isActive()) {
        network.counts().knocksOut++;
        to.writeAndFlush(Unpooled.wrappedBuffer(new byte[1]))
            .addListener(
                sent -> {
                  if (!sent.isSuccess()) {
                    failed(sent.cause());
                  }
                });
      }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      knock();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      failed(cause);
    }

    /** The answer has come; it travelled like any other packet. */
    private void failed(Throwable cause) {
      if (!told && Unreachable.says(cause) && !network.cutsFrom(address)) {
        network.shape(address, this::tell);
      }
    }

    private void tell() {
      if (!told && watches.remove(peer, this)) {
        told = true;
        close();
        network.counts().unreachable++;
        network.tell().portUnreachable(peer);
      }
    }
  }
}
