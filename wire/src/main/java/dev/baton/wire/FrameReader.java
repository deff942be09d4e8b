package dev.baton.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;

/**
 * Cuts a stream of bytes into packets, each of which comes after its length (four bytes).
 *
 * <p>A packet's length is compared with the limit of its type, the packet's first byte, before
 * anything is kept of it. A packet that arrives in one piece is passed on without a copy; of any
 * other only what has arrived is kept. After the first fault the stream is over.
 *
 * <p>Confined to one thread. Source: PROTOCOL.md 9.
 */
public final class FrameReader {

  /** The size of the length that precedes a packet. */
  public static final int LENGTH_BYTES = 4;

  private static final int HEAD_BYTES = LENGTH_BYTES + 1;
  private static final int KEPT_BYTES_FIRST = 256;
  private static final int KEPT_BYTES_IDLE_MAX = 4096;

  private final IntUnaryOperator bytesMaxOfType;
  private ByteBuffer kept = ByteBuffer.allocate(KEPT_BYTES_FIRST);
  private boolean ended;

  /**
   * A reader at the start of a stream.
   *
   * @param bytesMaxOfType the largest packet of a type (0 to 255), in bytes; 0 where there is no
   *     such type
   */
  public FrameReader(IntUnaryOperator bytesMaxOfType) {
    this.bytesMaxOfType = bytesMaxOfType;
  }

  /**
   * Takes the next bytes of the stream, all of them, and passes on the packets that they complete.
   *
   * @param bytes big-endian; what follows a fault is dropped
   * @param sink takes the packets in order
   */
  public void take(ByteBuffer bytes, FrameSink sink) {
    if (bytes.order() != ByteOrder.BIG_ENDIAN) {
      throw new IllegalArgumentException("bytes must be big-endian: " + bytes);
    }
    while (!ended && bytes.hasRemaining()) {
      if (kept.position() == 0 && passOnWhole(bytes, sink)) {
        continue;
      }
      if (!ended) {
        keep(bytes, sink);
      }
    }
    bytes.position(bytes.limit());
  }

  /** Whether the stream can end here: no packet has begun, and there was no fault. */
  public boolean atBoundary() {
    return !ended && kept.position() == 0;
  }

  /** How much memory is held for a packet of which a part has arrived, in bytes. */
  int keptBytes() {
    return kept.capacity();
  }

  /** Passes on the packet at the position of {@code bytes} if all of it is there. */
  private boolean passOnWhole(ByteBuffer bytes, FrameSink sink) {
    if (bytes.remaining() < HEAD_BYTES) {
      return false;
    }
    int length = lengthAt(bytes, bytes.position(), sink);
    if (ended || bytes.remaining() < LENGTH_BYTES + length) {
      return false;
    }
    int start = bytes.position() + LENGTH_BYTES;
    bytes.position(start + length);
    sink.packet(bytes.slice(start, length));
    return true;
  }

  /** Moves bytes into {@code kept} until they make a packet or run out. */
  private void keep(ByteBuffer bytes, FrameSink sink) {
    keepUpTo(HEAD_BYTES, bytes);
    if (kept.position() < HEAD_BYTES) {
      return;
    }
    int frameBytes = LENGTH_BYTES + lengthAt(kept, 0, sink);
    if (ended) {
      return;
    }
    keepUpTo(frameBytes, bytes);
    if (kept.position() == frameBytes) {
      ByteBuffer packet = kept.slice(LENGTH_BYTES, frameBytes - LENGTH_BYTES);
      kept =
          kept.capacity() > KEPT_BYTES_IDLE_MAX
              ? ByteBuffer.allocate(KEPT_BYTES_FIRST)
              : kept.clear();
      sink.packet(packet);
    }
  }

  private void keepUpTo(int total, ByteBuffer bytes) {
    int count = Math.min(total - kept.position(), bytes.remaining());
    if (count <= 0) {
      return;
    }
    if (kept.remaining() < count) {
      int needed = kept.position() + count;
      kept = ByteBuffer.allocate(Math.max(needed, 2 * kept.capacity())).put(kept.flip());
    }
    kept.put(kept.position(), bytes, bytes.position(), count).position(kept.position() + count);
    bytes.position(bytes.position() + count);
  }

  /**
   * The length of the packet whose head stands at {@code start}; ends the stream if it is wrong.
   */
  private int lengthAt(ByteBuffer bytes, int start, FrameSink sink) {
    int length = bytes.getInt(start);
    int type = bytes.get(start + LENGTH_BYTES) & 0xFF;
    int max = bytesMaxOfType.applyAsInt(type);
    if (length < 1 || length > max) {
      ended = true;
      kept = ByteBuffer.allocate(0);
      sink.malformed("a packet of type " + type + " has 1 to " + max + " bytes, not " + length);
      return 0;
    }
    return length;
  }
}
