package dev.baton.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Sends a link's blobs, each on a stream of its own, as many at once as both sides allow. Confined
 * to the network's thread.
 */
final class BulkSender {

  private final int underWayMax;
  private final long queuedBytesMax;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private @Nullable QuicChannel channel;
  private int underWay;
  private long queuedBytes;

  BulkSender(int underWayMax, long queuedBytesMax) {
    this.underWayMax = underWayMax;
    this.queuedBytesMax = queuedBytesMax;
  }

  void open(QuicChannel on) {
    channel = on;
  }

  /** Queues a blob; false if there is no room for it. */
  boolean send(ByteBuffer blob) {
    if (channel == null || queuedBytes + blob.remaining() > queuedBytesMax) {
      return false;
    }
    ByteBuf whole = channel.alloc().directBuffer(1 + StreamReader.LENGTH_BYTES + blob.remaining());
    whole.writeByte(StreamReader.BULK).writeInt(blob.remaining());
    waiting.add(QuicLink.copy(whole, blob));
    queuedBytes += blob.remaining();
    goOn();
    return true;
  }

  /** Starts as many of the waiting blobs as may be under way. */
  void goOn() {
    while (channel != null
        && !waiting.isEmpty()
        && underWay < underWayMax
        && channel.peerAllowedStreams(QuicStreamType.UNIDIRECTIONAL) > 0) {
      ByteBuf next = waiting.remove();
      underWay++;
      channel
          .createStream(QuicStreamType.UNIDIRECTIONAL, new ChannelInboundHandlerAdapter())
          .addListener(stream -> write(stream, next));
    }
  }

  void drop() {
    channel = null;
    for (ByteBuf left : waiting) {
      left.release();
    }
    waiting.clear();
  }

  private void write(Future<? super QuicStreamChannel> opened, ByteBuf whole) {
    int bytes = whole.readableBytes() - 1 - StreamReader.LENGTH_BYTES;
    if (!opened.isSuccess()) {
      whole.release();
      done(bytes);
      return;
    }
    QuicStreamChannel stream = (QuicStreamChannel) opened.getNow();
    stream
        .writeAndFlush(new DefaultQuicStreamFrame(whole, true))
        .addListener(written -> done(bytes));
  }

  private void done(int bytes) {
    underWay--;
    queuedBytes -= bytes;
    goOn();
  }
}
