package dev.baton.replication;

import dev.baton.core.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * The game, as a {@link StateExchange} sees it: it is shown states, computes ticks while this peer
 * is host, and is told what becomes of its inputs.
 *
 * <p>Called on the exchange's thread, in the middle of one of its methods, none of which may be
 * called from here; an image is valid during the call only.
 */
public interface GameSide {

  /** A newer state than any before is here, of the larger of the two scopes that this peer gets. */
  void show(StateImage newest);

  /** What was shown is not all part of the surviving history; {@code epoch} is the new one. */
  void rewound(Epoch epoch, Rewind rewind);

  /**
   * This peer's player is in a state that it holds, so that its inputs have numbers; once.
   *
   * @param lastSequence the number of the latest of them
   */
  void seated(long lastSequence);

  /**
   * Own inputs up to this one are safe; each time by a later one.
   *
   * @param uncovered whether, for want of any standby, the host alone holds them
   */
  void safe(long sequence, boolean uncovered);

  /**
   * Own inputs that were reported safe are lost, since more was lost than the durability covers; of
   * each input at most once.
   *
   * @param first the first of them
   * @param last the last of them, not before {@code first}
   */
  void lost(long first, long last);

  /** So many own inputs were sent to a new host that had been sent to an earlier one. */
  void resent(long inputs);

  /**
   * A tick is to be computed, by the game as it is in the state before. Once that is done, be it at
   * once or later, {@link StateExchange#tickComputed} is to be called from outside this call; until
   * then no other tick is handed out. What was handed out before the role changed is of no use any
   * more, and the state that it led to is part of no history.
   */
  void computeTick(DueTick due);

  /**
   * The tick that was computed is part of the history now, though not yet sent.
   *
   * @param complete the state after it
   * @param visible what everybody may see of it; null where nobody is sent that
   */
  void tickCommitted(StateImage complete, @Nullable StateImage visible);
}
