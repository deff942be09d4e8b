package dev.baton.simulator;

import dev.baton.core.Input;
import dev.baton.core.Message;
import dev.baton.core.Step;

/**
 * Stands beside every step of every process, and may interfere with it.
 *
 * <p>Confined to one thread; one for each run.
 */
interface Probe {

  /** Looks on at nothing. */
  Probe NONE = new Probe() {};

  /** The run begins. */
  default void begins(World world, FaultHand hand) {}

  /** Something was seen, as the checkers see it. */
  default void saw(Sighting sighting) {}

  /** How often a process is to handle what has come to it: 1 as a rule, 0 to withhold it. */
  default int times(PeerProcess process, Input input) {
    return 1;
  }

  /** A process has handled something, and its orders are carried out. */
  default void handled(PeerProcess process, Input input, Step step) {}

  /** A process is about to send a message of its machine. */
  default void sends(PeerProcess process, Message message) {}

  /**
   * Two at once.
   *
   * @param first the one that may interfere
   * @param second one that only looks on
   */
  record Both(Probe first, Probe second) implements Probe {

    @Override
    public void begins(World world, FaultHand hand) {
      first.begins(world, hand);
      second.begins(world, hand);
    }

    @Override
    public void saw(Sighting sighting) {
      first.saw(sighting);
      second.saw(sighting);
    }

    @Override
    public int times(PeerProcess process, Input input) {
      return first.times(process, input);
    }

    @Override
    public void handled(PeerProcess process, Input input, Step step) {
      second.handled(process, input, step);
      first.handled(process, input, step);
    }

    @Override
    public void sends(PeerProcess process, Message message) {
      first.sends(process, message);
    }
  }
}
