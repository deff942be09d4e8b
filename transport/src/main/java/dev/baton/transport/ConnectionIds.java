package dev.baton.transport;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicConnectionIdGenerator;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Makes the QUIC connection ids of one port and knows them again: the first bit says whether this
 * side accepted or dialled the connection, the last four bytes are a keyed check of the rest.
 *
 * <p>So one port can serve a QUIC server and a QUIC client without a table, and a packet that only
 * looks like one of theirs is told apart. The check keeps garbage out; it is no secret's guard,
 * since ids travel in clear. Confined to the network's thread.
 */
final class ConnectionIds implements QuicConnectionIdGenerator {

  /** Length of every id made here, the longest that QUIC version 1 allows (RFC 9000 17.2). */
  static final int LENGTH_BYTES = 20;

  private static final int CHECKED_BYTES = 16;
  private static final int ACCEPTED_BIT = 0x80;

  private final SecureRandom random;
  private final long keyA;
  private final long keyB;

  ConnectionIds(SecureRandom random) {
    this.random = random;
    this.keyA = random.nextLong() | 1;
    this.keyB = random.nextLong() | 1;
  }

  /** A new id for a connection that this side accepts, or else dials. */
  ByteBuffer next(boolean accepted) {
    byte[] content = new byte[CHECKED_BYTES];
    random.nextBytes(content);
    content[0] = (byte) (accepted ? content[0] | ACCEPTED_BIT : content[0] & (ACCEPTED_BIT - 1));
    ByteBuffer id = ByteBuffer.allocate(LENGTH_BYTES).put(content);
    id.putInt(check(id.getLong(0), id.getLong(8)));
    return id.flip();
  }

  /** Whether the {@value #LENGTH_BYTES} bytes at {@code index} are an id made here. */
  boolean isOurs(ByteBuf packet, int index) {
    return packet.getInt(index + CHECKED_BYTES)
        == check(packet.getLong(index), packet.getLong(index + 8));
  }

  /** Whether the id at {@code index}, one made here, belongs to an accepted connection. */
  static boolean isAccepted(ByteBuf packet, int index) {
    return (packet.getByte(index) & ACCEPTED_BIT) != 0;
  }

  private int check(long a, long b) {
    long mixed = (a ^ keyA) * keyB;
    mixed = (Long.rotateLeft(mixed, 29) ^ b) * keyA;
    mixed = (mixed ^ (mixed >>> 32)) * keyB;
    return (int) (mixed >>> 32);
  }

  @Override
  public ByteBuffer newId(int length) {
    return next(true);
  }

  @Override
  public ByteBuffer newId(ByteBuffer input, int length) {
    return next(true);
  }

  @Override
  public ByteBuffer newId(ByteBuffer sourceId, ByteBuffer destinationId, int length) {
    return next(true);
  }

  @Override
  public boolean isIdempotent() {
    return false;
  }

  @Override
  public int maxConnectionIdLength() {
    return LENGTH_BYTES;
  }
}
