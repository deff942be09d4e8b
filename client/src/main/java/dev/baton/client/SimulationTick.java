package dev.baton.client;

import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import java.util.List;

/**
 * What a {@link Simulation} is given for one step. Valid during the call only; the lists are used
 * again for the next tick.
 *
 * <p>Joined and left are counted from the state itself: over any number of hosts, a simulation sees
 * each peer join once, and leave once, in turn.
 *
 * @param <I> an input of a player for one tick
 */
public interface SimulationTick<I> {

  /** The step: one more than that of the state that is stepped from. */
  Tick tick();

  /** The length of a step in nanoseconds, the same for all steps of the session. */
  long tickNs();

  /** Peers that are new since the last step, in order of PeerId. */
  List<PeerId> joined();

  /** Peers that are gone since the last step, in order of PeerId. */
  List<PeerId> left();

  /** Inputs to be applied, in order of peer, then of sequence; each exactly once in all. */
  List<PlayerInput<I>> inputs();
}
