package dev.baton.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps links warm, measures them, notices that this peer itself was stopped, and fences what
 * carries an older epoch.
 */
final class Links {

  /** Up to this many peers everybody keeps a link with everybody. */
  private static final int FULL_MESH_MAX = 8;

  /** So many of the succession have links to all, even where there are fewer standbys. */
  private static final int LIKELY_HOSTS_MIN = 2;

  private static final long REDIAL_NS = 500_000_000;

  /** The one that is not to dial does so after this time without a link. */
  private static final long DIAL_ANYWAY_NS = 2_000_000_000;

  private static final long FENCE_EVERY_NS = 100_000_000;

  /** A stall as long as this makes a peer listen for a whole silence bound before it judges. */
  private static final long LONG_STALL_NS = 100_000_000;

  private final Memory memory;
  private long pulseDueNs;
  private long distrustUntilNs;
  private List<PeerKey> watched = List.of();

  /** What {@link #watched} follows from; looked at on every pulse, and seldom another. */
  private @Nullable NameTable watchedIn;

  private @Nullable PeerId watchedHost;
  private boolean watchedAsHost;

  Links(Memory memory) {
    this.memory = memory;
  }

  /** Whether this peer was stopped so recently that it must not judge others. */
  boolean distrustsItself(long nowNs) {
    return nowNs < distrustUntilNs;
  }

  /**
   * Looks at the time before anything else is done with it.
   *
   * @return for how long this peer was stopped, 0 if it was not
   */
  long noteTime(long nowNs) {
    if (!sleptUntil(nowNs)) {
      return 0;
    }
    long stallNs = nowNs - pulseDueNs;
    pulseDueNs = nowNs;
    for (Contact contact : memory.contacts.values()) {
      contact.detector.excuse(nowNs, stallNs);
    }
    boolean longStall = stallNs >= LONG_STALL_NS;
    long listenNs = longStall ? memory.timing().silenceFloorNs() : memory.timing().pulseNs() * 2;
    distrustUntilNs = nowNs + listenNs;
    return stallNs;
  }

  /** Whether this peer was stopped until now, and has not noticed yet. */
  boolean sleptUntil(long nowNs) {
    return pulseDueNs != 0 && nowNs > pulseDueNs + memory.timing().stallNs();
  }

  /** Whether this peer was stopped for longer than a host's lease and has not noticed yet. */
  boolean overslept(long nowNs) {
    return pulseDueNs != 0 && nowNs > pulseDueNs + memory.timing().leaseNs();
  }

  /** Sets the next pulse: regular, or sooner when a verdict falls due. */
  void schedulePulse(Turn turn, boolean pulsed) {
    long regularNs = turn.nowNs + memory.timing().pulseNs();
    long dueNs = pulsed || pulseDueNs == 0 ? regularNs : Math.min(pulseDueNs, regularNs);
    Contact host = memory.host == null ? null : memory.contactOf(memory.host, turn.nowNs);
    if (host != null && host.verdictDueNs() > turn.nowNs) {
      dueNs = Math.min(dueNs, host.verdictDueNs());
    }
    if (pulsed || pulseDueNs == 0 || dueNs < pulseDueNs) {
      pulseDueNs = dueNs;
      turn.setTimer(Timer.PULSE, dueNs);
    }
  }

  void opened(Turn turn, PeerKey key) {
    Contact contact = memory.contact(key, turn.nowNs);
    contact.open = true;
    contact.welcomedAt = 0;
    contact.acquit(turn.nowNs);
    contact.heartbeatSentNs = turn.nowNs - memory.timing().heartbeatNs();
    turn.tell(new Event.LinkChanged(key, true, "opened"));
  }

  void closed(Turn turn, PeerKey key, boolean byRemote) {
    Contact contact = memory.contact(key, turn.nowNs);
    contact.open = false;
    contact.closedAtNs = turn.nowNs;
    if (byRemote) {
      contact.accuse(Evidence.LINK_CLOSED, turn.nowNs);
    }
    turn.tell(new Event.LinkChanged(key, false, byRemote ? "closed by the peer" : "lost"));
    if (memory.seated() && memory.table.seatOf(key).isEmpty()) {
      memory.forget(key);
    }
  }

  /** Opens the links that this peer should have and has not; forgets contacts of strangers. */
  void keep(Turn turn) {
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, turn.nowNs);
      boolean due = turn.nowNs - contact.dialedAtNs > REDIAL_NS;
      if (!contact.open && due && wanted(seat.peer()) && mayDial(turn, seat, contact)) {
        contact.dialedAtNs = turn.nowNs;
        turn.order(new Output.OpenLink(seat.key(), seat.endpoint()));
      }
    }
    watchPorts(turn);
  }

  /** In a large session not all have links to all, but to whoever is host, or may be next. */
  private boolean wanted(PeerId peer) {
    return memory.table.present().size() <= FULL_MESH_MAX
        || peer.equals(memory.host)
        || memory.hostOfEpoch()
        || isLikelyHost(peer)
        || isLikelyHost(memory.self())
        || lacksHost();
  }

  private boolean isLikelyHost(PeerId peer) {
    int place = memory.table.succession().indexOf(peer);
    return place >= 0 && place < Math.max(memory.table.rules().standbys(), LIKELY_HOSTS_MIN);
  }

  private boolean lacksHost() {
    return !(memory.stage instanceof Stage.Following || memory.hosting());
  }

  private boolean mayDial(Turn turn, Seat seat, Contact contact) {
    int ownJoin = memory.table.seat(memory.self()).map(Seat::joinedAt).orElse(0);
    boolean dialer = ownJoin > seat.joinedAt();
    return dialer || turn.nowNs - contact.closedAtNs > DIAL_ANYWAY_NS;
  }

  private void watchPorts(Turn turn) {
    boolean asHost = memory.hostOfEpoch();
    boolean sameHost = Objects.equals(memory.host, watchedHost) && asHost == watchedAsHost;
    if (memory.table == watchedIn && sameHost) {
      return;
    }
    watchedIn = memory.table;
    watchedHost = memory.host;
    watchedAsHost = asHost;
    ArrayList<PeerKey> keys = new ArrayList<>();
    for (Seat seat : memory.others()) {
      boolean matters =
          seat.peer().equals(memory.host) || memory.table.standbys().contains(seat.peer());
      if (matters || asHost) {
        keys.add(seat.key());
      }
    }
    if (!keys.equals(watched)) {
      watched = List.copyOf(keys);
      turn.order(new Output.WatchPorts(watched));
    }
  }

  /** Sends the heartbeats that are due. */
  void beat(Turn turn) {
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, turn.nowNs);
      long sinceNs = turn.nowNs - contact.heartbeatSentNs;
      boolean due = sinceNs >= memory.timing().heartbeatNs() - memory.timing().pulseNs() / 2;
      if (contact.open && due) {
        beat(turn, contact);
      }
    }
  }

  /** Sends a heartbeat now. */
  void beat(Turn turn, Contact contact) {
    contact.heartbeatSentNs = turn.nowNs;
    long heldNs = contact.echoNs == 0 ? 0 : turn.nowNs - contact.echoAtNs;
    turn.send(
        contact.key,
        new Message.Heartbeat(
            helped(),
            turn.nowNs,
            contact.echoNs,
            heldNs,
            memory.complete,
            memory.visible,
            memory.safe));
  }

  /**
   * Who gave its vote for a later epoch helps the host of the present one no more, unless the host
   * sponsors that vote: then it still has its last states to produce.
   */
  private Epoch helped() {
    Message.Vote own = memory.ownVote;
    boolean sponsored = own != null && own.sponsored();
    boolean elsewhere =
        memory.promised.isAfter(memory.epoch) && !memory.hostOfEpoch() && !sponsored;
    return elsewhere ? memory.promised : memory.epoch;
  }

  /** In the epoch that its sender and this peer obey. */
  void heartbeat(Contact contact, Message.Heartbeat beat, long nowNs) {
    contact.completeHeld = beat.completeHeld();
    contact.visibleHeld = beat.visibleHeld();
    if (beat.echoNs() <= nowNs) {
      contact.confirmedNs = Math.max(contact.confirmedNs, beat.echoNs());
    }
    StateId atSuspicion = contact.heldAtSuspicion;
    if (atSuspicion != null && beat.visibleHeld().isAfter(atSuspicion)) {
      // The word that took the suspicion back was lost, or came before the suspicion itself.
      contact.suspects = null;
      contact.heldAtSuspicion = null;
    }
  }

  /**
   * How far it is to the sender of a heartbeat, of whatever epoch: who is promised to one that is
   * not won names it, and the next claim's deadline needs to know the way.
   */
  void roundTrip(Turn turn, PeerId from, Contact contact, Message.Heartbeat beat) {
    contact.echoNs = beat.sentNs();
    contact.echoAtNs = turn.nowNs;
    // What waited while this peer was stopped tells nothing of the way.
    if (beat.echoNs() != 0 && !distrustsItself(turn.nowNs)) {
      long rttNs = turn.nowNs - beat.echoNs() - beat.echoHeldNs();
      if (rttNs >= 0 && rttNs < 60_000_000_000L) {
        contact.rttSampled(rttNs);
        long offsetNs = beat.sentNs() + rttNs / 2 - turn.nowNs;
        turn.tell(new Event.ClockSampled(from, rttNs, offsetNs));
      }
    }
  }

  /**
   * Answers what carries an older epoch with the present one and its proof.
   *
   * @return whether it did: it does so only now and then
   */
  boolean fence(Turn turn, Contact contact) {
    if (memory.host == null || turn.nowNs - contact.fencedAtNs < FENCE_EVERY_NS) {
      return false;
    }
    contact.fencedAtNs = turn.nowNs;
    turn.send(contact.key, new Message.Fence(memory.epoch, memory.host, false));
    Optional.ofNullable(memory.announced).ifPresent(proof -> turn.send(contact.key, proof));
    return true;
  }

  /** How many peers, this one included, are heard, and follow no host of a later epoch. */
  int peersHeard(long nowNs, long withinNs) {
    int heard = 1;
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, nowNs);
      boolean elsewhere = contact.obeysAfter(memory.epoch, 0, nowNs);
      if (contact.open && nowNs - contact.heardNs <= withinNs && !elsewhere) {
        heard++;
      }
    }
    return heard;
  }
}
