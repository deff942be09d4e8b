package dev.baton.replication;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A string of bytes in an array that grows up to a limit and never shrinks, so that after a while
 * nothing is allocated any more.
 *
 * <p>Confined to one thread.
 */
final class GrowingBytes {

  private static final int SMALLEST_BYTES = 256;

  private final int lengthMax;
  private byte[] array = new byte[0];
  private ByteBuffer bigEndian = ByteBuffer.wrap(array);
  private ByteBuffer littleEndian = ByteBuffer.wrap(array);
  private int length;

  GrowingBytes(int lengthMax) {
    this.lengthMax = lengthMax;
  }

  /** The array itself; a later {@link #resize} may put another in its place. */
  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  int lengthMax() {
    return lengthMax;
  }

  /** Sets the length; what was there stays as far as it fits. */
  void resize(int newLength) {
    if (newLength < 0 || newLength > lengthMax) {
      throw new IllegalArgumentException("newLength must be 0 to " + lengthMax + ": " + newLength);
    }
    if (newLength > array.length) {
      int roomy = Math.max(SMALLEST_BYTES, Integer.highestOneBit(newLength - 1) << 1);
      array = Arrays.copyOf(array, Math.min(lengthMax, roomy));
      bigEndian = ByteBuffer.wrap(array);
      littleEndian = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    }
    length = newLength;
  }

  void set(GrowingBytes other) {
    resize(other.length);
    System.arraycopy(other.array, 0, array, 0, other.length);
  }

  /** Copies {@code count} bytes of {@code in}, from its index {@code from}, to {@code at}. */
  void copyIn(int at, ByteBuffer in, int from, int count) {
    in.get(from, array, at, count);
  }

  /** The 16 bits at {@code at}, big-endian, as a number from 0. */
  int shortAt(int at) {
    return bigEndian.getShort(at) & 0xFFFF;
  }

  /** The 32 bits at {@code at}, big-endian. */
  int intAt(int at) {
    return bigEndian.getInt(at);
  }

  /** The 64 bits at {@code at}, big-endian. */
  long longAt(int at) {
    return bigEndian.getLong(at);
  }

  /** The content for reading by index, little-endian; may be longer than {@link #length}. */
  ByteBuffer littleEndian() {
    return littleEndian;
  }

  void putShort(int at, int value) {
    bigEndian.putShort(at, (short) value);
  }

  void putInt(int at, int value) {
    bigEndian.putInt(at, value);
  }

  void putLong(int at, long value) {
    bigEndian.putLong(at, value);
  }
}
