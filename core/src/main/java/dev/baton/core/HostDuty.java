package dev.baton.core;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host does beside the game: its lease, its peers, its proof. */
final class HostDuty {

  private static final long ANNOUNCE_AGAIN_NS = 100_000_000;

  private final Memory memory;
  private final Links links;
  private final TableKeeper keeper;
  private final Rivals rivals;
  private @Nullable PeerId formerHost;
  private long beganNs;
  private long announcedNs;

  HostDuty(Memory memory, Links links, TableKeeper keeper) {
    this.memory = memory;
    this.links = links;
    this.keeper = keeper;
    rivals = new Rivals(memory);
  }

  Rivals rivals() {
    return rivals;
  }

  /** Starts as host; a former host that does not attach soon is taken out of the electorate. */
  void begin(Turn turn, Optional<PeerId> former) {
    formerHost = former.orElse(null);
    beganNs = turn.nowNs;
    announcedNs = turn.nowNs;
    rivals.begin(turn.nowNs);
    keeper.begin(turn);
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, turn.nowNs);
      contact.suspects = null;
      contact.tableNumber = TableVersion.EMPTY;
      contact.tableChain = Digest.ZERO;
      contact.tableSentNs = turn.nowNs;
      boolean gone = seat.peer().equals(formerHost);
      if (!gone) {
        contact.acquit(turn.nowNs);
      }
    }
  }

  /**
   * Takes those out whom the witness counted out, all at once and before anything else: the others
   * were elected without them, and could not change the electorate with them in it.
   */
  void countOut(Turn turn, List<PeerId> gone) {
    for (PeerId peer : gone) {
      if (memory.table.isPresent(peer)) {
        keeper.append(turn, new Operation.Leave(peer, LeaveReason.CONNECTION_LOST, true));
      }
    }
  }

  /** Regular work of a host. */
  void pulse(Turn turn) {
    lease(turn);
    rivals.pulse(turn);
    if (memory.stage instanceof Stage.Isolated) {
      return;
    }
    giveUpLost(turn);
    announceAgain(turn);
    keeper.bringUpToDate(turn);
    keeper.expireSeats(turn);
  }

  /** A host that was stopped looks at its lease before it does anything else. */
  void woke(Turn turn, long stallNs) {
    if (memory.hosting()) {
      rivals.look(turn.nowNs);
    }
    if (memory.stage instanceof Stage.Hosting && stallNs >= memory.timing().leaseNs()) {
      isolate(turn, "was stopped for longer than the lease");
    }
  }

  private void lease(Turn turn) {
    boolean fresh = turn.nowNs - beganNs < memory.timing().leaseNs();
    int peers = links.peersHeard(turn.nowNs, memory.timing().leaseNs());
    boolean witness = rivals.witnessHeard(turn.nowNs, memory.timing().leaseNs());
    int heard = peers + (witness ? 1 : 0);
    boolean majority = heard >= NameTable.majorityOf(memory.table.electorateSize());
    if (memory.stage instanceof Stage.Hosting && !majority && !fresh) {
      isolate(turn, "no majority heard within the lease");
    } else if (memory.stage instanceof Stage.Isolated(long sinceNs)
        && majority
        && !promisedLater()
        && !rivals.possibleSince(sinceNs, turn.nowNs)) {
      turn.enter(new Stage.Hosting(turn.nowNs), "a majority is heard again");
      memory.migrationEnds(turn);
      turn.tell(new Event.Isolated(false));
      turn.order(new Output.SuspendSafe(false));
    }
  }

  /**
   * Whether this host gave its vote for a later epoch: another may become host by it at any time,
   * so nothing is safe in the present epoch any more, and the way back leads through a later one.
   */
  private boolean promisedLater() {
    return memory.promised.isAfter(memory.epoch);
  }

  private void isolate(Turn turn, String reason) {
    turn.enter(new Stage.Isolated(turn.nowNs), reason);
    turn.order(new Output.SuspendSafe(true));
    turn.tell(new Event.Isolated(true));
  }

  private void giveUpLost(Turn turn) {
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, turn.nowNs);
      boolean sign = !contact.open || contact.evidence != null || isFormerHost(seat);
      Timing timing = memory.timing();
      long limitNs = sign ? timing.peerGoneNs() : timing.peerLostNs();
      long silenceNs = Math.min(contact.detector.silenceNs(turn.nowNs), turn.nowNs - beganNs);
      boolean gone = silenceNs > limitNs;
      if (gone && !keeper.leaveWaits(seat.peer())) {
        keeper.request(new Operation.Leave(seat.peer(), LeaveReason.CONNECTION_LOST, true));
      }
    }
  }

  private boolean isFormerHost(Seat seat) {
    Contact contact = memory.contacts.get(seat.key());
    boolean attached = contact != null && memory.epoch.equals(contact.attachedIn);
    return seat.peer().equals(formerHost) && !attached;
  }

  private void announceAgain(Turn turn) {
    Message.Announce proof = memory.announced;
    if (proof == null || turn.nowNs - announcedNs < ANNOUNCE_AGAIN_NS) {
      return;
    }
    announcedNs = turn.nowNs;
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, turn.nowNs);
      if (contact.open && !memory.epoch.equals(contact.attachedIn)) {
        turn.send(seat.key(), proof);
      }
    }
  }

  /** A peer accepts this host. */
  void attached(Turn turn, Seat seat, Message.Attach attach) {
    Contact contact = memory.contact(seat, turn.nowNs);
    boolean first = !memory.epoch.equals(contact.attachedIn);
    contact.attachedIn = attach.epoch();
    contact.visibleHeld = attach.visibleHeld();
    contact.completeHeld = attach.completeHeld();
    contact.tableNumber = attach.table();
    contact.tableChain = attach.chain();
    if (first) {
      turn.tell(new Event.Attached(memory.epoch, seat.peer()));
      contact.tableSentNs = turn.nowNs - 1;
      if (!attach.table().equals(memory.table.number())) {
        new TableFollower(memory)
            .answer(
                turn,
                seat.key(),
                new Message.TableWanted(memory.epoch, attach.table(), attach.chain()));
      }
    }
  }
}
