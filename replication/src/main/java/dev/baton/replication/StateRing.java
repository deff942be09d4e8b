package dev.baton.replication;

import org.jspecify.annotations.Nullable;

/**
 * The latest states of one scope, at most one for each tick.
 *
 * <p>A state stays until one {@link ReplicationLimits#ringTicks} later takes its place, or until it
 * turns out not to be part of the surviving history. Confined to one thread.
 */
final class StateRing {

  private final Scope scope;
  private final StateImage[] slots;
  private final StateImage none;
  private StateImage newest;

  StateRing(Scope scope, ReplicationLimits limits) {
    this.scope = scope;
    slots = new StateImage[limits.ringTicks()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new StateImage(limits.stateBytes());
    }
    none = new StateImage(limits.stateBytes());
    newest = none;
  }

  Scope scope() {
    return scope;
  }

  /** The latest state, or an empty image. */
  StateImage newest() {
    return newest;
  }

  /** An image without content, as the baseline of keyframes. */
  StateImage none() {
    return none;
  }

  @Nullable StateImage find(int epoch, long tick) {
    StateImage slot = slots[slotOf(tick)];
    return slot.isState(epoch, tick) ? slot : null;
  }

  /** Whether there is room for that state: it is not too old, and no later one has its place. */
  boolean accepts(int epoch, long tick) {
    boolean past = !newest.isEmpty() && tick <= newest.tickValue() - slots.length;
    return !past && slots[slotOf(tick)].epochValue() <= epoch;
  }

  /** Keeps a copy of {@code image}, whose header was checked to name {@code tick}. */
  StateImage put(int epoch, long tick, GrowingBytes image, long hash) {
    StateImage slot = slots[slotOf(tick)];
    slot.set(scope, epoch, image, hash);
    if (newest.isEmpty() || slot == newest || slot.isAfter(newest)) {
      newest = slot;
    }
    return slot;
  }

  /**
   * Drops what is not part of the history that goes on after the state {@code resumeEpoch}, {@code
   * resumeTick}.
   *
   * @param keepEarlier whether states of earlier epochs are known to be part of it
   */
  void keepUpTo(int resumeEpoch, long resumeTick, boolean keepEarlier) {
    newest = none;
    for (StateImage slot : slots) {
      boolean earlier = slot.epochValue() < resumeEpoch;
      boolean survives =
          slot.epochValue() <= resumeEpoch
              && slot.tickValue() <= resumeTick
              && (keepEarlier || !earlier);
      if (!survives) {
        slot.clear();
      } else if (newest.isEmpty() || slot.isAfter(newest)) {
        newest = slot;
      }
    }
  }

  private int slotOf(long tick) {
    return (int) (tick % slots.length);
  }
}
