package dev.baton.wire;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one packet, each within the bounds that the caller names.
 *
 * <p>The first fault is kept and nothing is read after it: every later read gives a stand-in within
 * its own bounds (the least value, an empty string), so that what is made of the fields can be made
 * without a check after each. {@link #end} tells whether the result counts. Nothing here throws on
 * account of what the bytes are, and no size is believed before it was compared with its limit and
 * with what remains of the packet.
 *
 * <p>Confined to one thread; can be used again by {@link #over}. Source: PROTOCOL.md 9.
 */
public final class Reader {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int LENGTH_MAX_U16 = 0xFFFF;

  private ByteBuffer in;
  private @Nullable String fault;

  /** A reader of nothing, to be given packets by {@link #over}. */
  public Reader() {
    in = NOTHING;
  }

  /** A reader of what remains of {@code packet}, which must be big-endian. */
  public Reader(ByteBuffer packet) {
    in = bigEndian(packet);
  }

  /** Turns to another packet and forgets the fault of the last. */
  public Reader over(ByteBuffer packet) {
    in = bigEndian(packet);
    fault = null;
    return this;
  }

  /** One byte as a number from {@code min} to {@code max}, at most 255. */
  public int u8(int min, int max) {
    return has(1) ? within(in.get() & 0xFF, min, max) : min;
  }

  /** Two bytes as a number from {@code min} to {@code max}, at most 65535. */
  public int u16(int min, int max) {
    return has(2) ? within(in.getShort() & 0xFFFF, min, max) : min;
  }

  /** Four bytes as a number from {@code min} to {@code max}. */
  public int i32(int min, int max) {
    return has(4) ? within(in.getInt(), min, max) : min;
  }

  /** Eight bytes as a number from {@code min} to {@code max}. */
  public long i64(long min, long max) {
    if (!has(8)) {
      return min;
    }
    long value = in.getLong();
    if (value < min || value > max) {
      fail(value + " is not " + min + " to " + max);
      return min;
    }
    return value;
  }

  /** One byte: 0 for false, 1 for true. */
  public boolean bool() {
    return u8(0, 1) == 1;
  }

  /** 32 bytes. */
  public Digest digest() {
    return has(Digest.SIZE_BYTES) ? Digest.read(in) : Digest.ZERO;
  }

  /**
   * A string of bytes after its length, which takes four bytes where {@code bytesMax} exceeds 65535
   * and else two.
   */
  public Bytes bytes(int bytesMin, int bytesMax) {
    int length = length(bytesMin, bytesMax);
    if (!has(length)) {
      return Bytes.of(new byte[bytesMin]);
    }
    Bytes value = Bytes.of(in.slice(in.position(), length));
    in.position(in.position() + length);
    return value;
  }

  /**
   * The same as {@link #bytes} without a copy: a view that holds as long as the packet's buffer
   * does; empty after a fault.
   */
  public ByteBuffer view(int bytesMin, int bytesMax) {
    int length = length(bytesMin, bytesMax);
    if (!has(length)) {
      return NOTHING.duplicate();
    }
    ByteBuffer value = in.slice(in.position(), length);
    in.position(in.position() + length);
    return value;
  }

  /** Text in UTF-8 after its length in bytes, two bytes; from {@code charsMin} chars of Java. */
  public String text(int charsMin, int charsMax) {
    int length = u16(charsMin, Writer.textBytesMax(charsMax));
    String standIn = " ".repeat(charsMin);
    if (!has(length)) {
      return standIn;
    }
    CharBuffer chars = CharBuffer.allocate(length);
    ByteBuffer utf8 = in.slice(in.position(), length);
    in.position(in.position() + length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(utf8, chars, true);
    if (result.isError()) {
      fail("not UTF-8");
      return standIn;
    }
    within(chars.flip().length(), charsMin, charsMax);
    return faulty() ? standIn : chars.toString();
  }

  /**
   * The number of elements that follow, two bytes; at least {@code min} also after a fault.
   *
   * @param elementBytesMin the least size of one element; what remains must have room for all
   */
  public int count(int min, int max, int elementBytesMin) {
    int count = u16(min, max);
    if (!faulty() && (long) count * elementBytesMin > in.remaining()) {
      fail(count + " elements do not fit into the " + in.remaining() + " bytes that remain");
      return min;
    }
    return count;
  }

  /** Records that the bytes are wrong, unless an earlier fault was. */
  public void fail(String reason) {
    if (fault == null) {
      fault = reason;
    }
  }

  /** Whether something was wrong so far, so that what was read does not count. */
  public boolean faulty() {
    return fault != null;
  }

  /** Number of bytes that were not read yet. */
  public int remaining() {
    return in.remaining();
  }

  /** The result of having read {@code value}, which must have been all of the packet. */
  public <T> Decoded<T> end(T value) {
    if (fault == null && in.hasRemaining()) {
      fault = in.remaining() + " bytes too many";
    }
    in.position(in.limit());
    return fault == null ? new Decoded.Ok<>(value) : new Decoded.Malformed<>(fault);
  }

  /** Names the field in which the first fault was found, from the inside out. */
  void faultIn(String field) {
    fault = fault == null ? null : field + ": " + fault;
  }

  private int length(int bytesMin, int bytesMax) {
    return bytesMax > LENGTH_MAX_U16 ? i32(bytesMin, bytesMax) : u16(bytesMin, bytesMax);
  }

  private boolean has(int bytes) {
    if (!faulty() && in.remaining() < bytes) {
      fail("ends " + (bytes - in.remaining()) + " bytes too early");
    }
    return !faulty();
  }

  private int within(int value, int min, int max) {
    if (value < min || value > max) {
      fail(value + " is not " + min + " to " + max);
      return min;
    }
    return value;
  }

  private static ByteBuffer bigEndian(ByteBuffer packet) {
    if (packet.order() != ByteOrder.BIG_ENDIAN) {
      throw new IllegalArgumentException("packet must be big-endian: " + packet);
    }
    return packet;
  }
}
