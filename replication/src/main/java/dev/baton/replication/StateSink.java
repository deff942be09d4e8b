package dev.baton.replication;

import java.nio.ByteBuffer;

/** Takes states that are to go out, as datagrams or, too large for that, over a stream. */
public interface StateSink extends PacketSink {

  /**
   * Sends a whole state reliably, as one message of a stream.
   *
   * @param whole what remains of it is a {@link StatePacket} without fragments; valid only during
   *     the call, since the buffer is used again
   */
  void bulk(ByteBuffer whole);
}
