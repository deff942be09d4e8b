package dev.baton.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;

/** Tells a link what its QUIC connection says. Confined to the network's thread. */
final class LinkHandler extends ChannelInboundHandlerAdapter {

  private final QuicLink link;

  LinkHandler(QuicLink link) {
    this.link = link;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf datagram)) {
      // A new stream: Netty sets it up at the end of the pipeline.
      context.fireChannelRead(message);
      return;
    }
    try {
      link.datagramCame(datagram);
    } finally {
      datagram.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      case QuicDatagramExtensionEvent datagrams ->
          link.handshaken((QuicChannel) context.channel(), datagrams.maxLength());
      case QuicConnectionCloseEvent closed -> link.closedByRemote(closed);
      case QuicStreamLimitChangedEvent changed -> link.streamsAllowed();
      default -> context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    link.channelEnded(((QuicChannel) context.channel()).isTimedOut());
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    link.connectionFailed(cause);
  }
}
