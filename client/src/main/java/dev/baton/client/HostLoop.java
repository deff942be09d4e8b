package dev.baton.client;

import dev.baton.core.Output;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Tick;
import dev.baton.replication.HostReplica;
import dev.baton.replication.Receiver;
import dev.baton.replication.Scope;
import dev.baton.replication.StateImage;
import dev.baton.replication.StateSink;
import dev.baton.transport.Loop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The host's ticks, for one time as host: has them computed by the game when they are due, commits
 * them, and sends them to everybody in the same turn.
 *
 * <p>One tick is under way at a time. Confined to the driver's thread.
 */
final class HostLoop {

  private static final long LOOK_AGAIN_NS = 1_000_000;

  /** One time as host: from which state, with which table. */
  record Term(
      HostReplica replica,
      TableSnapshot table,
      TickClock clock,
      TickWork work,
      boolean scopesAreEqual) {}

  private final SessionParts parts;
  private final StateExchange.Surroundings surroundings;
  private final HostReplica replica;
  private final TickClock clock;
  private final TickWork work;
  private final boolean scopesAreEqual;
  private final LongConsumer ownSafe;
  private final List<Target> targets = new ArrayList<>();
  private final List<PeerId> returned = new ArrayList<>();
  private TableSnapshot table;
  private boolean tableIsNew = true;
  private @Nullable StateId loadFirst;
  private @Nullable Tick stopAfter;
  private Loop.@Nullable Timer timer;
  private boolean visibleWanted;
  private List<PeerId> counted = List.of();
  private int standbysNeeded;
  private @Nullable List<PeerId> settledSeats;
  private boolean workIsOut;
  private boolean ended;

  /**
   * Makes a loop that waits for {@link #begin}.
   *
   * @param ownSafe told after each tick which of the host's own inputs is the last that is safe: a
   *     host without peers hears it from nobody
   */
  HostLoop(
      SessionParts parts,
      StateExchange.Surroundings surroundings,
      Term term,
      LongConsumer ownSafe) {
    this.parts = parts;
    this.surroundings = surroundings;
    this.ownSafe = ownSafe;
    replica = term.replica;
    table = term.table;
    clock = term.clock;
    work = term.work;
    scopesAreEqual = term.scopesAreEqual;
  }

  HostReplica replica() {
    return replica;
  }

  /** Goes on from {@code resume}: the next tick is due one tick after that one's own time. */
  void begin(StateId resume) {
    loadFirst = resume.equals(StateId.NONE) ? null : resume;
    clock.startAt(resume.tick().value() + 1, System.nanoTime());
    proceed();
  }

  void tableChanged(TableSnapshot newTable) {
    table = newTable;
    tableIsNew = true;
  }

  /** A peer came back into its seat, perhaps as a new process. */
  void peerReturned(PeerId peer) {
    returned.add(peer);
  }

  /** Computes no tick after this one, and goes on sending it. */
  void stopAfter(Tick last) {
    stopAfter = last;
  }

  /** Ends this time as host; says whether the game still has the work. */
  boolean end() {
    ended = true;
    if (timer != null) {
      timer.cancel();
    }
    return workIsOut;
  }

  private void proceed() {
    if (ended || workIsOut) {
      return;
    }
    long leftNs = clock.dueNs() - System.nanoTime();
    if (leftNs > 0) {
      timer = parts.loop().scheduleNs(leftNs, this::proceed);
    } else if (!surroundings.mayHost()) {
      timer = parts.loop().scheduleNs(LOOK_AGAIN_NS, this::proceed);
    } else if (stopAfter != null && replica.tick().value() >= stopAfter.value()) {
      sendToAll();
      clock.tickDone();
      parts.counters().ticksDropped += clock.dropDebt(System.nanoTime());
      timer = parts.loop().scheduleNs(clock.tickNs(), this::proceed);
    } else {
      handOut();
    }
  }

  private void handOut() {
    long nowNs = System.nanoTime();
    parts.counters().ticksDropped += clock.dropDebt(nowNs);
    takeTable();
    work.inputs.clear();
    replica.beginTick(work.inputs);
    work.tickNs = clock.tickNs();
    work.tick = replica.tick().value() + 1;
    work.visibleWanted = visibleWanted;
    work.moreIsDue = nowNs - clock.dueNs() >= clock.tickNs();
    work.loadFirst.clear();
    StateId load = loadFirst;
    if (load != null && !parts.inbox().showsWhole(load)) {
      replica.newest(Scope.COMPLETE).ifPresent(work.loadFirst::fill);
    }
    loadFirst = null;
    workIsOut = true;
    parts.inbox().offer(work);
  }

  /** Takes over what is new in the table, which only happens between two ticks. */
  private void takeTable() {
    work.joined.clear();
    work.left.clear();
    if (tableIsNew) {
      tableIsNew = false;
      seatAndUnseat();
      setTargets();
    }
  }

  private void seatAndUnseat() {
    Optional<StateImage> newest = replica.newest(Scope.COMPLETE);
    List<PeerId> players = new ArrayList<>();
    newest.ifPresent(
        image -> {
          for (int i = 0; i < image.players(); i++) {
            players.add(image.player(i));
          }
        });
    List<PeerId> seats = table.seats().stream().map(Seat::peer).toList();
    for (PeerId peer : seats) {
      boolean isNew = !players.contains(peer);
      if (isNew || returned.contains(peer)) {
        replica.seat(peer);
      }
      if (isNew) {
        work.joined.add(peer);
      }
    }
    returned.clear();
    for (PeerId peer : players) {
      boolean settled = settledSeats != null && !settledSeats.contains(peer);
      if (settled && !seats.contains(peer)) {
        replica.unseat(peer);
        work.left.add(peer);
      }
    }
  }

  /** Says of which seats a majority knows: whoever has none of them may be taken out. */
  void keepPlayers(Output.KeepPlayers keep) {
    settledSeats = keep.seats();
    tableIsNew = true;
  }

  /** Says whose acknowledgements make inputs safe, and how many it takes at least. */
  void countStandbys(Output.CountStandbys count) {
    counted = count.standbys();
    standbysNeeded = count.needed();
    tableIsNew = true;
  }

  private void setTargets() {
    List<PeerId> standbys = SessionView.standbys(table);
    targets.clear();
    visibleWanted = false;
    List<Receiver> receivers = new ArrayList<>();
    for (Seat seat : table.seats()) {
      PeerKey key = seat.key();
      if (seat.present() && !parts.links().isSelf(seat.peer())) {
        boolean standby = standbys.contains(seat.peer());
        boolean counts = counted.contains(seat.peer());
        receivers.add(new Receiver(seat.peer(), standby ? Scope.COMPLETE : Scope.VISIBLE, counts));
        targets.add(new Target(seat.peer(), key));
        visibleWanted |= !standby && !scopesAreEqual;
      }
    }
    replica.setPeers(receivers, standbysNeeded);
  }

  /** The game gives the work back. */
  void done() {
    if (ended) {
      return;
    }
    if (surroundings.mayHost()) {
      workIsOut = false;
      commit();
      proceed();
    } else {
      // Stopped for longer than the lease, while the game computed: others may decide by now.
      timer = parts.loop().scheduleNs(LOOK_AGAIN_NS, this::done);
    }
  }

  private void commit() {
    replica.commitTick(work::copyTo);
    int epoch = replica.epoch().value();
    parts.recorder().applied(epoch, work.tick, work.inputs);
    recordShown(Scope.COMPLETE);
    if (work.visibleWanted) {
      recordShown(Scope.VISIBLE);
    }
    parts.inbox().noteCommitted(epoch, work.tick);
    parts.recorder().flush();
    sendToAll();
    clock.tickDone();
    parts.counters().ticksProduced++;
    ownSafe.accept(replica.safeSequence());
    surroundings.stateAdvanced(
        replica.held(Scope.COMPLETE), replica.held(Scope.COMPLETE), replica.safe());
  }

  private void recordShown(Scope scope) {
    replica
        .newest(scope)
        .ifPresent(
            image ->
                parts.recorder().shown(image.epochValue(), image.tickValue(), scope, image.hash()));
  }

  private void sendToAll() {
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      if (parts.links().isReachable(target.key)) {
        replica.writeTo(target.peer, target);
      }
    }
  }

  /** One peer that states are sent to. */
  private final class Target implements StateSink {

    private final PeerId peer;
    private final PeerKey key;

    Target(PeerId peer, PeerKey key) {
      this.peer = peer;
      this.key = key;
    }

    @Override
    public void packet(ByteBuffer packet) {
      parts.links().sendData(key, packet, System.nanoTime());
    }

    @Override
    public void bulk(ByteBuffer whole) {
      parts.links().sendBulk(key, whole, System.nanoTime());
    }
  }
}
