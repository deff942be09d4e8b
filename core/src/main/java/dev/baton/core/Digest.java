package dev.baton.core;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 value (FIPS 180-4), held as four big-endian words so that equality needs no array.
 *
 * @param a bytes 0 to 7
 * @param b bytes 8 to 15
 * @param c bytes 16 to 23
 * @param d bytes 24 to 31
 */
public record Digest(long a, long b, long c, long d) {

  /** Size of a digest on the wire. */
  public static final int SIZE_BYTES = 32;

  /** The digest that no operation has yet been chained onto. */
  public static final Digest ZERO = new Digest(0, 0, 0, 0);

  /** The SHA-256 of {@code content}. */
  public static Digest sha256(byte[] content) {
    return read(ByteBuffer.wrap(newSha256().digest(content)));
  }

  /** Reads {@value #SIZE_BYTES} bytes and moves the position of {@code in} past them. */
  public static Digest read(ByteBuffer in) {
    return new Digest(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /** Writes {@value #SIZE_BYTES} bytes and moves the position of {@code out} past them. */
  public void write(ByteBuffer out) {
    out.putLong(a).putLong(b).putLong(c).putLong(d);
  }

  /** The first eight hexadecimal digits, enough for a person to tell two digests apart. */
  public String shortText() {
    return toString().substring(0, 8);
  }

  /** As records have it, but written out: maps ask for it on every packet. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Digest that
            && a == that.a
            && b == that.b
            && c == that.c
            && d == that.d);
  }

  /** Part of a hash is as good a hash. */
  @Override
  public int hashCode() {
    return Long.hashCode(a);
  }

  /** All 64 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
