package dev.baton.wire;

import java.util.List;

/**
 * How the values of one type are written and read, and what PROTOCOL.md 9 says of it.
 *
 * @param <T> the type of the values
 */
abstract class Form<T> {

  /** What the documents call the type. */
  abstract String name();

  /** The size of the smallest value. */
  abstract int bytesMin();

  /** The size of the largest value. */
  abstract int bytesMax();

  /** Which values there are, where the name does not say so; else empty. */
  String range() {
    return "";
  }

  /** The forms that it is made of. */
  List<Form<?>> parts() {
    return List.of();
  }

  abstract void write(Writer out, T value);

  /** Reads a value; a stand-in when the reader is faulty or becomes so. */
  abstract T read(Reader in);
}
