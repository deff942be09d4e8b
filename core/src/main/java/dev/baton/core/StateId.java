package dev.baton.core;

/**
 * Names one state of the simulation: the tick, and the epoch of the host that produced it. Two
 * peers that hold the same StateId hold the same state; a later epoch wins over a later tick, since
 * what an older host produced beyond the resume tick was discarded.
 *
 * @param epoch the epoch of the host that produced it
 * @param tick the tick that it is the state after
 */
public record StateId(Epoch epoch, Tick tick) implements Comparable<StateId> {

  /** The state that every peer holds before the first step. */
  public static final StateId NONE = new StateId(Epoch.FIRST, Tick.ZERO);

  /** Whether this state is later than {@code other} in the surviving history. */
  public boolean isAfter(StateId other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(StateId other) {
    int byEpoch = epoch.compareTo(other.epoch);
    return byEpoch != 0 ? byEpoch : tick.compareTo(other.tick);
  }

  /** For example {@code 2@1307}: tick 1307, produced in epoch 2. */
  @Override
  public String toString() {
    return epoch.value() + "@" + tick.value();
  }
}
