package dev.baton.client;

import dev.baton.core.StateId;
import dev.baton.replication.Scope;
import dev.baton.replication.StateImage;
import java.nio.ByteBuffer;

/**
 * A copy of one state on its way between the driver's thread and the game's. The array grows when
 * it must and never shrinks. Belongs to one thread at a time.
 */
final class StateSlot {

  private byte[] bytes = new byte[0];
  private ByteBuffer view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  private int length;
  private int epoch;
  private long tick;
  private Scope scope = Scope.VISIBLE;
  private long hash;
  private boolean filled;

  void fill(StateImage image) {
    ByteBuffer game = image.gameBytes();
    length = game.remaining();
    if (length > bytes.length) {
      bytes = new byte[Math.max(length + length / 4, 1024)];
      view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
    game.get(game.position(), bytes, 0, length);
    epoch = image.epochValue();
    tick = image.tickValue();
    scope = image.scope();
    hash = image.hash();
    filled = true;
  }

  void clear() {
    filled = false;
  }

  boolean isFilled() {
    return filled;
  }

  /** The game's bytes: read-only, big-endian, positioned at their start; the same object again. */
  ByteBuffer content() {
    return view.clear().limit(length);
  }

  boolean isComplete(StateId state) {
    return filled
        && scope == Scope.COMPLETE
        && tick == state.tick().value()
        && epoch == state.epoch().value();
  }

  int epoch() {
    return epoch;
  }

  long tick() {
    return tick;
  }

  Scope scope() {
    return scope;
  }

  long hash() {
    return hash;
  }
}
