package dev.baton.wire;

/**
 * What came of reading bytes from outside: a value, or the reason why they are none.
 *
 * @param <T> what the bytes were read as
 */
public sealed interface Decoded<T> {

  /**
   * The bytes were the canonical form of a value.
   *
   * @param value that value
   */
  record Ok<T>(T value) implements Decoded<T> {}

  /**
   * The bytes are not the canonical form of any value; whoever sent them is at fault.
   *
   * @param reason which field is wrong and how, for counters and traces
   */
  record Malformed<T>(String reason) implements Decoded<T> {}
}
