package dev.baton.transport;

import dev.baton.core.PeerKey;
import java.nio.ByteBuffer;

/**
 * Told what happens on a network, one call at a time, on the network's thread.
 *
 * <p>For each link that is reported open, the order is: {@link #linkOpened}, then any number of
 * {@link #datagram}, {@link #control} and {@link #bulk}, then one of {@link #linkClosed} and {@link
 * #linkReplaced}, then nothing. A dialled link that never opened is reported by {@link #linkClosed}
 * alone. Buffers are valid during the call only and must not be written to.
 *
 * <p>A listener must not block and must not throw: what it throws closes the network and goes to
 * {@link #broken}.
 */
public interface NetworkListener {

  /** The network is bound; the first call of all. */
  void networkOpened(Network network);

  /** A link can be used, dialled by either side. */
  void linkOpened(Link link);

  /**
   * Another link to the same peer takes the place of {@code old}; this is no loss and no sign of
   * death. The peer may have started anew, and messages under way on {@code old} may be lost: go on
   * with {@code current} as with a link that just opened.
   */
  void linkReplaced(Link old, Link current);

  /** A link, or the attempt to open one, has ended. */
  void linkClosed(Link link, CloseCause cause);

  /** A datagram came. */
  void datagram(Link link, ByteBuffer datagram);

  /** A control message came, in the order of sending. */
  void control(Link link, ByteBuffer message);

  /** A blob came whole. */
  void bulk(Link link, ByteBuffer blob);

  /**
   * The operating system says that nobody listens on a watched peer's port any more. The link to it
   * still stands, and only its idle limit would end it.
   */
  void portUnreachable(PeerKey peer);

  /** A callback or a task threw; the network has closed itself. The last call. */
  void broken(Throwable cause);
}
