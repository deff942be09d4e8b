package dev.baton.client;

import dev.baton.client.PeerFrames.Channel;
import dev.baton.client.PeerFrames.Detour;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import dev.baton.transport.Link;
import dev.baton.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open links of one session, and who is reached through whom.
 *
 * <p>A peer that the machine reaches through another is sent everything both ways, since the direct
 * way may heal; a game's messages, which must not come twice, go the other way alone. A peer whose
 * frames come through another is answered through it, too, for half a second after the last.
 *
 * <p>Confined to the network's thread.
 */
final class PeerLinks {

  private static final long ANSWER_THROUGH_NS = 500_000_000;

  /** The largest message that is encoded without a second buffer. */
  private static final int SCRATCH_BYTES = 16 << 10;

  private final Map<PeerKey, Contact> contacts = new LinkedHashMap<>();
  private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES);
  private ByteBuffer wrapped = ByteBuffer.allocate(Link.DATAGRAM_BYTES_MAX);
  private @Nullable PeerId self;
  private long sentBytes;

  /** What is known of one peer's links. */
  private static final class Contact {
    @Nullable Link link;
    @Nullable PeerId peer;
    @Nullable PeerKey via;
    @Nullable PeerKey cameVia;
    long cameViaNs;
    long fencedNs;
  }

  // Who is who.

  void tableChanged(TableSnapshot table, @Nullable PeerId ownPeer) {
    self = ownPeer;
    for (Contact contact : contacts.values()) {
      contact.peer = null;
    }
    for (Seat seat : table.seats()) {
      contact(seat.key()).peer = seat.peer();
    }
    contacts.values().removeIf(contact -> contact.peer == null && contact.link == null);
  }

  private Contact contact(PeerKey key) {
    return contacts.computeIfAbsent(key, k -> new Contact());
  }

  void opened(Link link) {
    contact(link.remoteKey()).link = link;
  }

  /** Whether {@code link} was the present link to its peer. */
  boolean closed(Link link) {
    Contact contact = contacts.get(link.remoteKey());
    if (contact == null || contact.link != link) {
      return false;
    }
    contact.link = null;
    if (contact.peer == null) {
      contacts.remove(link.remoteKey());
    }
    return true;
  }

  Optional<PeerId> self() {
    return Optional.ofNullable(self);
  }

  boolean isSelf(PeerId peer) {
    return peer.equals(self);
  }

  /** Whether what is sent to that peer has any way. */
  boolean isReachable(PeerKey key) {
    Contact contact = contacts.get(key);
    return contact != null && (contact.link != null || detour(contact, System.nanoTime()) != null);
  }

  Optional<Link> link(PeerKey key) {
    Contact contact = contacts.get(key);
    return contact == null ? Optional.empty() : Optional.ofNullable(contact.link);
  }

  Optional<PeerId> peer(PeerKey key) {
    return Optional.ofNullable(peerOrNull(key));
  }

  /** The same without an allocation. */
  @Nullable PeerId peerOrNull(PeerKey key) {
    Contact contact = contacts.get(key);
    return contact == null ? null : contact.peer;
  }

  Optional<PeerKey> key(PeerId peer) {
    for (Map.Entry<PeerKey, Contact> entry : contacts.entrySet()) {
      if (peer.equals(entry.getValue().peer)) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  List<Link> open() {
    List<Link> open = new ArrayList<>();
    for (Contact contact : contacts.values()) {
      if (contact.link != null) {
        open.add(contact.link);
      }
    }
    return open;
  }

  List<PeerId> openPeers() {
    List<PeerId> peers = new ArrayList<>();
    for (Contact contact : contacts.values()) {
      if (contact.link != null && contact.peer != null) {
        peers.add(contact.peer);
      }
    }
    return peers;
  }

  // Detours.

  void route(PeerKey peer, Optional<PeerKey> via) {
    contact(peer).via = via.orElse(null);
  }

  /** Whether the machine reaches this peer through another. */
  boolean isRouted(PeerKey peer) {
    Contact contact = contacts.get(peer);
    return contact != null && contact.via != null;
  }

  /**
   * Whether {@code via} has any business passing on what is of {@code origin} to this peer, which
   * is not host: only what comes from the host to whom it serves, or, as host, a game's message.
   *
   * @param host the present host's key, if there is one
   * @param mail whether it is a game's message
   */
  boolean mayPassOn(PeerKey via, PeerKey origin, Optional<PeerKey> host, boolean mail) {
    Contact contact = contacts.get(origin);
    boolean serves = contact != null && via.equals(contact.via);
    boolean fromHost = host.filter(origin::equals).isPresent();
    boolean byHost = host.filter(via::equals).isPresent();
    return (fromHost && serves) || (byHost && mail);
  }

  /** A frame of {@code origin} came through {@code via}. */
  void cameThrough(PeerKey origin, PeerKey via, long nowNs) {
    Contact contact = contact(origin);
    contact.cameVia = via;
    contact.cameViaNs = nowNs;
  }

  private @Nullable Link detour(Contact contact, long nowNs) {
    PeerKey via = contact.via;
    if (via == null && contact.cameVia != null && nowNs - contact.cameViaNs < ANSWER_THROUGH_NS) {
      via = contact.cameVia;
    }
    return via == null ? null : link(via).orElse(null);
  }

  // Sending.

  /**
   * Sends a message of the machine the way it is due.
   *
   * @return false when it had no way
   */
  boolean send(PeerKey to, Message message, long nowNs) {
    Contact contact = contacts.get(to);
    if (contact == null) {
      return false;
    }
    ByteBuffer frame = encode(message);
    Delivery delivery = Delivery.of(message);
    boolean fits = frame.remaining() <= Link.DATAGRAM_BYTES_MAX;
    boolean sent = false;
    if (delivery != Delivery.CONTROL && fits) {
      sent = sendBothWays(contact, Channel.DATAGRAM, frame, nowNs);
    }
    if (delivery != Delivery.DATAGRAM || !fits) {
      sent |= sendBothWays(contact, Channel.CONTROL, frame, nowNs);
    }
    return sent;
  }

  private ByteBuffer encode(Message message) {
    scratch.clear();
    if (Wire.encode(message, scratch)) {
      return scratch.flip();
    }
    ByteBuffer large = ByteBuffer.allocate(Wire.encodedBytes(message));
    Wire.encode(message, large);
    return large.flip();
  }

  /** Sends a packet of the data plane. */
  void sendData(PeerKey to, ByteBuffer packet, long nowNs) {
    Contact contact = contacts.get(to);
    if (contact != null) {
      sendBothWays(contact, Channel.DATAGRAM, packet, nowNs);
    }
  }

  void sendBulk(PeerKey to, ByteBuffer whole, long nowNs) {
    Contact contact = contacts.get(to);
    if (contact != null) {
      sendBothWays(contact, Channel.BULK, whole, nowNs);
    }
  }

  void sendControl(PeerKey to, ByteBuffer frame, long nowNs) {
    Contact contact = contacts.get(to);
    if (contact != null) {
      sendBothWays(contact, Channel.CONTROL, frame, nowNs);
    }
  }

  /**
   * Sends a frame once: by a detour where there is one, else directly, else through {@code host}.
   *
   * @return false when it had no way
   */
  boolean sendOnce(PeerKey to, ByteBuffer frame, Optional<PeerKey> host, long nowNs) {
    Contact contact = contact(to);
    Link through = detour(contact, nowNs);
    if (through == null && contact.link != null) {
      return write(contact.link, Channel.CONTROL, frame);
    }
    if (through == null) {
      through = host.flatMap(this::link).orElse(null);
    }
    return through != null && sendThrough(through, contact, Channel.CONTROL, frame);
  }

  private boolean sendBothWays(Contact to, Channel channel, ByteBuffer frame, long nowNs) {
    boolean sent = to.link != null && write(to.link, channel, frame);
    Link through = detour(to, nowNs);
    if (through != null) {
      sent |= sendThrough(through, to, channel, frame);
    }
    return sent;
  }

  private boolean sendThrough(Link through, Contact to, Channel channel, ByteBuffer frame) {
    if (self == null || to.peer == null) {
      return false;
    }
    int bytes = PeerFrames.FORWARDED_HEADER_BYTES + frame.remaining();
    if (wrapped.capacity() < bytes) {
      wrapped = ByteBuffer.allocate(bytes);
    }
    PeerFrames.writeForwarded(wrapped.clear(), new Detour(channel, self, to.peer), frame);
    return write(through, channel, wrapped.flip());
  }

  /** Passes on a frame that says itself whom it is for. */
  boolean forward(PeerKey target, Channel channel, ByteBuffer frame) {
    Link link = link(target).orElse(null);
    return link != null && write(link, channel, frame);
  }

  private boolean write(Link link, Channel channel, ByteBuffer frame) {
    sentBytes += frame.remaining();
    return switch (channel) {
      case DATAGRAM ->
          frame.remaining() <= Link.DATAGRAM_BYTES_MAX
              ? link.sendDatagram(frame)
              : link.sendControl(frame);
      case CONTROL -> link.sendControl(frame);
      case BULK -> link.sendBulk(frame);
    };
  }

  /** Whether a fence is due to that peer; asked again it is not, for a while. */
  boolean takeFenceTurn(PeerKey peer, long nowNs, long gapNs) {
    Contact contact = contact(peer);
    boolean due = contact.fencedNs == 0 || nowNs - contact.fencedNs >= gapNs;
    if (due) {
      contact.fencedNs = nowNs;
    }
    return due;
  }

  /** Bytes that were handed to links so far. */
  long sentBytes() {
    return sentBytes;
  }
}
