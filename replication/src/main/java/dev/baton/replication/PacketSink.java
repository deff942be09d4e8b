package dev.baton.replication;

import java.nio.ByteBuffer;

/** Takes packets that are to go out as datagrams. */
@FunctionalInterface
public interface PacketSink {

  /**
   * Sends one datagram of at most {@value ReplicationLimits#PACKET_BYTES} bytes.
   *
   * @param packet what remains of it is the datagram; valid only during the call, since the buffer
   *     is used again
   */
  void packet(ByteBuffer packet);
}
