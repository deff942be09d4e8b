package dev.baton.core;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An immutable string of bytes that is equal to another by content.
 *
 * <p>Immutable and safe for any thread; what goes in and comes out as an array is copied.
 */
public final class Bytes {

  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  /** Made when it is first asked for; by two threads at once twice, which does no harm. */
  private @Nullable Digest digest;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** Copies {@code content}. */
  public static Bytes of(byte... content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /** Copies what remains of {@code content}, whose position does not move. */
  public static Bytes of(ByteBuffer content) {
    byte[] copy = new byte[content.remaining()];
    content.duplicate().get(copy);
    return copy.length == 0 ? EMPTY : new Bytes(copy);
  }

  /** Reads hexadecimal digits, two a byte. */
  public static Bytes ofHex(String digits) {
    return of(HexFormat.of().parseHex(digits));
  }

  /** Number of bytes. */
  public int length() {
    return content.length;
  }

  /** The byte at {@code index}, counted from 0. */
  public byte at(int index) {
    return content[index];
  }

  /** The SHA-256 of the content. */
  Digest sha256() {
    Digest made = digest;
    if (made == null) {
      made = Digest.sha256(content);
      digest = made;
    }
    return made;
  }

  /** A copy of the content. */
  public byte[] toArray() {
    return content.clone();
  }

  /** A read-only view of the content, positioned at its start. */
  public ByteBuffer toBuffer() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** Hexadecimal digits, two a byte. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(content);
  }
}
