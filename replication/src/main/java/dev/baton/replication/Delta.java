package dev.baton.replication;

import java.util.Arrays;
import java.util.Optional;

/**
 * The difference between a state image and its baseline, as runs of equal and of changed bytes.
 *
 * <pre>
 * offset  size  field
 * 0       1     form: 0 whole, 1 runs
 * 1       4     length of the result in bytes
 * 5       ...   whole: the result. Runs, until the result is full: equal (varint), changed
 *               (varint), then that many bytes; equal bytes are those of the baseline at the same
 *               offset
 * </pre>
 *
 * <p>A varint has 1 to 5 bytes of 7 bits, the lowest first; the highest bit says that another
 * follows. Baseline and result may differ in length. A delta is never longer than the result and
 * {@value #OVERHEAD_BYTES} bytes.
 *
 * <p>Source: PROTOCOL.md 7.
 */
final class Delta {

  /** What a delta adds to the result at most. */
  static final int OVERHEAD_BYTES = 5;

  private static final byte WHOLE = 0;
  private static final byte RUNS = 1;

  /** Equal bytes that end a run of changed ones: fewer cost no more to repeat than to skip. */
  private static final int EQUAL_BYTES_MIN = 4;

  private Delta() {}

  /** Writes what leads from {@code baseline}, which may be empty, to {@code current}. */
  static void encode(GrowingBytes baseline, GrowingBytes current, GrowingBytes out) {
    out.resize(current.length() + OVERHEAD_BYTES);
    int end = baseline.length() == 0 ? 0 : encodeRuns(baseline, current, out);
    if (end == 0) {
      putHeader(out, WHOLE, current.length());
      System.arraycopy(current.array(), 0, out.array(), OVERHEAD_BYTES, current.length());
    } else {
      out.resize(end);
    }
  }

  /** The end of what was written, or 0 when runs would take more room than the whole result. */
  private static int encodeRuns(GrowingBytes baseline, GrowingBytes current, GrowingBytes result) {
    byte[] out = result.array();
    int common = Math.min(baseline.length(), current.length());
    putHeader(result, RUNS, current.length());
    int at = OVERHEAD_BYTES;
    int done = 0;
    while (done < current.length()) {
      int equalEnd = done + equalBytes(baseline.array(), current.array(), done, common);
      int changedEnd = changedEnd(baseline, current, equalEnd, common);
      if (changedEnd == common) {
        changedEnd = current.length();
      }
      int equal = equalEnd - done;
      int changed = changedEnd - equalEnd;
      if (at + varintBytes(equal) + varintBytes(changed) + changed > result.length()) {
        return 0;
      }
      at = putVarint(out, putVarint(out, at, equal), changed);
      System.arraycopy(current.array(), equalEnd, out, at, changed);
      at += changed;
      done = changedEnd;
    }
    return at;
  }

  private static int equalBytes(byte[] old, byte[] now, int from, int end) {
    int differs = Arrays.mismatch(old, from, end, now, from, end);
    return differs < 0 ? end - from : differs;
  }

  /** Where the next {@value #EQUAL_BYTES_MIN} equal bytes begin, or {@code end}. */
  private static int changedEnd(GrowingBytes old, GrowingBytes now, int from, int end) {
    int at = from;
    while (at + EQUAL_BYTES_MIN <= end) {
      int difference = old.intAt(at) ^ now.intAt(at);
      if (difference == 0) {
        return at;
      }
      at += EQUAL_BYTES_MIN - Integer.numberOfTrailingZeros(difference) / Byte.SIZE;
    }
    return end;
  }

  /**
   * Rebuilds the state that {@code delta} leads to; after a fault {@code out} is of no use.
   *
   * @param out its limit is that of the result
   */
  static Optional<MalformedPacket> apply(
      GrowingBytes baseline, GrowingBytes delta, GrowingBytes out) {
    if (delta.length() < OVERHEAD_BYTES) {
      return Optional.of(MalformedPacket.BAD_DELTA_LENGTH);
    }
    int resultBytes = delta.intAt(1);
    if (resultBytes < 0 || resultBytes > out.lengthMax()) {
      return Optional.of(MalformedPacket.STATE_TOO_LARGE);
    }
    return switch (delta.array()[0]) {
      case WHOLE -> applyWhole(delta, resultBytes, out);
      case RUNS -> applyRuns(baseline, delta, resultBytes, out);
      default -> Optional.of(MalformedPacket.BAD_DELTA_FORM);
    };
  }

  private static Optional<MalformedPacket> applyWhole(
      GrowingBytes delta, int resultBytes, GrowingBytes out) {
    if (delta.length() - OVERHEAD_BYTES != resultBytes) {
      return Optional.of(MalformedPacket.BAD_DELTA_LENGTH);
    }
    out.resize(resultBytes);
    System.arraycopy(delta.array(), OVERHEAD_BYTES, out.array(), 0, resultBytes);
    return Optional.empty();
  }

  private static Optional<MalformedPacket> applyRuns(
      GrowingBytes baseline, GrowingBytes delta, int resultBytes, GrowingBytes out) {
    out.resize(resultBytes);
    byte[] in = delta.array();
    int common = Math.min(baseline.length(), resultBytes);
    int at = OVERHEAD_BYTES;
    int done = 0;
    while (done < resultBytes) {
      int equal = varintAt(in, at, delta.length());
      at += varintBytes(equal);
      int changed = varintAt(in, at, delta.length());
      at += varintBytes(changed);
      if (equal < 0 || changed < 0 || equal + changed == 0) {
        return Optional.of(MalformedPacket.BAD_DELTA_RUN);
      }
      if (equal > Math.max(0, common - done)
          || changed > resultBytes - done - equal
          || changed > delta.length() - at) {
        return Optional.of(MalformedPacket.BAD_DELTA_RUN);
      }
      if (equal > 0) {
        System.arraycopy(baseline.array(), done, out.array(), done, equal);
      }
      System.arraycopy(in, at, out.array(), done + equal, changed);
      at += changed;
      done += equal + changed;
    }
    return at == delta.length() ? Optional.empty() : Optional.of(MalformedPacket.BAD_DELTA_LENGTH);
  }

  private static void putHeader(GrowingBytes out, byte form, int resultBytes) {
    out.array()[0] = form;
    out.putInt(1, resultBytes);
  }

  private static int putVarint(byte[] out, int from, int value) {
    int at = from;
    int rest = value;
    while (rest > 0x7F) {
      out[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[at++] = (byte) rest;
    return at;
  }

  /** The number at {@code from}; negative when it is cut off, too long or not in shortest form. */
  private static int varintAt(byte[] in, int from, int end) {
    long value = 0;
    for (int i = 0; i < 5 && from + i < end; i++) {
      byte part = in[from + i];
      value |= (part & 0x7FL) << (7 * i);
      if (part >= 0) {
        boolean shortest = i == 0 || part != 0;
        return shortest && value <= Integer.MAX_VALUE ? (int) value : -1;
      }
    }
    return -1;
  }

  private static int varintBytes(int value) {
    return value < 0 ? 0 : Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }
}
