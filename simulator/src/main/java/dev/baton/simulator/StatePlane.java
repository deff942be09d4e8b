package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Output;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Tick;
import dev.baton.replication.AckPacket;
import dev.baton.replication.Arrival;
import dev.baton.replication.HostReplica;
import dev.baton.replication.InputPacket;
import dev.baton.replication.PeerReplica;
import dev.baton.replication.ReplicationLimits;
import dev.baton.replication.ReplicationSettings;
import dev.baton.replication.Rewind;
import dev.baton.replication.Scope;
import dev.baton.replication.StateImage;
import dev.baton.replication.StateSink;
import dev.baton.replication.Submission;
import dev.baton.simulator.Frame.Channel;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data plane of one process: between the links, the real replicas and the game. */
final class StatePlane {

  private static final int JOURNAL_INPUTS = 4096;

  private final PeerProcess process;
  private final ReplicationLimits limits;
  private @Nullable PeerReplica peer;
  private @Nullable HostTicks host;
  private @Nullable PeerKey hostKey;
  private @Nullable TickTimes times;
  private @Nullable StateId fetching;
  private boolean seated;
  private long safeSequence;
  private int beats;

  StatePlane(PeerProcess process) {
    this.process = process;
    ReplicationLimits defaults = ReplicationLimits.DEFAULT;
    limits =
        new ReplicationLimits(
            process.game().stateBytesMax() + 1024,
            defaults.ringTicks(),
            defaults.keyframeFragments(),
            defaults.bulkRepeatTicks(),
            Game.INPUT_BYTES,
            JOURNAL_INPUTS,
            defaults.pendingInputs(),
            defaults.inputsPerTick(),
            defaults.players());
  }

  static Frame.Data copied(ByteBuffer packet) {
    byte[] bytes = new byte[packet.remaining()];
    packet.get(packet.position(), bytes);
    return new Frame.Data(ByteBuffer.wrap(bytes));
  }

  // What the machine orders.

  boolean canResume(StateId resume) {
    return peer != null
        ? peer.find(resume, Scope.COMPLETE).isPresent()
        : host == null
            || (!resume.equals(StateId.NONE) && host.replica().held(Scope.COMPLETE).equals(resume));
  }

  void becomeHost(PeerId self, Epoch epoch, StateId resume, TableSnapshot table) {
    beats++;
    PeerReplica before = peer != null ? peer : endHost();
    HostReplica replica =
        before == null
            ? HostReplica.first(settings(self, table))
            : before.becomeHost(epoch, resume);
    replica.rewind().ifPresent(this::rewound);
    HostTicks ticks = new HostTicks(process, replica, table, timesFor(table));
    host = ticks;
    peer = null;
    seated = true;
    ticks.begin(resume);
    process.stateAdvanced(resume, resume, replica.safe());
  }

  private ReplicationSettings settings(PeerId self, TableSnapshot table) {
    return new ReplicationSettings(self, table.rules().durability(), !process.hasSecrets(), limits);
  }

  private TickTimes timesFor(TableSnapshot table) {
    TickTimes present = times;
    if (present == null) {
      present = new TickTimes(table.rules().tickNs());
      times = present;
    }
    return present;
  }

  private @Nullable PeerReplica endHost() {
    HostTicks before = host;
    if (before == null) {
      return null;
    }
    host = null;
    before.end();
    return before.replica().becomePeer();
  }

  void followHost(PeerId self, PeerKey newHost, Followed followed, TableSnapshot table) {
    PeerReplica before = peer != null ? peer : endHost();
    PeerReplica replica = before != null ? before : new PeerReplica(settings(self, table));
    peer = replica;
    hostKey = newHost;
    timesFor(table).followAnew();
    replica.obey(followed.epoch(), followed.resume()).ifPresent(this::rewound);
    advanced(replica);
    beat(++beats);
  }

  /** Whom to follow from now on, and from which state. */
  record Followed(Epoch epoch, StateId resume) {}

  private void rewound(Rewind rewind) {
    long from = Math.min(rewind.from().value(), process.shownTick());
    long to = rewind.to().value();
    if (from > to) {
      process.seeRewound(from, to);
    }
  }

  void stopAfter(Tick last) {
    if (host != null) {
      host.stopAfter(last);
    }
  }

  void stopTaking(Optional<Tick> last) {
    PeerReplica following = peer;
    if (following != null) {
      last.ifPresentOrElse(following::refuseStatesAfter, following::refuseStates);
    }
  }

  void suspendSafe(boolean suspended) {
    if (host != null) {
      host.replica().suspendSafe(suspended);
    }
  }

  void tableChanged(TableSnapshot table) {
    if (host != null) {
      host.tableChanged(table);
    }
  }

  void keepPlayers(Output.KeepPlayers keep) {
    if (host != null) {
      host.keepPlayers(keep);
    }
  }

  void countStandbys(Output.CountStandbys count) {
    if (host != null) {
      host.countStandbys(count);
    }
  }

  void peerReturned(PeerId returned) {
    if (host != null) {
      host.peerReturned(returned);
    }
  }

  void noteHeld(PeerId holder, StateId complete, StateId visible) {
    if (host != null) {
      host.replica().noteHeld(holder, complete, Scope.COMPLETE);
      host.replica().noteHeld(holder, visible, Scope.VISIBLE);
      noteSafe(host.replica().safeSequence(), host.replica().uncovered());
    }
  }

  void fetch(PeerKey from, StateId state) {
    fetching = state;
    process.send(from, Channel.CONTROL, new Frame.StateWanted(state));
  }

  // What arrives.

  void packet(PeerId from, PeerKey key, ByteBuffer packet) {
    HostTicks hosting = host;
    PeerReplica following = peer;
    if (hosting != null) {
      toHost(hosting.replica(), from, packet);
    } else if (following != null && key.equals(hostKey)) {
      toPeer(following, packet);
    }
  }

  private void toHost(HostReplica replica, PeerId from, ByteBuffer packet) {
    switch (packet.get(packet.position())) {
      case AckPacket.KIND -> replica.ackArrived(from, packet);
      case InputPacket.KIND -> replica.inputsArrived(from, packet);
      default -> process.malformed("kind " + packet.get(packet.position()) + " at a host");
    }
    noteSafe(replica.safeSequence(), replica.uncovered());
  }

  private void toPeer(PeerReplica replica, ByteBuffer packet) {
    Arrival arrival = replica.packetArrived(packet);
    switch (arrival) {
      case TAKEN -> {
        advanced(replica);
        if (replica == peer) {
          // If not, this very state has made this peer the host.
          sendAck(replica);
        }
      }
      case NO_BASELINE, WRONG_HASH, DUPLICATE -> sendAck(replica);
      case MALFORMED ->
          process.malformed(
              "kind "
                  + (packet.get(packet.position()) & 0xff)
                  + " at a peer: "
                  + replica.lastMalformed());
      case PARTIAL, LATE, OLDER_EPOCH, NEWER_EPOCH, REFUSED, UNKNOWN_PEER, UNKNOWN_STATE -> {}
    }
    noteSafe(replica.safeSequence(), replica.uncovered());
  }

  private void advanced(PeerReplica replica) {
    StateImage newest = replica.show();
    if (newest != null) {
      if (times != null) {
        times.stateArrived(newest.tickValue(), process.localNs(), process.hostPathNs());
      }
      PeerId self = process.routes().self();
      seated |= self != null && newest.watermark(self).isPresent();
      process.seeShown(newest);
    }
    process.stateAdvanced(
        replica.held(Scope.COMPLETE), replica.held(Scope.VISIBLE), replica.safe());
  }

  void noteSafe(long sequence, boolean uncovered) {
    if (sequence > safeSequence) {
      safeSequence = sequence;
      process.see(new What.Safe(sequence, uncovered));
    }
  }

  void bulk(PeerId from, PeerKey key, ByteBuffer whole) {
    StateId wanted = fetching;
    PeerReplica following = peer;
    if (wanted != null && following != null) {
      Arrival arrival = following.install(wanted, whole);
      if (arrival == Arrival.TAKEN || arrival == Arrival.DUPLICATE) {
        fetching = null;
        // Not shown yet: it belongs to an epoch that this peer may never obey.
        process.stateFetched(wanted, true);
        return;
      }
    }
    if (host == null) {
      // A host has no use for a state of an older epoch that was still on its way.
      packet(from, key, whole);
    }
  }

  void stateWanted(PeerKey by, StateId state) {
    StateSink sink = new BulkSink(by);
    boolean held =
        host != null
            ? host.replica().writeState(state, sink)
            : peer != null && peer.writeState(state, sink);
    if (!held) {
      process.send(by, Channel.CONTROL, new Frame.StateMissing(state));
    }
  }

  void stateMissing(StateId state) {
    if (state.equals(fetching)) {
      fetching = null;
      process.stateFetched(state, false);
    }
  }

  // Own inputs.

  /** The player does something, if it has an avatar. */
  void play(long content) {
    if (!seated) {
      return;
    }
    ByteBuffer input = ByteBuffer.allocate(Game.INPUT_BYTES).putLong(content).putLong(0).flip();
    HostTicks hosting = host;
    PeerReplica following = peer;
    Submission submission =
        hosting != null
            ? hosting.replica().submit(input)
            : following != null ? following.submit(input) : Submission.NOT_SEATED;
    if (submission == Submission.TAKEN) {
      long sequence =
          hosting != null
              ? hosting.replica().lastSequence()
              : following != null ? following.lastSequence() : 0;
      process.see(new What.Submitted(sequence, content));
    }
    if (following != null) {
      sendInputs(following);
    }
  }

  private void sendInputs(PeerReplica replica) {
    PeerKey to = hostKey;
    if (to != null) {
      replica.writeInputs(packet -> process.send(to, Channel.DATAGRAM, copied(packet)));
    }
  }

  private void sendAck(PeerReplica replica) {
    PeerKey to = hostKey;
    if (to != null) {
      replica.writeAck(packet -> process.send(to, Channel.DATAGRAM, copied(packet)));
    }
  }

  private void beat(int which) {
    PeerReplica following = peer;
    TickTimes tick = times;
    if (following != null && tick != null && which == beats) {
      sendInputs(following);
      process.atLocal(process.localNs() + tick.tickNs(), () -> beat(which));
    }
  }

  StateId held() {
    if (host != null) {
      return host.replica().held(Scope.COMPLETE);
    }
    if (peer == null) {
      return StateId.NONE;
    }
    StateId complete = peer.held(Scope.COMPLETE);
    StateId visible = peer.held(Scope.VISIBLE);
    return complete.isAfter(visible) ? complete : visible;
  }

  void stop() {
    beats++;
    if (host != null) {
      host.end();
    }
  }

  /** Sends a state to one peer, in bulk whatever its size. */
  private final class BulkSink implements StateSink {

    private final PeerKey to;

    BulkSink(PeerKey to) {
      this.to = to;
    }

    @Override
    public void packet(ByteBuffer packet) {
      process.send(to, Channel.BULK, copied(packet));
    }

    @Override
    public void bulk(ByteBuffer whole) {
      process.send(to, Channel.BULK, copied(whole));
    }
  }
}
