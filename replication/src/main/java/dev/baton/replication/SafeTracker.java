package dev.baton.replication;

import dev.baton.core.Durability;
import dev.baton.core.PeerId;
import java.util.ArrayList;
import java.util.List;

/**
 * Works out which state is safe, from what the standbys acknowledged and the durability that the
 * session asks for.
 *
 * <p>Within an epoch it never goes back. Confined to one thread.
 *
 * <p>Source: PROTOCOL.md 7.
 */
final class SafeTracker {

  private final Durability durability;
  private final ArrayList<Held> standbys = new ArrayList<>();
  private boolean standbysKnown;
  private int atLeast;
  private boolean suspended;
  private int safeEpoch;
  private long safeTick;

  /** Starts from a state that is known to be safe, or from epoch 1, tick 0. */
  SafeTracker(Durability durability, int safeEpoch, long safeTick) {
    this.durability = durability;
    this.safeEpoch = safeEpoch;
    this.safeTick = safeTick;
  }

  int safeEpoch() {
    return safeEpoch;
  }

  long safeTick() {
    return safeTick;
  }

  /** Whether safe states are, for want of any standby, held by the host alone. */
  boolean uncovered() {
    boolean none = standbys.isEmpty() && atLeast == 0;
    return standbysKnown && none && durability instanceof Durability.Standby;
  }

  /**
   * Replaces the standbys; what those that stay have acknowledged is kept.
   *
   * @param needed how many must acknowledge, within the durability, even if there are fewer
   */
  void standbys(List<Receiver> receivers, int needed) {
    standbysKnown = true;
    atLeast = needed;
    ArrayList<Held> before = new ArrayList<>(standbys);
    standbys.clear();
    for (Receiver receiver : receivers) {
      Held held = new Held(receiver.peer(), receiver.counts());
      for (Held known : before) {
        if (known.peer.equals(receiver.peer())) {
          held.raise(known.epoch, known.tick);
        }
      }
      standbys.add(held);
    }
  }

  /** Forgets what a standby acknowledged, since its process was started anew. */
  void forget(PeerId peer) {
    int index = find(peer);
    if (index >= 0) {
      standbys.set(index, new Held(peer, standbys.get(index).counts));
    }
  }

  /** While suspended nothing new becomes safe. */
  void suspend(boolean value) {
    suspended = value;
  }

  /** Notes that a standby holds a state; of no effect for other peers. */
  void noteHeld(PeerId peer, StateImage image) {
    int index = find(peer);
    if (index >= 0) {
      standbys.get(index).raise(image.epochValue(), image.tickValue());
    }
  }

  /** Works the safe state out anew. */
  boolean update(StateImage newest) {
    if (suspended || !standbysKnown || newest.isEmpty()) {
      return false;
    }
    return switch (durability) {
      case Durability.Fast ignored -> raise(newest.epochValue(), newest.tickValue());
      case Durability.Standby standby -> updateByStandbys(newest, standby.copies());
    };
  }

  private boolean updateByStandbys(StateImage newest, int copies) {
    int needed = Math.min(copies, Math.max(standbys.size(), atLeast));
    if (needed == 0) {
      return raise(newest.epochValue(), newest.tickValue());
    }
    boolean raised = false;
    for (int i = 0; i < standbys.size(); i++) {
      Held held = standbys.get(i);
      if (held.tick > 0 && holdersOf(held) >= needed) {
        raised |= raise(held.epoch, held.tick);
      }
    }
    return raised;
  }

  private int holdersOf(Held state) {
    int holders = 0;
    for (int i = 0; i < standbys.size(); i++) {
      Held standby = standbys.get(i);
      if (standby.counts && !state.isAfter(standby.epoch, standby.tick)) {
        holders++;
      }
    }
    return holders;
  }

  private boolean raise(int epoch, long tick) {
    if (epoch < safeEpoch || (epoch == safeEpoch && tick <= safeTick)) {
      return false;
    }
    safeEpoch = epoch;
    safeTick = tick;
    return true;
  }

  private int find(PeerId peer) {
    for (int i = 0; i < standbys.size(); i++) {
      if (standbys.get(i).peer.value() == peer.value()) {
        return i;
      }
    }
    return -1;
  }

  /** The latest state that a standby holds; tick 0 for none. */
  private static final class Held {
    private final PeerId peer;
    private final boolean counts;
    private int epoch = 1;
    private long tick;

    private Held(PeerId peer, boolean counts) {
      this.peer = peer;
      this.counts = counts;
    }

    private boolean isAfter(int otherEpoch, long otherTick) {
      return epoch > otherEpoch || (epoch == otherEpoch && tick > otherTick);
    }

    private void raise(int newEpoch, long newTick) {
      if (!isAfter(newEpoch, newTick)) {
        epoch = newEpoch;
        tick = newTick;
      }
    }
  }
}
