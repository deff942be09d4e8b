package dev.baton.replication;

import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a {@link StateExchange} needs of the process around it: the protocol's machine, the links to
 * the peers, and to be woken.
 *
 * <p>Called on the exchange's thread, in the middle of one of its methods. Only {@link
 * #stateAdvanced} and {@link #stateFetched} may lead straight to another call of the exchange, by
 * what the machine orders then.
 */
public interface Surroundings {

  /** Whether this peer may act as host at this very moment. */
  boolean mayHost();

  /** How far the states are; the machine is to know. */
  void stateAdvanced(StateId complete, StateId visible, StateId safe);

  /** A complete state that was asked for is here, or does not come. */
  void stateFetched(StateId state, boolean held);

  /** How long a state of the present host is on its way, as far as that is known; else 0. */
  long hostPathNs();

  /** Whether what is sent to that peer has any way. */
  boolean isReachable(PeerKey peer);

  /**
   * Sends a packet of the data plane, which may be lost.
   *
   * @param packet valid only during the call
   */
  void sendDatagram(PeerKey to, ByteBuffer packet);

  /**
   * Sends a whole state reliably.
   *
   * @param whole valid only during the call
   */
  void sendBulk(PeerKey to, ByteBuffer whole);

  /** Asks a peer for a complete state, in bulk. */
  void askForState(PeerKey from, StateId state);

  /** Answers a peer that the state which it asked for is not held. */
  void denyState(PeerKey to, StateId state);

  /**
   * Has {@link StateExchange#wake} called at this time, by the clock that the exchange is told the
   * time from; takes the place of what was asked for before.
   */
  void wakeAt(long atNs);

  /**
   * A packet came that is none.
   *
   * @param packet the packet, valid only during the call
   * @param why what is wrong with it; empty where its very kind is unknown
   */
  void malformed(ByteBuffer packet, Optional<MalformedPacket> why);
}
