package dev.baton.wire;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The forms that all others are made of. */
final class Primitive<T> extends Form<T> {
  private final String name;
  private final int bytesMin;
  private final int bytesMax;
  private final String range;
  private final BiConsumer<Writer, T> write;
  private final Function<Reader, T> read;

  /** 0 or 1. */
  static final Form<Boolean> BOOL =
      new Primitive<>(new Shape("bool", 1, 1, ""), Writer::bool, Reader::bool);

  /** SHA-256. */
  static final Form<Digest> DIGEST =
      new Primitive<>(
          new Shape("digest", Digest.SIZE_BYTES, Digest.SIZE_BYTES, ""),
          Writer::digest,
          Reader::digest);

  private Primitive(Shape shape, BiConsumer<Writer, T> write, Function<Reader, T> read) {
    this.name = shape.name;
    this.bytesMin = shape.bytesMin;
    this.bytesMax = shape.bytesMax;
    this.range = shape.range;
    this.write = write;
    this.read = read;
  }

  static Form<Integer> u8(int min, int max) {
    return new Primitive<>(
        new Shape("u8", 1, 1, between(min, max)),
        (out, value) -> out.u8(value, min, max),
        in -> in.u8(min, max));
  }

  static Form<Integer> u16(int min, int max) {
    return new Primitive<>(
        new Shape("u16", 2, 2, between(min, max)),
        (out, value) -> out.u16(value, min, max),
        in -> in.u16(min, max));
  }

  /** Four bytes of which the first bit is never set. */
  static Form<Integer> u32(int min, int max) {
    return new Primitive<>(
        new Shape("u32", 4, 4, between(min, max)),
        (out, value) -> out.i32(value, min, max),
        in -> in.i32(min, max));
  }

  static Form<Integer> i32(int min, int max) {
    return new Primitive<>(
        new Shape("i32", 4, 4, between(min, max)),
        (out, value) -> out.i32(value, min, max),
        in -> in.i32(min, max));
  }

  static Form<Long> i64(long min, long max) {
    return new Primitive<>(
        new Shape("i64", 8, 8, between(min, max)),
        (out, value) -> out.i64(value, min, max),
        in -> in.i64(min, max));
  }

  static Form<Bytes> bytes(int min, int max) {
    int prefix = max > 0xFFFF ? 4 : 2;
    return new Primitive<>(
        new Shape("bytes", prefix + min, prefix + max, between(min, max) + " bytes"),
        (out, value) -> out.bytes(value, min, max),
        in -> in.bytes(min, max));
  }

  static Form<String> text(int charsMin, int charsMax) {
    return new Primitive<>(
        new Shape(
            "text",
            2 + charsMin,
            2 + Writer.textBytesMax(charsMax),
            between(charsMin, charsMax) + " chars"),
        (out, value) -> out.text(value, charsMin, charsMax),
        in -> in.text(charsMin, charsMax));
  }

  @Override
  String name() {
    return name;
  }

  @Override
  int bytesMin() {
    return bytesMin;
  }

  @Override
  int bytesMax() {
    return bytesMax;
  }

  @Override
  String range() {
    return range;
  }

  @Override
  void write(Writer out, T value) {
    write.accept(out, value);
  }

  @Override
  T read(Reader in) {
    return read.apply(in);
  }

  private static String between(long min, long max) {
    boolean anyLong = min == Long.MIN_VALUE && max == Long.MAX_VALUE;
    if (anyLong || (min == Integer.MIN_VALUE && max == Integer.MAX_VALUE)) {
      return "any";
    }
    return bound(min) + " to " + bound(max);
  }

  private static String bound(long value) {
    if (value == Integer.MAX_VALUE) {
      return "2^31-1";
    }
    if (value == Long.MAX_VALUE) {
      return "2^63-1";
    }
    return value == 1L << 62 ? "2^62" : Long.toString(value);
  }

  private record Shape(String name, int bytesMin, int bytesMax, String range) {}
}
