package dev.baton.wire;

/** The layout of a record that is one of several, told apart by the byte that precedes it. */
abstract class Variant<T> extends Layout<T> {
  private final int code;

  Variant(int code, String name) {
    super(name);
    this.code = code;
  }

  /** The byte that precedes the fields. */
  final int code() {
    return code;
  }

  final void writeWithCode(Writer out, T value) {
    out.u8(code, 1, OneOf.CODE_MAX);
    write(out, value);
  }
}
