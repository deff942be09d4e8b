package dev.baton.replication;

import java.nio.ByteBuffer;

/** The game, asked for the state that it is in after a tick. */
@FunctionalInterface
public interface StateSource {

  /**
   * Writes the state.
   *
   * @param out big-endian; what has been written when the call returns is the state. Writing more
   *     than remains throws {@link java.nio.BufferOverflowException}
   * @param scope how much of it
   */
  void save(ByteBuffer out, Scope scope);
}
