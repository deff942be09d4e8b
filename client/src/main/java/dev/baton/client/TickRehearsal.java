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
  private final DataPlane.Game game;
  private @Nullable TickWork spare;
  private int left;

  TickRehearsal(Simulation<I> simulation, TickView<I> view, DataPlane.Game game) {
    this.simulation = simulation;
    this.view = view;
    this.game = game;
    left = simulation.canRehearse() ? TIMES : 0;
  }

  boolean isDue(StateSlot state) {
    return left > 0 && state.scope() == Scope.COMPLETE && state.tick() % EVERY == 0;
  }

  /**
   * Computes the tick after the state that was just loaded, which must be loaded again then. After
   * one that the game throws out of there are no more.
   */
  void rehearse(StateSlot state) {
    int leftAfter = left - 1;
    left = 0;
    try {
      compute(state);
      left = leftAfter;
    } catch (RuntimeException e) {
      // The game's own code, in a tick that does not count: this peer plays on as it is.
      SessionLog.tickRehearsalFailed(e, state.tick() + 1);
    }
    if (left == 0) {
      spare = null;
    }
  }

  private void compute(StateSlot state) {
    TickWork work = spare == null ? new TickWork(game.stateBytesMax()) : spare;
    spare = work;
    work.tick = state.tick() + 1;
    work.tickNs = 1;
    view.fill(work);
    simulation.tick(view);
    simulation.save(work.output(Scope.COMPLETE).clear(), Scope.COMPLETE);
    if (!game.scopesAreEqual()) {
      simulation.save(work.output(Scope.VISIBLE).clear(), Scope.VISIBLE);
    }
  }
}
