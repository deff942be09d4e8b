package dev.baton.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The outgoing half of a link's control stream. Confined to the network's thread. */
final class ControlSender {

  private final int queuedBytesMax;
  private @Nullable Channel stream;
  private int queuedBytes;

  ControlSender(int queuedBytesMax) {
    this.queuedBytesMax = queuedBytesMax;
  }

  /** Opens the stream and says whether that worked. */
  void open(QuicChannel on, Consumer<Boolean> opened) {
    on.createStream(QuicStreamType.UNIDIRECTIONAL, new ChannelInboundHandlerAdapter())
        .addListener(
            future -> {
              if (future.isSuccess()) {
                begin((Channel) future.getNow());
              }
              opened.accept(future.isSuccess());
            });
  }

  /** Queues a message until the next flush; false if there is no room for it. */
  boolean send(ByteBuffer message) {
    int bytes = StreamReader.LENGTH_BYTES + message.remaining();
    if (stream == null || queuedBytes + bytes > queuedBytesMax + StreamReader.LENGTH_BYTES) {
      return false;
    }
    ByteBuf frame = stream.alloc().directBuffer(bytes).writeInt(message.remaining());
    queuedBytes += bytes;
    stream.write(QuicLink.copy(frame, message)).addListener(done -> queuedBytes -= bytes);
    return true;
  }

  private void begin(Channel opened) {
    stream = opened;
    ByteBuf kind = opened.alloc().directBuffer(1).writeByte(StreamReader.CONTROL);
    Writes.write(opened, kind);
  }

  void flush() {
    if (stream != null) {
      stream.flush();
    }
  }
}
