package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.EndReason;
import dev.baton.core.LeaveReason;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import java.time.Duration;

/**
 * What a game may want to hear about its session; every method does nothing unless it is
 * overridden.
 *
 * <p>Called inside {@link Session#update()}, on the game's own thread, in the order in which things
 * happened.
 */
public interface SessionListener {

  /**
   * This peer has a seat.
   *
   * @param self its number
   * @param returned whether it had the seat before, and so its player objects
   */
  default void onAdmitted(PeerId self, boolean returned) {}

  /**
   * A peer joined or came back.
   *
   * @param peer who
   * @param name what it calls itself
   */
  default void onPeerJoined(PeerId peer, String name) {}

  /**
   * A peer is gone.
   *
   * @param peer who
   * @param reason why
   */
  default void onPeerLeft(PeerId peer, LeaveReason reason) {}

  /**
   * There is a new host (CRYENGINE: OnPromoteToServer, OnDemoteToClient). Games of level 1 connect
   * to the endpoint's address by their own means now.
   *
   * @param change who and where
   */
  default void onHostChanged(HostChange change) {}

  /**
   * Ticks that were shown did not survive the change of host; the next state follows {@code to}.
   *
   * @param from the last tick that was shown
   * @param to the last tick that survives
   */
  default void onRewind(Tick from, Tick to) {}

  /**
   * The own inputs up to a sequence survive whatever the durability covers.
   *
   * @param sequence the last one
   */
  default void onSafe(long sequence) {}

  /**
   * An own input will not be applied.
   *
   * @param sequence which
   * @param reason why
   */
  default void onInputLost(long sequence, InputLoss reason) {}

  /**
   * This peer is host and cannot hear a majority, or can again; nothing is reported as safe in
   * between, and a game may pause.
   *
   * @param isolated whether it cannot
   */
  default void onIsolated(boolean isolated) {}

  /**
   * No majority can be reached to decide on a new host.
   *
   * @param policy what is done about it
   * @param limit for how long at most
   */
  default void onNoMajority(NoMajorityPolicy policy, Duration limit) {}

  /**
   * A message of a peer (level 2).
   *
   * @param from who sent it
   * @param message what it said
   */
  default void onMessage(PeerId from, Bytes message) {}

  /**
   * This peer is no longer in the session. The last call.
   *
   * @param reason why, and what to do about it
   */
  default void onEnded(EndReason reason) {}
}
