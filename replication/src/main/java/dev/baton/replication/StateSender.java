package dev.baton.replication;

import dev.baton.core.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * What the host knows of one receiver: which state it is known to hold, and so which baseline the
 * next state can be told against. Confined to one thread.
 */
final class StateSender {

  private static final int EARLIER_TICKS = 32;

  private Receiver receiver;
  private final Scope sentAs;
  private int ackedEpoch;
  private long ackedTick;
  private int missedTicks;
  private boolean bulkSent;
  private long bulkTick;

  StateSender(Receiver receiver, Scope sentAs) {
    this.receiver = receiver;
    this.sentAs = sentAs;
  }

  Receiver receiver() {
    return receiver;
  }

  /** The same with another role but the same packets. */
  StateSender servingAs(Receiver newRole) {
    receiver = newRole;
    return this;
  }

  PeerId peer() {
    return receiver.peer();
  }

  /** The scope that its packets name. */
  Scope sentAs() {
    return sentAs;
  }

  /** How many of the 32 ticks before the latest acknowledged one the receiver lacks. */
  int missedTicks() {
    return missedTicks;
  }

  /** The state to tell the next one against; an empty image for a keyframe. */
  StateImage baseline(StateRing ring) {
    StateImage acked = ring.find(ackedEpoch, ackedTick);
    return acked == null ? ring.none() : acked;
  }

  /**
   * Takes an acknowledgement.
   *
   * @param named the state that it names, if that is kept
   * @param resumeTick the tick before the first of the present epoch
   */
  Arrival acknowledge(AckPacket ack, @Nullable StateImage named, long resumeTick) {
    if (ack.scope != sentAs) {
      return Arrival.LATE;
    }
    if (ack.unusable) {
      ackedEpoch = named == null ? 0 : named.epochValue();
      ackedTick = named == null ? 0 : named.tickValue();
      return Arrival.TAKEN;
    }
    if (named == null) {
      return ack.newestTick == 0 ? Arrival.DUPLICATE : Arrival.UNKNOWN_STATE;
    }
    if (!noteHeld(named)) {
      return Arrival.DUPLICATE;
    }
    if (named.epochValue() == ack.epoch) {
      int earlierTicks = (int) Math.min(EARLIER_TICKS, named.tickValue() - resumeTick - 1);
      missedTicks = Math.max(0, earlierTicks - Integer.bitCount(ack.earlier));
    }
    return Arrival.TAKEN;
  }

  /** Notes that the receiver holds a state; false when that was known. */
  boolean noteHeld(StateImage image) {
    boolean later =
        image.epochValue() > ackedEpoch
            || (image.epochValue() == ackedEpoch && image.tickValue() > ackedTick);
    if (later) {
      ackedEpoch = image.epochValue();
      ackedTick = image.tickValue();
    }
    return later;
  }

  /** Whether a bulk keyframe is due: none was sent, or it has had its time to arrive. */
  boolean takeBulkTurn(long tick, int repeatTicks) {
    if (bulkSent && tick - bulkTick < repeatTicks) {
      return false;
    }
    bulkSent = true;
    bulkTick = tick;
    return true;
  }
}
