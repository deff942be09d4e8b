package dev.baton.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what comes in at the one UDP port: to the QUIC codec that accepts, to the one that dials,
 * or away; and gathers what goes out, so that a turn's packets leave in one system call.
 *
 * <p>Neither codec passes on packets that it does not know, so this handler calls the right one
 * itself. Confined to the network's thread. Source: RFC 9000 17.
 */
final class PortMux extends ChannelDuplexHandler {

  /** Names of the codecs in the pipeline. */
  static final String ACCEPTING = "accepting";

  static final String DIALLING = "dialling";

  /** When the packets that close a link are sent again, counted from the first sending. */
  private static final long[] CLOSE_AGAIN_MS = {10, 40};

  private static final int LONG_HEADER_BIT = 0x80;
  private static final int FIXED_BIT = 0x40;
  private static final int TYPE_BITS = 0x30;
  private static final int QUIC_VERSION_1 = 1;
  private static final int LONG_HEADER_ID_AT = 6;
  private static final int INITIAL_BYTES_MIN = 1200;
  private static final int INITIAL_ID_BYTES_MIN = 8;

  private final Loop loop;
  private final ConnectionIds ids;
  private final Counts counts;
  private @Nullable ChannelHandlerContext accepting;
  private @Nullable ChannelHandlerContext dialling;
  private @Nullable DatagramPacket closing;
  private boolean capturing;
  private final List<DatagramPacket> toRepeat = new ArrayList<>();
  private boolean gathering;
  private boolean flushAsked;

  PortMux(Loop loop, ConnectionIds ids, Counts counts) {
    this.loop = loop;
    this.ids = ids;
    this.counts = counts;
  }

  private enum Kind {
    ACCEPTED,
    DIALLED,
    KNOCK,
    GARBAGE
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    accepting = context.pipeline().context(ACCEPTING);
    dialling = context.pipeline().context(DIALLING);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (!(message instanceof DatagramPacket packet) || accepting == null || dialling == null) {
      ReferenceCountUtil.release(message);
      return;
    }
    counts.packetsIn++;
    switch (kindOf(packet.content())) {
      case ACCEPTED -> inbound(accepting).channelRead(accepting, packet);
      case DIALLED -> inbound(dialling).channelRead(dialling, packet);
      case KNOCK -> {
        counts.knocksIn++;
        packet.release();
      }
      case GARBAGE -> {
        counts.garbage++;
        packet.release();
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (accepting != null && dialling != null) {
      inbound(accepting).channelReadComplete(accepting);
      inbound(dialling).channelReadComplete(dialling);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // The system refused to send, or says that some port is closed; QUIC will notice by itself.
    counts.sendErrors++;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    // QUIC also writes empty packets, to be told when there is room again.
    if (capturing && message instanceof DatagramPacket packet && packet.content().isReadable()) {
      ReferenceCountUtil.release(closing);
      closing = packet.copy();
    }
    Writes.pass(context, message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    if (gathering) {
      flushAsked = true;
    } else {
      context.flush();
    }
  }

  /** Holds flushes back while {@code writes} runs, and makes one of them. */
  void gather(ChannelHandlerContext context, Runnable writes) {
    gathering = true;
    flushAsked = false;
    writes.run();
    gathering = false;
    if (flushAsked) {
      context.flush();
    }
  }

  /**
   * Sends the last packet that {@code close} writes three times in all. The codec forgets a
   * connection as it closes it, so nobody else would answer if the one packet were lost (RFC 9000
   * 10.2.1), and the other side would hold the link for open until it has been idle for long.
   */
  void repeatLast(ChannelHandlerContext context, Runnable close) {
    capturing = true;
    close.run();
    capturing = false;
    DatagramPacket last = closing;
    closing = null;
    if (last == null) {
      return;
    }
    for (int i = 0; i < CLOSE_AGAIN_MS.length; i++) {
      boolean release = i == CLOSE_AGAIN_MS.length - 1;
      DatagramPacket again = release ? last : last.copy();
      toRepeat.add(again);
      loop.schedule(Duration.ofMillis(CLOSE_AGAIN_MS[i]), () -> repeat(context, again));
    }
  }

  /** Whether packets of closed links still wait to be repeated. */
  boolean repeats() {
    return !toRepeat.isEmpty();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    toRepeat.forEach(DatagramPacket::release);
    toRepeat.clear();
  }

  private void repeat(ChannelHandlerContext context, DatagramPacket packet) {
    if (toRepeat.remove(packet)) {
      Writes.writeAndFlush(context, packet);
    }
  }

  private static ChannelInboundHandler inbound(ChannelHandlerContext codec) {
    return (ChannelInboundHandler) codec.handler();
  }

  private Kind kindOf(ByteBuf packet) {
    int length = packet.readableBytes();
    if (length <= 1) {
      return length == 1 ? Kind.KNOCK : Kind.GARBAGE;
    }
    int from = packet.readerIndex();
    int first = packet.getUnsignedByte(from);
    if ((first & FIXED_BIT) == 0) {
      return Kind.GARBAGE;
    }
    if ((first & LONG_HEADER_BIT) == 0) {
      return length > ConnectionIds.LENGTH_BYTES ? kindOfId(packet, from + 1) : Kind.GARBAGE;
    }
    if (length <= LONG_HEADER_ID_AT || packet.getInt(from + 1) != QUIC_VERSION_1) {
      return Kind.GARBAGE;
    }
    int idBytes = packet.getUnsignedByte(from + LONG_HEADER_ID_AT - 1);
    if (length < LONG_HEADER_ID_AT + idBytes) {
      return Kind.GARBAGE;
    }
    if (idBytes == ConnectionIds.LENGTH_BYTES && ids.isOurs(packet, from + LONG_HEADER_ID_AT)) {
      return kindOfId(packet, from + LONG_HEADER_ID_AT);
    }
    boolean opensLink =
        (first & TYPE_BITS) == 0
            && length >= INITIAL_BYTES_MIN
            && idBytes >= INITIAL_ID_BYTES_MIN
            && idBytes <= ConnectionIds.LENGTH_BYTES;
    // Later packets of a handshake may still carry the id that the dialler chose at first.
    boolean goesOn = (first & TYPE_BITS) != 0 && idBytes >= INITIAL_ID_BYTES_MIN;
    return opensLink || goesOn ? Kind.ACCEPTED : Kind.GARBAGE;
  }

  private Kind kindOfId(ByteBuf packet, int at) {
    if (!ids.isOurs(packet, at)) {
      return Kind.GARBAGE;
    }
    return ConnectionIds.isAccepted(packet, at) ? Kind.ACCEPTED : Kind.DIALLED;
  }
}
