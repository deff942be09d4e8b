package dev.baton.simulator;

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
import dev.baton.simulator.Frame.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host's ticks, for one time as host: as the client has them computed, committed and sent. */
final class HostTicks {

  private static final long LOOK_AGAIN_NS = 1_000_000;

  private final PeerProcess process;
  private final HostReplica replica;
  private final TickTimes times;
  private final Game game;
  private final List<Target> targets = new ArrayList<>();
  private final List<PeerId> returned = new ArrayList<>();
  private List<PeerId> counted = List.of();
  private int standbysNeeded;
  private @Nullable List<PeerId> settledSeats;
  private TableSnapshot table;
  private boolean tableIsNew = true;
  private @Nullable StateId loadFirst;
  private @Nullable Tick stopAfter;
  private boolean visibleWanted;
  private boolean ended;

  HostTicks(PeerProcess process, HostReplica replica, TableSnapshot table, TickTimes times) {
    this.process = process;
    this.replica = replica;
    this.table = table;
    this.times = times;
    game = process.game();
  }

  HostReplica replica() {
    return replica;
  }

  void begin(StateId resume) {
    loadFirst = resume.equals(StateId.NONE) ? null : resume;
    times.startAt(resume.tick().value() + 1, process.localNs());
    proceed();
  }

  void tableChanged(TableSnapshot newTable) {
    table = newTable;
    tableIsNew = true;
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

  void peerReturned(PeerId peer) {
    returned.add(peer);
  }

  void stopAfter(Tick last) {
    stopAfter = last;
  }

  void end() {
    ended = true;
  }

  private void later(long localNs, Runnable what) {
    process.atLocal(localNs, what);
  }

  private void proceed() {
    if (ended) {
      return;
    }
    long nowNs = process.localNs();
    if (times.dueNs() > nowNs) {
      later(times.dueNs(), this::proceed);
    } else if (!process.mayHost()) {
      later(nowNs + LOOK_AGAIN_NS, this::proceed);
    } else if (stopAfter != null && replica.tick().value() >= stopAfter.value()) {
      sendToAll();
      times.tickDone();
      times.dropDebt(nowNs);
      later(nowNs + times.tickNs(), this::proceed);
    } else {
      compute();
    }
  }

  private void compute() {
    times.dropDebt(process.localNs());
    StateId load = loadFirst;
    loadFirst = null;
    if (load != null) {
      replica.newest(Scope.COMPLETE).ifPresent(image -> game.load(image.gameBytes()));
    }
    game.beginTick();
    if (tableIsNew) {
      tableIsNew = false;
      seatAndUnseat();
      setTargets();
    }
    replica.beginTick(game::input);
    game.endTick(replica.tick().value() + 1);
    later(process.localNs() + process.computeNs(), this::done);
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
        game.joined(peer);
      }
    }
    returned.clear();
    for (PeerId peer : players) {
      boolean settled = settledSeats != null && !settledSeats.contains(peer);
      if (settled && !seats.contains(peer)) {
        replica.unseat(peer);
        game.left(peer);
      }
    }
  }

  private void setTargets() {
    List<PeerId> standbys = table.succession().stream().limit(table.rules().standbys()).toList();
    targets.clear();
    visibleWanted = false;
    List<Receiver> receivers = new ArrayList<>();
    for (Seat seat : table.seats()) {
      if (seat.present() && !seat.key().equals(process.key())) {
        boolean standby = standbys.contains(seat.peer());
        boolean counts = counted.contains(seat.peer());
        receivers.add(new Receiver(seat.peer(), standby ? Scope.COMPLETE : Scope.VISIBLE, counts));
        targets.add(new Target(seat.peer(), seat.key()));
        visibleWanted |= !standby && process.hasSecrets();
      }
    }
    replica.setPeers(receivers, standbysNeeded);
  }

  private void done() {
    if (ended) {
      return;
    }
    if (process.mayHost()) {
      commit();
      proceed();
    } else {
      later(process.localNs() + LOOK_AGAIN_NS, this::done);
    }
  }

  private void commit() {
    replica.commitTick(game::save);
    StateId made = replica.held(Scope.COMPLETE);
    process.see(new What.Applied(made, game.applied()));
    String wrong = game.wrong();
    if (!wrong.isEmpty()) {
      process.see(new What.GameWrong(wrong + " in " + made));
    }
    replica.newest(Scope.COMPLETE).ifPresent(image -> process.seeShown(image));
    if (visibleWanted) {
      replica.newest(Scope.VISIBLE).ifPresent(image -> process.seeShown(image));
    }
    process.plane().noteSafe(replica.safeSequence(), replica.uncovered());
    sendToAll();
    times.tickDone();
    process.stateAdvanced(made, made, replica.safe());
  }

  private void sendToAll() {
    for (Target target : targets) {
      if (process.routes().isReachable(target.key, process.localNs())) {
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
      process.send(key, Channel.DATAGRAM, StatePlane.copied(packet));
    }

    @Override
    public void bulk(ByteBuffer whole) {
      process.send(key, Channel.BULK, StatePlane.copied(whole));
    }
  }
}
