package dev.baton.transport;

import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which links there are, and which one of several to the same peer is the one to use. Confined to
 * the network's thread.
 *
 * <p>{@link Network} states the rule. The difficulty is that the two sides see the same two links
 * open in different orders, and that a link may be dead on one side only:
 *
 * <ul>
 *   <li>A preferred link that completes second replaces the first at once. The side that accepted
 *       it closes the first; the side that dialled it waits for that, since the other side has yet
 *       to hear that the preferred one is complete.
 *   <li>A link that is not preferred and was dialled from here is closed at once. One that was
 *       accepted is kept in reserve: if the other side knows the preferred one, it closes this one
 *       within a round trip; if not, it means this one, and the preferred one is dead there.
 *   <li>A link that the other side closed as a duplicate has a successor that may not be complete
 *       here yet, so its end is told only if none comes.
 * </ul>
 */
final class LinkTable {

  /** How long a link stays in reserve: a round trip, and some more for lost packets. */
  private static final Duration RESERVE_LIMIT = Duration.ofMillis(500);

  /** How long the other side has to close a link that was replaced. */
  private static final Duration RETIRED_LIMIT = Duration.ofSeconds(2);

  /** How long the successor of a link that was closed as a duplicate may take. */
  private static final Duration SUCCESSOR_LIMIT = Duration.ofSeconds(1);

  private static final String DUPLICATE = "another link to the same peer is kept";

  private final QuicNetwork network;
  private final NetworkLimits limits;
  private final Map<PeerKey, QuicLink> current = new HashMap<>();
  private final Map<PeerKey, QuicLink> dialling = new HashMap<>();
  private final Map<PeerKey, QuicLink> reserve = new HashMap<>();
  private final Map<PeerKey, Orphan> orphans = new HashMap<>();
  private final List<QuicLink> accepting = new ArrayList<>();

  LinkTable(QuicNetwork network) {
    this.network = network;
    this.limits = network.limits();
  }

  /** An open link whose other side promised a successor. */
  private record Orphan(QuicLink link, CloseCause cause, Loop.Timer timer) {}

  @Nullable QuicLink open(PeerKey peer) {
    return current.get(peer);
  }

  /** The link to use for {@code peer}, and whether it must be connected first. */
  record Dialled(QuicLink link, boolean toConnect) {}

  Dialled dial(PeerKey peer, Endpoint endpoint) {
    QuicLink there = current.containsKey(peer) ? current.get(peer) : dialling.get(peer);
    if (there != null) {
      return new Dialled(there, false);
    }
    QuicLink link = QuicLink.dialled(network, peer, endpoint);
    if (dialling.size() >= limits.handshakesMax()) {
      String detail = "too many dials under way: " + dialling.size();
      network.counts().handshakesRefused++;
      link.drop(CloseCode.OVERFLOW, detail);
      network.loop().execute(() -> tellGivenUp(link, detail));
      return new Dialled(link, false);
    }
    dialling.put(peer, link);
    return new Dialled(link, true);
  }

  /** Whether there is room for one more handshake that another peer began. */
  boolean mayAccept() {
    boolean room = accepting.size() < limits.handshakesMax();
    if (!room) {
      network.counts().handshakesRefused++;
    }
    return room;
  }

  void accepting(QuicLink link) {
    accepting.add(link);
  }

  /** The link's handshake is complete on this side. */
  void established(QuicLink link) {
    leaveHandshakes(link);
    PeerKey peer = link.remoteKey();
    Orphan orphan = orphans.remove(peer);
    QuicLink kept = current.get(peer);
    if (orphan != null) {
      orphan.timer().cancel();
      use(link);
      network.tell().linkReplaced(orphan.link(), link);
    } else if (kept == null) {
      openFirst(link);
    } else if (supersedes(link, kept)) {
      replace(kept, link);
    } else {
      network.counts().duplicates++;
      if (link.dialled()) {
        link.drop(CloseCode.DUPLICATE, DUPLICATE);
      } else {
        keepInReserve(link);
      }
    }
  }

  /** The link has ended; called once per link, but not for links that were dropped. */
  void ended(QuicLink link, CloseCause cause) {
    if (leaveHandshakes(link)) {
      network.counts().handshakesFailed++;
      if (link.dialled() && !current.containsKey(link.remoteKey())) {
        network.tell().linkClosed(link, dialFailed(cause));
      }
    } else if (link.isKnown() && current.remove(link.remoteKey(), link)) {
      currentEnded(link, cause);
    } else if (link.isKnown() && reserve.remove(link.remoteKey(), link)) {
      network.counts().duplicates++;
    }
  }

  /** Every link, whatever its state, but for those retired. */
  List<QuicLink> all() {
    List<QuicLink> all = new ArrayList<>(current.values());
    all.addAll(dialling.values());
    all.addAll(reserve.values());
    all.addAll(accepting);
    return all;
  }

  private void openFirst(QuicLink link) {
    if (current.size() >= limits.linksMax()) {
      network.counts().handshakesRefused++;
      link.drop(CloseCode.LINKS_FULL, "no room for more than " + limits.linksMax() + " links");
      if (link.dialled()) {
        tellGivenUp(link, "too many links");
      }
      return;
    }
    use(link);
    network.tell().linkOpened(link);
  }

  private void tellGivenUp(QuicLink link, String detail) {
    network.tell().linkClosed(link, new CloseCause.DialFailed(DialFailure.GIVEN_UP, detail));
  }

  private void use(QuicLink link) {
    network.counts().linksOpened++;
    link.open();
    current.put(link.remoteKey(), link);
  }

  private boolean supersedes(QuicLink link, QuicLink kept) {
    boolean smallerDialled =
        link.dialled() == QuicNetwork.isSmaller(network.ownKey(), link.remoteKey());
    return !link.sameInstance(kept) || link.dialled() == kept.dialled() || smallerDialled;
  }

  private void replace(QuicLink old, QuicLink link) {
    network.counts().duplicates++;
    old.retire();
    use(link);
    network.tell().linkReplaced(old, link);
    if (link.dialled() && old.sameInstance(link)) {
      network.loop().schedule(RETIRED_LIMIT, () -> old.drop(CloseCode.DUPLICATE, DUPLICATE));
    } else {
      old.drop(CloseCode.DUPLICATE, DUPLICATE);
    }
  }

  private void keepInReserve(QuicLink link) {
    link.reserve();
    QuicLink older = reserve.put(link.remoteKey(), link);
    if (older != null) {
      older.drop(CloseCode.DUPLICATE, DUPLICATE);
    }
    network.loop().schedule(RESERVE_LIMIT, () -> useReserve(link));
  }

  private void useReserve(QuicLink link) {
    if (!reserve.remove(link.remoteKey(), link)) {
      return;
    }
    QuicLink kept = current.get(link.remoteKey());
    if (kept != null) {
      replace(kept, link);
    } else {
      openFirst(link);
    }
  }

  private void currentEnded(QuicLink link, CloseCause cause) {
    PeerKey peer = link.remoteKey();
    QuicLink spare = reserve.remove(peer);
    if (spare != null) {
      use(spare);
      network.tell().linkReplaced(link, spare);
    } else if (cause instanceof CloseCause.ByRemote remote
        && remote.code() == CloseCode.DUPLICATE) {
      Loop.Timer timer = network.loop().schedule(SUCCESSOR_LIMIT, () -> noSuccessor(peer));
      orphans.put(peer, new Orphan(link, cause, timer));
    } else {
      network.linkGone(link);
      network.tell().linkClosed(link, cause);
    }
  }

  private void noSuccessor(PeerKey peer) {
    Orphan orphan = orphans.remove(peer);
    if (orphan != null) {
      network.linkGone(orphan.link());
      network.tell().linkClosed(orphan.link(), orphan.cause());
    }
  }

  /** Whether the link was still in its handshake. */
  private boolean leaveHandshakes(QuicLink link) {
    return link.dialled() ? dialling.remove(link.remoteKey(), link) : accepting.remove(link);
  }

  private static CloseCause dialFailed(CloseCause cause) {
    return switch (cause) {
      case CloseCause.DialFailed failed -> failed;
      case CloseCause.ByLocal(int code, String reason) ->
          new CloseCause.DialFailed(DialFailure.GIVEN_UP, reason);
      case CloseCause.ByRemote(int code, String reason) ->
          new CloseCause.DialFailed(DialFailure.REFUSED, code + " " + reason);
      case CloseCause.Broken(String detail) ->
          new CloseCause.DialFailed(DialFailure.REFUSED, detail);
      case CloseCause.Idle() -> new CloseCause.DialFailed(DialFailure.NO_ANSWER, "idle");
    };
  }
}
