package dev.baton.transport;

import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One UDP port that accepts links and dials them, and the one thread that serves it.
 *
 * <p>Everything but {@link #loop}, {@link #close} and {@link #localPort} is confined to that
 * thread.
 *
 * <p>Links are mutual TLS 1.3 inside QUIC, application protocol {@value #PROTOCOL}. The dialling
 * side asks for one exact key; the accepting side takes any well-formed self-signed certificate and
 * says whose key it is: who may take part is decided above, by the first control message.
 *
 * <p><b>Two links to one peer</b> come about when both dial at the same time, or when one side lost
 * a link that the other still believes in. Both sides keep the same one:
 *
 * <ul>
 *   <li>if the peer was started anew (its certificate is another one, for the same key), the newer
 *       link;
 *   <li>if the same side dialled both, the newer link;
 *   <li>otherwise the link that the smaller {@link PeerKey} dialled, by unsigned comparison. The
 *       larger key's own side closes the other one; should it not do so within half a second, it
 *       has lost the first link, and the other one is kept.
 * </ul>
 */
public interface Network {

  /** The application protocol that both sides of a link must name (RFC 7301). */
  String PROTOCOL = "baton/1";

  /**
   * Binds the port and starts the thread; {@link NetworkListener#networkOpened} comes on it. Blocks
   * for as long as a bind takes, and the first time for the loading of the native library.
   *
   * @throws NetworkException if the port or the address cannot be bound, or QUIC is not to be had
   */
  static Network open(NetworkConfig config, NetworkListener listener) throws NetworkException {
    return QuicNetwork.open(config, listener);
  }

  /**
   * Makes the first real link as quick as later ones: loads, compiles and proves everything by a
   * link over loopback. Takes half a second or so of a cold process; blocks, so call it from a
   * thread that may wait, while the player is still in a menu.
   *
   * @throws NetworkException if loopback cannot be bound, or QUIC is not to be had
   */
  static void warmUp() throws NetworkException {
    WarmUp.run();
  }

  /** The thread of this network. From any thread. */
  Loop loop();

  /** The UDP port listened on. From any thread. */
  int localPort();

  /**
   * Dials a peer and returns at once: the open link to it if there is one, the link being dialled
   * if there is one, whatever its endpoint, else a new one.
   *
   * <p>The listener hears {@link NetworkListener#linkOpened} or {@link NetworkListener#linkClosed}
   * with {@link CloseCause.DialFailed} later. If meanwhile the peer's own dial opens a link to
   * here, that one is reported, and what is returned here ends silently.
   *
   * @throws IllegalArgumentException if {@code peer} is this peer, or the endpoint's address is no
   *     IP address
   */
  Link dial(PeerKey peer, Endpoint endpoint);

  /**
   * Watches the port of a linked peer: a one-byte packet is sent to it at once and then every
   * {@link NetworkLimits#knockGap}, from a socket of its own, until the system answers that nobody
   * listens there. That is told once to {@link NetworkListener#portUnreachable} and ends the watch,
   * as does the end of the last link to the peer. A bonus, never a certainty: most firewalls
   * swallow the answer.
   *
   * @return false if there is no open link to the peer, or no more sockets; then nothing is watched
   */
  boolean watchPort(PeerKey peer);

  /** Ends the watch; without effect if there is none. */
  void unwatchPort(PeerKey peer);

  /** Knocks on a watched peer's port now; without effect if it is not watched. */
  void knock(PeerKey peer);

  /** Makes the network worse or better, from the next packet on. */
  void shape(LinkConditions conditions);

  /**
   * Lets all packets between here and the port at {@code endpoint} vanish, below QUIC, from now on.
   * A link's {@link Link#remoteEndpoint} names a peer's.
   *
   * @throws IllegalArgumentException if the endpoint's address is no IP address
   */
  void cut(Endpoint endpoint, Cut cut);

  /** A reading of the counters. */
  NetworkCounters counters();

  /**
   * Closes all links, telling the other sides, then the port, then ends the thread. The listener
   * hears of each link's end before it hears no more. From any thread; returns at once; further
   * calls return the first call's stage.
   *
   * @param code for the other sides, 0 to {@value CloseCode#CALLER_MAX}
   * @param reason for the other sides' people and logs
   * @param limit how long the last packets may take to leave, up to 10 s; they take longer than an
   *     instant only if the link shaper holds them back
   * @return completed when the port is free and the thread does nothing any more; never fails
   */
  CompletionStage<Void> close(int code, String reason, Duration limit);
}
