package dev.baton.replication;

import dev.baton.core.PeerId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tick that the game is to compute now: what is new in it, and where its inputs come from.
 *
 * <p>The same object again for each tick of one time as host. All but {@link #tick} is valid during
 * {@link GameSide#computeTick} only: who computes elsewhere or later takes a copy. The object
 * itself stands for the tick when it is given back, see {@link StateExchange#tickComputed}.
 * Confined to one thread.
 */
public final class DueTick {

  final HostTicks owner;
  final List<PeerId> joined = new ArrayList<>();
  final List<PeerId> left = new ArrayList<>();
  @Nullable StateImage loadFirst;
  long tick;
  boolean visibleWanted;
  boolean moreIsDue;

  DueTick(HostTicks owner) {
    this.owner = owner;
  }

  /** The number of the tick. */
  public long tick() {
    return tick;
  }

  /** The length of the tick. */
  public long tickNs() {
    return owner.clock().tickNs();
  }

  /** Whether the next tick is due as well. */
  public boolean moreIsDue() {
    return moreIsDue;
  }

  /** Whether the visible state will be asked for, too, and not only the complete one. */
  public boolean visibleWanted() {
    return visibleWanted;
  }

  /** Who has a player from this tick on, in order of the seats. */
  public List<PeerId> joined() {
    return joined;
  }

  /** Whose player is gone for good, from this tick on. */
  public List<PeerId> left() {
    return left;
  }

  /**
   * The complete state that the tick follows on, at the first tick after a migration; else null. It
   * is to be loaded unless the game is in that very state.
   */
  public @Nullable StateImage loadFirst() {
    return loadFirst;
  }

  /** Gives the inputs of this tick; to be called once. See {@link HostReplica#beginTick}. */
  public void takeInputs(InputConsumer consumer) {
    owner.replica().beginTick(consumer);
  }
}
