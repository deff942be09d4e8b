package dev.baton.transport;

import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import java.nio.ByteBuffer;

/**
 * An encrypted connection to one peer: unreliable datagrams, one ordered reliable control stream,
 * and blobs, each on a stream of its own.
 *
 * <p>A network shows at most one open link per peer. Confined to the network's thread. What is
 * written within one turn of the loop leaves together at the end of that turn. Nothing is ordered
 * against anything else, except control messages among themselves.
 *
 * <p>The remote peer holds the private key of {@link #remoteKey}, no more is known: whether it may
 * talk at all is decided above, by its first control message. A dialler therefore sees its link
 * open, and closed a moment later, if the other side refuses.
 */
public interface Link {

  /** The largest datagram in bytes: what fits through a relay on every usual path. */
  int DATAGRAM_BYTES_MAX = 1200;

  /** The longest reason of a close in bytes of UTF-8; a longer one is cut. */
  int REASON_BYTES_MAX = 200;

  /** Who is at the other end. */
  PeerKey remoteKey();

  /** Where the other end's packets came from when the link opened, or where it was dialled. */
  Endpoint remoteEndpoint();

  /** Whether this side dialled. */
  boolean dialled();

  /** Whether the link can be written to; true from {@code linkOpened} to the close of any kind. */
  boolean isOpen();

  /**
   * Copies and sends a datagram that may be lost, doubled or reordered. Its position does not move.
   *
   * @return false if the link is not open, in which case nothing is sent; true says nothing about
   *     the datagram's arrival, since a full queue drops it silently
   * @throws IllegalArgumentException if more than {@link #DATAGRAM_BYTES_MAX} bytes remain, or none
   */
  boolean sendDatagram(ByteBuffer datagram);

  /**
   * Copies and sends a message on the control stream: reliable, in order. Its position does not
   * move. More queued bytes than {@link NetworkLimits#controlQueuedBytesMax} close the link.
   *
   * @return false if the link is not open, or closed by this message
   * @throws IllegalArgumentException if the message is empty or longer than {@link
   *     NetworkLimits#controlMessageBytesMax}
   */
  boolean sendControl(ByteBuffer message);

  /**
   * Copies and sends a blob on a stream of its own: reliable, whole or not at all, in no order with
   * other blobs. Its position does not move. More blobs under way than {@link
   * NetworkLimits#bulksMax} wait their turn; more queued bytes than twice {@link
   * NetworkLimits#bulkBytesMax} close the link.
   *
   * @return false if the link is not open, or closed by this blob
   * @throws IllegalArgumentException if the blob is empty or longer than {@link
   *     NetworkLimits#bulkBytesMax}
   */
  boolean sendBulk(ByteBuffer blob);

  /**
   * Closes the link; the other side is told. What is still queued is dropped. The listener hears
   * {@link CloseCause.ByLocal} later in the same turn. Without effect on a closed link.
   *
   * @param code the caller's, 0 to {@value CloseCode#CALLER_MAX}
   * @param reason for people and logs
   */
  void close(int code, String reason);
}
