package dev.baton.client;

import java.nio.ByteBuffer;

/**
 * Turns one type of input into bytes and back.
 *
 * <p>Called on the game's thread only.
 *
 * @param <I> the game's own type
 */
public interface InputCodec<I> {

  /** The most bytes that one input takes, 0 to 255. */
  int inputBytesMax();

  /**
   * Writes an input.
   *
   * @param input what
   * @param out from its position on; big-endian
   */
  void write(I input, ByteBuffer out);

  /**
   * Reads what a peer, perhaps a hostile one, sent.
   *
   * @param in from its position to its limit; big-endian
   * @throws IllegalArgumentException if the bytes are not an input; it is then left out
   * @throws java.nio.BufferUnderflowException likewise
   */
  I read(ByteBuffer in);

  /**
   * Derives a codec from the components of a record, in their order: {@code boolean}, {@code byte},
   * {@code short}, {@code char}, {@code int}, {@code long}, {@code float}, {@code double}, enums of
   * at most 256 constants (a byte each), and records of these.
   *
   * @throws IllegalArgumentException if a component has another type, or the record is larger than
   *     255 bytes or nested deeper than 8
   */
  static <I extends Record> InputCodec<I> of(Class<I> type) {
    return RecordCodec.of(type);
  }
}
