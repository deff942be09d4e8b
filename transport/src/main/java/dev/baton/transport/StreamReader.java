package dev.baton.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one incoming stream into messages: a byte that says what the stream is, then the control
 * stream's messages one after the other, or one blob, each behind its length in four bytes.
 *
 * <p>Memory is taken as bytes arrive, not as a length promises. Confined to the network's thread.
 * Source: PROTOCOL.md, links.
 */
final class StreamReader extends ChannelInboundHandlerAdapter {

  /** The first byte of a control stream. */
  static final int CONTROL = 1;

  /** The first byte of a blob's stream. */
  static final int BULK = 2;

  static final int LENGTH_BYTES = 4;

  private static final int FIRST_PART_BYTES = 16 * 1024;

  private final QuicLink link;
  private final QuicNetwork network;
  private int kind;
  private int lengthSoFar;
  private int lengthBytes;
  private boolean complete;
  private @Nullable ByteBuf part;

  StreamReader(QuicLink link, QuicNetwork network) {
    this.link = link;
    this.network = network;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      while (in.isReadable() && link.isOpen()) {
        read(context, in);
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent && kind == CONTROL && link.isOpen()) {
      link.malformed("the control stream ended");
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    release();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (link.isOpen()) {
      link.malformed("a stream broke: " + cause.getMessage());
    }
  }

  private void read(ChannelHandlerContext context, ByteBuf in) {
    if (kind == 0) {
      begin(in.readUnsignedByte());
    } else if (complete) {
      link.malformed("bytes after a blob");
    } else if (lengthBytes < LENGTH_BYTES) {
      lengthSoFar = lengthSoFar << 8 | in.readUnsignedByte();
      lengthBytes++;
      checkLength();
    } else if (part == null && in.readableBytes() >= lengthSoFar) {
      int from = in.readerIndex();
      in.skipBytes(lengthSoFar);
      deliver(in, from);
    } else {
      gather(context, in);
    }
  }

  private void begin(int first) {
    if (first == CONTROL || first == BULK) {
      kind = first;
    } else {
      link.malformed("unknown kind of stream " + first);
    }
  }

  private void checkLength() {
    NetworkLimits limits = network.limits();
    int lengthMax = kind == CONTROL ? limits.controlMessageBytesMax() : limits.bulkBytesMax();
    if (lengthBytes == LENGTH_BYTES && (lengthSoFar < 1 || lengthSoFar > lengthMax)) {
      link.malformed("length " + Integer.toUnsignedString(lengthSoFar) + " over " + lengthMax);
    }
  }

  private void gather(ChannelHandlerContext context, ByteBuf in) {
    if (part == null) {
      part = context.alloc().directBuffer(Math.min(FIRST_PART_BYTES, lengthSoFar), lengthSoFar);
      network.partialBytes(part.capacity());
    }
    int before = part.capacity();
    part.writeBytes(in, Math.min(in.readableBytes(), lengthSoFar - part.readableBytes()));
    if (!network.partialBytes(part.capacity() - before)) {
      link.overflow("too much is half received");
    } else if (part.readableBytes() == lengthSoFar) {
      deliverGathered(part);
    }
  }

  /** The listener may close the link, so the part must not be this object's any more. */
  private void deliverGathered(ByteBuf whole) {
    part = null;
    network.partialBytes(-whole.capacity());
    try {
      deliver(whole, 0);
    } finally {
      whole.release();
    }
  }

  private void deliver(ByteBuf from, int index) {
    int bytes = lengthSoFar;
    lengthSoFar = 0;
    lengthBytes = 0;
    if (kind == CONTROL) {
      network.tell().control(link, from.nioBuffer(index, bytes));
    } else {
      complete = true;
      network.tell().bulk(link, from.nioBuffer(index, bytes));
    }
  }

  private void release() {
    if (part != null) {
      network.partialBytes(-part.capacity());
      part.release();
      part = null;
    }
  }
}
