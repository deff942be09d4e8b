package dev.baton.replication;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A window of one peer's inputs on their way to the host: those not yet known to be applied, oldest
 * first, so that a lost datagram costs nothing. Whose they are, the link tells.
 *
 * <pre>
 * offset  size  field
 * 0       1     kind: 0x82
 * 1       4     epoch that the sender obeys, 1 or more
 * 5       8     the oldest input that the sender still keeps, 1 or more: what is older will never
 *               be sent again
 * 13      8     sequence of the first input that follows, not before the oldest
 * 21      2     count of the inputs that follow, 1 or more; their sequences have no gap
 * 23      ...   each input: its length (2), its bytes
 * </pre>
 *
 * <p>All numbers are big-endian; the packet has at most 1200 bytes. A view that is read again and
 * again; it refers to the buffer that was read last. Confined to one thread.
 *
 * <p>Source: PROTOCOL.md 7.
 */
public final class InputPacket {

  /** The first byte of the packet. */
  public static final byte KIND = (byte) 0x82;

  /** The length of the packet without its inputs. */
  public static final int HEADER_BYTES = 23;

  /** The largest sequence number; at 1000 inputs a second it lasts for 146 million years. */
  static final long SEQUENCE_MAX = 1L << 62;

  static final int LENGTH_BYTES = 2;

  private static final int COUNT_AT = 21;

  private int epoch;
  private long oldestHeld;
  private long first;
  private int count;
  private int longestBytes;

  private ByteBuffer source = ByteBuffer.allocate(0);
  private int inputsAt;
  private int end;
  private int cursor;

  /** The number of the epoch that the sender obeys. */
  public int epochValue() {
    return epoch;
  }

  /** The sequence of the first input that it carries. */
  public long firstSequence() {
    return first;
  }

  /** How many inputs it carries. */
  public int count() {
    return count;
  }

  /**
   * Reads what remains of {@code packet}, whose position does not move.
   *
   * @return why it is no such packet; then this view means nothing
   */
  public Optional<MalformedPacket> read(ByteBuffer packet) {
    int at = packet.position();
    if (packet.remaining() < HEADER_BYTES) {
      return Optional.of(MalformedPacket.TOO_SHORT);
    }
    if (packet.get(at) != KIND) {
      return Optional.of(MalformedPacket.WRONG_KIND);
    }
    if (packet.remaining() > ReplicationLimits.PACKET_BYTES) {
      return Optional.of(MalformedPacket.TOO_LONG);
    }
    epoch = packet.getInt(at + 1);
    oldestHeld = packet.getLong(at + 5);
    first = packet.getLong(at + 13);
    count = packet.getShort(at + COUNT_AT) & 0xFFFF;
    source = packet;
    inputsAt = at + HEADER_BYTES;
    end = packet.limit();
    if (epoch < 1) {
      return Optional.of(MalformedPacket.BAD_EPOCH);
    }
    if (oldestHeld < 1 || first < oldestHeld || first > SEQUENCE_MAX - count) {
      return Optional.of(MalformedPacket.BAD_SEQUENCE);
    }
    rewind();
    return walk() ? Optional.empty() : Optional.of(MalformedPacket.BAD_COUNT);
  }

  /** Whether the inputs are as many as announced and end where they must. */
  private boolean walk() {
    int at = inputsAt;
    longestBytes = 0;
    for (int i = 0; i < count; i++) {
      if (at + LENGTH_BYTES > end) {
        return false;
      }
      int inputBytes = source.getShort(at) & 0xFFFF;
      longestBytes = Math.max(longestBytes, inputBytes);
      at += LENGTH_BYTES + inputBytes;
    }
    return count > 0 && at == end;
  }

  /**
   * Writes the packet that was read last; the same bytes again.
   *
   * @param out has room for it; its position moves past it
   */
  public void write(ByteBuffer out) {
    int start = out.position();
    writeHeader(out, epoch, oldestHeld, first);
    putCount(out, start, count);
    for (int at = inputsAt; at < end; at++) {
      out.put(source.get(at));
    }
  }

  /** Writes the fields before the inputs, with a count of 0 to be set afterwards. */
  static void writeHeader(ByteBuffer out, int epoch, long oldestHeld, long first) {
    out.put(KIND).putInt(epoch).putLong(oldestHeld).putLong(first).putShort((short) 0);
  }

  /** Sets the count of the packet that starts at index {@code start} of {@code out}. */
  static void putCount(ByteBuffer out, int start, int inputs) {
    out.putShort(start + COUNT_AT, (short) inputs);
  }

  long oldestHeld() {
    return oldestHeld;
  }

  /** The length of the longest input. */
  int longestBytes() {
    return longestBytes;
  }

  /** Goes back to the first input. */
  void rewind() {
    cursor = inputsAt;
  }

  /** The length of the next input, to be taken by {@link #take}. */
  int nextBytes() {
    return source.getShort(cursor) & 0xFFFF;
  }

  /** Copies the next input to {@code at} and goes on to the one after it. */
  void take(byte[] out, int at) {
    int inputBytes = nextBytes();
    source.get(cursor + LENGTH_BYTES, out, at, inputBytes);
    cursor += LENGTH_BYTES + inputBytes;
  }

  /** Goes on to the input after the next. */
  void skip() {
    cursor += LENGTH_BYTES + nextBytes();
  }
}
