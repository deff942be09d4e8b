package dev.baton.replication;

import dev.baton.core.Output;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The host's ticks, for one time as host: has them computed by the game when they are due, commits
 * them, and sends them to everybody in the same turn.
 *
 * <p>One tick is under way at a time. Confined to one thread.
 *
 * <p>Source: PROTOCOL.md 7.
 */
final class HostTicks {

  /** How long a host waits that may not act as one, before it looks again. */
  static final long LOOK_AGAIN_NS = 1_000_000;

  /** One time as host: from which replica, with which table. */
  record Start(PeerId self, HostReplica replica, TableSnapshot table, TickClock clock) {}

  private final Surroundings surroundings;
  private final GameSide game;
  private final Consumer<HostReplica> ownSafe;
  private final PeerId self;
  private final HostReplica replica;
  private final TickClock clock;
  private final DueTick due = new DueTick(this);
  private final List<Target> targets = new ArrayList<>();
  private final List<PeerId> returned = new ArrayList<>();
  private TableSnapshot table;
  private boolean tableIsNew = true;
  private boolean loadFirst;
  private @Nullable Tick stopAfter;
  private boolean visibleWanted;
  private List<PeerId> counted = List.of();
  private int standbysNeeded;
  private @Nullable List<PeerId> settledSeats;
  private boolean tickIsOut;
  private @Nullable StateSource computed;

  /**
   * Makes ticks that wait for {@link #begin}.
   *
   * @param ownSafe told after each tick, which may make the host's own inputs safe: a host without
   *     peers hears it from nobody
   */
  HostTicks(Start start, Surroundings surroundings, GameSide game, Consumer<HostReplica> ownSafe) {
    this.surroundings = surroundings;
    this.game = game;
    this.ownSafe = ownSafe;
    self = start.self;
    replica = start.replica;
    table = start.table;
    clock = start.clock;
  }

  HostReplica replica() {
    return replica;
  }

  TickClock clock() {
    return clock;
  }

  /** Whether the game computes a tick, or computed one that is not committed yet. */
  boolean tickIsOut() {
    return tickIsOut;
  }

  /** Goes on from {@code resume}: the next tick is due one tick after that one's own time. */
  void begin(StateId resume, long nowNs) {
    loadFirst = !resume.equals(StateId.NONE);
    clock.startAt(resume.tick().value() + 1, nowNs);
    proceed(nowNs);
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

  /** It is the time that was asked for, or later. */
  void wake(long nowNs) {
    StateSource waiting = computed;
    if (waiting != null) {
      tickComputed(waiting, nowNs);
    } else {
      proceed(nowNs);
    }
  }

  private void proceed(long nowNs) {
    if (tickIsOut) {
      return;
    }
    if (clock.dueNs() > nowNs) {
      surroundings.wakeAt(clock.dueNs());
    } else if (!surroundings.mayHost()) {
      surroundings.wakeAt(nowNs + LOOK_AGAIN_NS);
    } else if (stopAfter != null && replica.tickValue() >= stopAfter.value()) {
      sendToAll();
      clock.tickDone();
      clock.dropDebt(nowNs);
      surroundings.wakeAt(nowNs + clock.tickNs());
    } else {
      handOut(nowNs);
    }
  }

  private void handOut(long nowNs) {
    clock.dropDebt(nowNs);
    due.joined.clear();
    due.left.clear();
    takeTable();
    due.tick = replica.tickValue() + 1;
    due.visibleWanted = visibleWanted;
    due.moreIsDue = nowNs - clock.dueNs() >= clock.tickNs();
    due.loadFirst = loadFirst ? replica.image(Scope.COMPLETE) : null;
    loadFirst = false;
    tickIsOut = true;
    game.computeTick(due);
  }

  /** Takes over what is new in the table, which only happens between two ticks. */
  private void takeTable() {
    if (tableIsNew) {
      tableIsNew = false;
      seatAndUnseat();
      setTargets();
    }
  }

  private void seatAndUnseat() {
    StateImage newest = replica.image(Scope.COMPLETE);
    List<PeerId> players = new ArrayList<>();
    for (int i = 0; i < newest.players(); i++) {
      players.add(newest.player(i));
    }
    List<PeerId> seats = table.seats().stream().map(Seat::peer).toList();
    for (PeerId peer : seats) {
      boolean isNew = !players.contains(peer);
      if (isNew || returned.contains(peer)) {
        replica.seat(peer);
      }
      if (isNew) {
        due.joined.add(peer);
      }
    }
    returned.clear();
    for (PeerId peer : players) {
      boolean settled = settledSeats != null && !settledSeats.contains(peer);
      if (settled && !seats.contains(peer)) {
        replica.unseat(peer);
        due.left.add(peer);
      }
    }
  }

  private void setTargets() {
    List<PeerId> succession = table.succession();
    List<PeerId> standbys =
        succession.subList(0, Math.min(succession.size(), table.rules().standbys()));
    targets.clear();
    visibleWanted = false;
    List<Receiver> receivers = new ArrayList<>();
    for (Seat seat : table.seats()) {
      PeerId peer = seat.peer();
      if (seat.present() && !peer.equals(self)) {
        Scope scope = standbys.contains(peer) ? Scope.COMPLETE : Scope.VISIBLE;
        receivers.add(new Receiver(peer, scope, counted.contains(peer)));
        targets.add(new Target(peer, seat.key()));
        visibleWanted |= replica.sentAs(scope) == Scope.VISIBLE;
      }
    }
    replica.setPeers(receivers, standbysNeeded);
  }

  /** The game has computed the tick that it was given. */
  void tickComputed(StateSource state, long nowNs) {
    if (!tickIsOut) {
      throw new IllegalStateException("no tick is out that could be computed: " + due.tick);
    }
    if (surroundings.mayHost()) {
      computed = null;
      tickIsOut = false;
      commit(state);
      proceed(nowNs);
    } else {
      // Stopped for longer than the lease, while the game computed: others may decide by now.
      computed = state;
      surroundings.wakeAt(nowNs + LOOK_AGAIN_NS);
    }
  }

  private void commit(StateSource state) {
    replica.commitTick(state);
    StateImage complete = replica.image(Scope.COMPLETE);
    game.tickCommitted(complete, visibleWanted ? replica.image(Scope.VISIBLE) : null);
    sendToAll();
    clock.tickDone();
    ownSafe.accept(replica);
    StateId held = complete.id();
    surroundings.stateAdvanced(held, held, replica.safe());
  }

  private void sendToAll() {
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      if (surroundings.isReachable(target.key)) {
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
      surroundings.sendDatagram(key, packet);
    }

    @Override
    public void bulk(ByteBuffer whole) {
      surroundings.sendBulk(key, whole);
    }
  }
}
