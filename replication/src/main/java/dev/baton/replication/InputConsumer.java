package dev.baton.replication;

import dev.baton.core.PeerId;
import java.nio.ByteBuffer;

/** The simulation, given the inputs of one tick. */
@FunctionalInterface
public interface InputConsumer {

  /**
   * Takes one input.
   *
   * @param peer whose it is
   * @param sequence its number among that peer's inputs, from 1
   * @param input what remains of it is the input; read-only, valid only during the call
   */
  void input(PeerId peer, long sequence, ByteBuffer input);
}
