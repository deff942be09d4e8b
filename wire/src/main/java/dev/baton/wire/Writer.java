package dev.baton.wire;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the fields of one packet, in the form that {@link Reader} reads.
 *
 * <p>What no longer fits into the buffer is counted but not written, so that {@link #bytes} tells
 * the size that the packet needs in any case. A value beyond its bounds is the caller's fault:
 * {@link IllegalArgumentException}.
 *
 * <p>Confined to one thread; can be used again by {@link #over}. Source: PROTOCOL.md 9.
 */
public final class Writer {
  private static final int LENGTH_MAX_U16 = 0xFFFF;
  private static final int UTF8_BYTES_PER_CHAR_MAX = 3;

  private ByteBuffer out;
  private int bytes;
  private boolean overflown;

  /** A writer that only counts, until {@link #over} gives it a buffer. */
  public Writer() {
    this(ByteBuffer.allocate(0));
  }

  /** A writer into what remains of {@code packet}, which must be big-endian. */
  public Writer(ByteBuffer packet) {
    out = bigEndian(packet);
  }

  /** Starts another packet. */
  public Writer over(ByteBuffer packet) {
    out = bigEndian(packet);
    bytes = 0;
    overflown = false;
    return this;
  }

  /** One byte. */
  public Writer u8(int value, int min, int max) {
    check(value, min, max);
    if (fits(1)) {
      out.put((byte) value);
    }
    return this;
  }

  /** Two bytes. */
  public Writer u16(int value, int min, int max) {
    check(value, min, max);
    if (fits(2)) {
      out.putShort((short) value);
    }
    return this;
  }

  /** Four bytes. */
  public Writer i32(int value, int min, int max) {
    check(value, min, max);
    if (fits(4)) {
      out.putInt(value);
    }
    return this;
  }

  /** Eight bytes. */
  public Writer i64(long value, long min, long max) {
    check(value, min, max);
    if (fits(8)) {
      out.putLong(value);
    }
    return this;
  }

  /** One byte: 0 for false, 1 for true. */
  public Writer bool(boolean value) {
    return u8(value ? 1 : 0, 0, 1);
  }

  /** 32 bytes. */
  public Writer digest(Digest value) {
    if (fits(Digest.SIZE_BYTES)) {
      value.write(out);
    }
    return this;
  }

  /** A string of bytes after its length, see {@link Reader#bytes}. */
  public Writer bytes(Bytes value, int bytesMin, int bytesMax) {
    return view(value.toBuffer(), bytesMin, bytesMax);
  }

  /** What remains of {@code value}, whose position does not move, after its length. */
  public Writer view(ByteBuffer value, int bytesMin, int bytesMax) {
    int length = value.remaining();
    if (bytesMax > LENGTH_MAX_U16) {
      i32(length, bytesMin, bytesMax);
    } else {
      u16(length, bytesMin, bytesMax);
    }
    if (fits(length)) {
      out.put(out.position(), value, value.position(), length).position(out.position() + length);
    }
    return this;
  }

  /** Text in UTF-8 after its length in bytes, see {@link Reader#text}. */
  public Writer text(String value, int charsMin, int charsMax) {
    check(value.length(), charsMin, charsMax);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException("text must not have half of a surrogate pair: " + value);
    }
    return view(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)), 0, textBytesMax(charsMax));
  }

  /** The number of elements that follow, two bytes. */
  public Writer count(int value, int min, int max) {
    return u16(value, min, max);
  }

  /** Number of bytes that the packet takes so far, whether they fitted or not. */
  public int bytes() {
    return bytes;
  }

  /** Whether the packet outgrew its buffer, so that what was written does not count. */
  public boolean overflown() {
    return overflown;
  }

  /** The most bytes that text of {@code charsMax} chars of Java takes, without its length. */
  static int textBytesMax(int charsMax) {
    return charsMax * UTF8_BYTES_PER_CHAR_MAX;
  }

  private boolean fits(int count) {
    bytes = Math.addExact(bytes, count);
    overflown |= out.remaining() < count;
    return !overflown;
  }

  private static void check(long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("value must be " + min + " to " + max + ": " + value);
    }
  }

  private static ByteBuffer bigEndian(ByteBuffer packet) {
    if (packet.order() != ByteOrder.BIG_ENDIAN) {
      throw new IllegalArgumentException("packet must be big-endian: " + packet);
    }
    return packet;
  }
}
