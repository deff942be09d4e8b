package dev.baton.client;

import dev.baton.replication.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Has a standby's game compute some ticks that do not count, so that the first one that does needs
 * not wait until the game's code is loaded and compiled. Confined to the game's thread.
 */
final class TickRehearsal<I> {

  private static final int TIMES = 24;

  /** One of so many states is rehearsed with, so that no frame is lost to it. */
  private static final int EVERY = 4;

  private final Simulation<I> simulation;
  private final TickView<I> view;
  private final int stateBytesMax;
  private @Nullable TickWork spare;
  private int left;

  TickRehearsal(Simulation<I> simulation, TickView<I> view, int stateBytesMax) {
    this.simulation = simulation;
    this.view = view;
    this.stateBytesMax = stateBytesMax;
    left = simulation.canRehearse() ? TIMES : 0;
  }

  boolean isDue(StateSlot state) {
    return left > 0 && state.scope() == Scope.COMPLETE && state.tick() % EVERY == 0;
  }

  /** Computes the tick after the state that was just loaded, and goes back to it. */
  void rehearse(StateSlot state) {
    left--;
    TickWork work = spare == null ? new TickWork(stateBytesMax) : spare;
    spare = left > 0 ? work : null;
    work.tick = state.tick() + 1;
    work.tickNs = 1;
    view.fill(work);
    simulation.tick(view);
    for (Scope scope : Scope.values()) {
      simulation.save(work.output(scope).clear(), scope);
    }
    simulation.load(state.content(), Scope.COMPLETE);
  }
}
