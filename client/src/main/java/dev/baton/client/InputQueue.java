package dev.baton.client;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Inputs on their way from the game's thread to the driver's: bounded, in order, in one array that
 * is used round and round. Safe for any thread.
 */
final class InputQueue {

  private final int capacity;
  private final int inputBytesMax;
  private final byte[] bytes;
  private final int[] lengths;
  private final ByteBuffer view;
  private long first;
  private long next;

  InputQueue(int capacity, int inputBytesMax) {
    this.capacity = capacity;
    this.inputBytesMax = inputBytesMax;
    bytes = new byte[capacity * inputBytesMax];
    lengths = new int[capacity];
    view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** Copies what remains of {@code input}; false, and nothing copied, when there is no room. */
  synchronized boolean offer(ByteBuffer input) {
    if (next - first == capacity) {
      return false;
    }
    int slot = (int) (next % capacity);
    lengths[slot] = input.remaining();
    input.get(input.position(), bytes, slot * inputBytesMax, lengths[slot]);
    next++;
    return true;
  }

  /** Hands over all inputs in order; each is valid during the call only. */
  synchronized void drainTo(Consumer<ByteBuffer> consumer) {
    while (first < next) {
      int slot = (int) (first % capacity);
      int at = slot * inputBytesMax;
      consumer.accept(view.clear().limit(at + lengths[slot]).position(at));
      first++;
    }
  }
}
