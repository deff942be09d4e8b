package dev.baton.simulator;

import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import dev.baton.simulator.Frame.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open links of one process, and who is reached through whom: as the client does it.
 *
 * <p>A peer that the machine reaches through another is sent everything both ways; a peer whose
 * frames come through another is answered through it for half a second.
 */
final class Routes {

  private static final long ANSWER_THROUGH_NS = 500_000_000;

  private final Net net;
  private final Map<PeerKey, Contact> contacts = new LinkedHashMap<>();
  private @Nullable PeerId self;

  /** What is known of one peer's links. */
  private static final class Contact {
    Link.@Nullable Side link;
    @Nullable PeerId peer;
    @Nullable PeerKey via;
    @Nullable PeerKey cameVia;
    long cameViaNs;
    long fencedNs;
    boolean dialling;
  }

  Routes(Net net) {
    this.net = net;
  }

  void tableChanged(TableSnapshot table, PeerId ownPeer) {
    self = ownPeer;
    for (Contact contact : contacts.values()) {
      contact.peer = null;
    }
    for (Seat seat : table.seats()) {
      contact(seat.key()).peer = seat.peer();
    }
    contacts
        .values()
        .removeIf(contact -> contact.peer == null && contact.link == null && !contact.dialling);
  }

  private Contact contact(PeerKey key) {
    return contacts.computeIfAbsent(key, k -> new Contact());
  }

  Link.@Nullable Side link(PeerKey key) {
    Contact contact = contacts.get(key);
    return contact == null ? null : contact.link;
  }

  boolean dialling(PeerKey key) {
    Contact contact = contacts.get(key);
    return contact != null && contact.dialling;
  }

  void dialling(PeerKey key, boolean underWay) {
    contact(key).dialling = underWay;
  }

  void opened(Link.Side side) {
    contact(side.other().process.key()).link = side;
  }

  void closed(Link.Side side) {
    Contact contact = contacts.get(side.other().process.key());
    if (contact != null && contact.link == side) {
      contact.link = null;
    }
  }

  /** All open links. */
  List<Link.Side> open() {
    List<Link.Side> open = new ArrayList<>();
    for (Contact contact : contacts.values()) {
      if (contact.link != null) {
        open.add(contact.link);
      }
    }
    return open;
  }

  @Nullable PeerId self() {
    return self;
  }

  @Nullable PeerId peer(PeerKey key) {
    Contact contact = contacts.get(key);
    return contact == null ? null : contact.peer;
  }

  @Nullable PeerKey key(PeerId peer) {
    for (Map.Entry<PeerKey, Contact> entry : contacts.entrySet()) {
      if (peer.equals(entry.getValue().peer)) {
        return entry.getKey();
      }
    }
    return null;
  }

  boolean isReachable(PeerKey key, long nowNs) {
    Contact contact = contacts.get(key);
    return contact != null && (contact.link != null || detour(contact, nowNs) != null);
  }

  void route(PeerKey peer, Optional<PeerKey> via) {
    contact(peer).via = via.orElse(null);
  }

  /** Whether anybody is reached through this peer, as the machine wants it. */
  boolean isThrough(PeerKey via) {
    return contacts.values().stream().anyMatch(contact -> via.equals(contact.via));
  }

  boolean isRouted(PeerKey peer) {
    Contact contact = contacts.get(peer);
    return contact != null && contact.via != null;
  }

  boolean isRouted(PeerKey peer, PeerKey via) {
    Contact contact = contacts.get(peer);
    return contact != null && via.equals(contact.via);
  }

  void cameThrough(PeerKey origin, PeerKey via, long nowNs) {
    Contact contact = contact(origin);
    contact.cameVia = via;
    contact.cameViaNs = nowNs;
  }

  private Link.@Nullable Side detour(Contact contact, long nowNs) {
    PeerKey via = contact.via;
    if (via == null && contact.cameVia != null && nowNs - contact.cameViaNs < ANSWER_THROUGH_NS) {
      via = contact.cameVia;
    }
    return via == null ? null : link(via);
  }

  /** Sends a frame over the link and over the detour, where there is one. */
  boolean send(PeerKey to, Channel channel, Frame frame, long nowNs) {
    Contact contact = contacts.get(to);
    if (contact == null) {
      return false;
    }
    Link.Side link = contact.link;
    if (link != null) {
      net.send(link, channel, frame);
    }
    Link.Side through = detour(contact, nowNs);
    if (through != null && self != null && contact.peer != null) {
      net.send(through, channel, new Frame.Forwarded(channel, self, contact.peer, frame));
    }
    return link != null || through != null;
  }

  /** Passes on a frame that says itself whom it is for. */
  void forward(PeerId target, Channel channel, Frame frame) {
    PeerKey key = key(target);
    Link.Side link = key == null ? null : link(key);
    if (link != null) {
      net.send(link, channel, frame);
    }
  }

  boolean takeFenceTurn(PeerKey peer, long nowNs, long gapNs) {
    Contact contact = contact(peer);
    boolean due = contact.fencedNs == 0 || nowNs - contact.fencedNs >= gapNs;
    if (due) {
      contact.fencedNs = nowNs;
    }
    return due;
  }
}
