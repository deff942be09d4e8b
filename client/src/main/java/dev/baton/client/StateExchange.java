package dev.baton.client;

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
import dev.baton.replication.StatePacket;
import dev.baton.replication.StateSink;
import dev.baton.replication.Submission;
import dev.baton.transport.Loop;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data plane of one peer: states, inputs and acknowledgements, between the links, the replicas
 * and the game. Confined to the driver's thread.
 */
final class StateExchange {

  /** What the exchange needs of the driver. */
  interface Surroundings {

    /** Whether this peer may send as host now. */
    boolean mayHost();

    /** How far the states are; the machine is to know. */
    void stateAdvanced(StateId complete, StateId visible, StateId safe);

    /** A complete state that was asked for is here, or does not come. */
    void stateFetched(StateId state, boolean held);

    /** This peer's player is in the state that it holds, so that its inputs have numbers. */
    void seated(long lastSequence);

    /** How long a state of the present host is on its way. */
    long hostPathNs();
  }

  /** Own inputs that wait to become safe, at most. */
  static final int JOURNAL_INPUTS = 4096;

  private final SessionParts parts;
  private final Surroundings surroundings;
  private final ReplicationLimits limits;
  private final int stateBytesMax;
  private final boolean scopesAreEqual;
  private final InputQueue submitted;

  private @Nullable PeerReplica peer;
  private @Nullable HostLoop host;
  private @Nullable PeerKey hostKey;
  private @Nullable TickClock clock;
  private @Nullable StateId fetching;
  private TickWork work;
  private Loop.@Nullable Timer beat;
  private boolean seated;
  private long resentBefore;
  private long newestTick;
  private volatile long safeSequence;

  /**
   * What the exchange must know of the game.
   *
   * @param stateBytesMax the largest state
   * @param inputBytesMax the longest input
   * @param scopesAreEqual whether the visible state is the complete one
   * @param submitted where the own player's inputs come from
   */
  record Game(int stateBytesMax, int inputBytesMax, boolean scopesAreEqual, InputQueue submitted) {}

  StateExchange(SessionParts parts, Surroundings surroundings, Game game) {
    this.parts = parts;
    this.surroundings = surroundings;
    submitted = game.submitted;
    stateBytesMax = game.stateBytesMax;
    scopesAreEqual = game.scopesAreEqual;
    limits = limits(stateBytesMax, game.inputBytesMax);
    work = new TickWork(stateBytesMax);
  }

  /** Room for replication's own header with as many players as a session can have. */
  private static ReplicationLimits limits(int stateBytesMax, int inputBytesMax) {
    ReplicationLimits defaults = ReplicationLimits.DEFAULT;
    return new ReplicationLimits(
        stateBytesMax + 1024,
        defaults.ringTicks(),
        defaults.keyframeFragments(),
        defaults.bulkRepeatTicks(),
        Math.max(1, inputBytesMax),
        JOURNAL_INPUTS,
        defaults.pendingInputs(),
        defaults.inputsPerTick(),
        defaults.players());
  }

  // What the machine orders.

  /** Whether there is a state to go on from; before the first tick none is needed. */
  boolean canResume(StateId resume) {
    return peer != null
        ? peer.find(resume, Scope.COMPLETE).isPresent()
        : host == null
            || (!resume.equals(StateId.NONE) && host.replica().held(Scope.COMPLETE).equals(resume));
  }

  void becomeHost(PeerId self, Epoch epoch, StateId resume, TableSnapshot table) {
    endBeat();
    HostReplica replica = nextHost(self, epoch, resume, table);
    parts.recorder().host(epoch, resume);
    replica.rewind().ifPresent(rewind -> rewound(epoch, rewind));
    HostLoop.Term term = new HostLoop.Term(replica, table, clockFor(table), work, scopesAreEqual);
    HostLoop loop = new HostLoop(parts, surroundings, term, this::noteSafe);
    host = loop;
    peer = null;
    work.owner = loop;
    noteSeated(replica.lastSequence());
    loop.begin(resume);
    surroundings.stateAdvanced(resume, resume, replica.safe());
  }

  private HostReplica nextHost(PeerId self, Epoch epoch, StateId resume, TableSnapshot table) {
    PeerReplica before = peer != null ? peer : endHost();
    if (before == null) {
      return HostReplica.first(settings(self, table));
    }
    parts.inbox().takeBack();
    return before.becomeHost(epoch, resume);
  }

  private ReplicationSettings settings(PeerId self, TableSnapshot table) {
    return new ReplicationSettings(self, table.rules().durability(), scopesAreEqual, limits);
  }

  private TickClock clockFor(TableSnapshot table) {
    TickClock present = clock;
    if (present == null) {
      present = new TickClock(table.rules().tickNs());
      clock = present;
    }
    return present;
  }

  /** Stops being host, if this peer is, and gives what it held. */
  private @Nullable PeerReplica endHost() {
    HostLoop before = host;
    if (before == null) {
      return null;
    }
    host = null;
    boolean workIsOut = before.end();
    if (workIsOut && parts.inbox().takeBack() == null) {
      // The game is at it; what it computes is of no use, and comes back when it likes.
      parts.inbox().noteSpoilt();
      work = new TickWork(stateBytesMax);
    }
    return before.replica().becomePeer();
  }

  void followHost(PeerId self, PeerKey newHost, Follow follow, TableSnapshot table) {
    PeerReplica before = peer != null ? peer : endHost();
    PeerReplica replica = before != null ? before : new PeerReplica(settings(self, table));
    peer = replica;
    hostKey = newHost;
    parts.inbox().takeBack();
    parts.recorder().follow(follow.epoch(), follow.host(), follow.resume());
    clockFor(table).followAnew();
    newestTick = 0;
    reportDiscarded(replica, follow.resume());
    replica.obey(follow.epoch(), follow.resume()).ifPresent(r -> rewound(follow.epoch(), r));
    advanced(replica);
    endBeat();
    beat();
  }

  /** Whom to follow from now on, and from which state. */
  record Follow(Epoch epoch, PeerId host, StateId resume) {}

  /**
   * An input that was reported safe is lost when more was lost than the durability covers: the host
   * with Fast, or host and standbys at once. The game is told.
   */
  private void reportDiscarded(PeerReplica replica, StateId resume) {
    if (resume.equals(StateId.NONE)) {
      return;
    }
    long safe = replica.safeSequence();
    Optional<StateImage> surviving =
        replica.find(resume, Scope.COMPLETE).or(() -> replica.find(resume, Scope.VISIBLE));
    Optional<Long> watermark =
        surviving.flatMap(image -> parts.links().self().flatMap(image::watermark));
    if (watermark.isPresent() && watermark.get() < safe) {
      long from = watermark.get() + 1;
      parts.recorder().lost(from, safe, InputLoss.HISTORY_DISCARDED);
      parts.counters().inputsLost += safe - from + 1;
      for (long lost = from; lost <= safe && lost - from < JOURNAL_INPUTS; lost++) {
        long sequence = lost;
        parts.inbox().post(to -> to.onInputLost(sequence, InputLoss.HISTORY_DISCARDED));
      }
    }
  }

  private void rewound(Epoch epoch, Rewind rewind) {
    long from = Math.min(rewind.from().value(), parts.inbox().shownTick());
    long to = rewind.to().value();
    parts.inbox().noteRewound(to);
    if (from > to) {
      parts.recorder().rewind(epoch.value(), from, to);
      parts.inbox().post(listener -> listener.onRewind(new Tick(from), new Tick(to)));
    }
  }

  void stopAfter(Tick last) {
    if (host != null) {
      host.stopAfter(last);
    }
  }

  void stopTaking(Optional<Tick> last) {
    if (peer != null) {
      last.ifPresentOrElse(peer::refuseStatesAfter, peer::refuseStates);
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

  void peerReturned(PeerId returned) {
    if (host != null) {
      host.peerReturned(returned);
    }
  }

  /** A peer said in a message which states it holds. */
  void noteHeld(PeerId holder, StateId complete, StateId visible) {
    if (host != null) {
      host.replica().noteHeld(holder, complete, Scope.COMPLETE);
      host.replica().noteHeld(holder, visible, Scope.VISIBLE);
      noteSafe(host.replica().safeSequence());
    }
  }

  void fetch(PeerKey from, StateId state) {
    fetching = state;
    ByteBuffer wanted = PeerFrames.stateFrame(PeerFrames.STATE_WANTED, state);
    parts.links().sendControl(from, wanted, System.nanoTime());
  }

  // What arrives.

  /** A packet of the data plane, of the epoch in force. */
  void packet(PeerId from, PeerKey key, ByteBuffer packet) {
    HostLoop hosting = host;
    PeerReplica following = peer;
    if (hosting != null) {
      toHost(hosting.replica(), from, packet);
    } else if (following != null && key.equals(hostKey)) {
      toPeer(following, packet);
    }
  }

  private void toHost(HostReplica replica, PeerId from, ByteBuffer packet) {
    Arrival arrival =
        switch (PeerFrames.kind(packet)) {
          case AckPacket.KIND & 0xff -> replica.ackArrived(from, packet);
          case InputPacket.KIND & 0xff -> replica.inputsArrived(from, packet);
          // A state that was asked for while this peer was not host yet.
          case StatePacket.KIND & 0xff -> Arrival.LATE;
          default -> Arrival.MALFORMED;
        };
    parts.counters().malformed += arrival == Arrival.MALFORMED ? 1 : 0;
    noteSafe(replica.safeSequence());
  }

  private void toPeer(PeerReplica replica, ByteBuffer packet) {
    Arrival arrival = replica.packetArrived(packet);
    switch (arrival) {
      case TAKEN -> {
        advanced(replica);
        if (replica == peer) {
          // If not, the machine waited for this very state to make this peer the host.
          sendAck(replica);
        }
      }
      case NO_BASELINE, WRONG_HASH, DUPLICATE -> sendAck(replica);
      case MALFORMED -> parts.counters().malformed++;
      case PARTIAL, LATE, OLDER_EPOCH, NEWER_EPOCH, REFUSED, UNKNOWN_PEER, UNKNOWN_STATE -> {}
    }
    noteSafe(replica.safeSequence());
  }

  private void advanced(PeerReplica replica) {
    StateImage newest = replica.show();
    if (newest != null) {
      noteArrival(newest.tickValue());
      if (!seated && parts.links().self().flatMap(newest::watermark).isPresent()) {
        noteSeated(replica.lastSequence());
      }
      parts.inbox().offer(newest);
    }
    surroundings.stateAdvanced(
        replica.held(Scope.COMPLETE), replica.held(Scope.VISIBLE), replica.safe());
  }

  private void noteArrival(long tick) {
    if (clock != null) {
      clock.stateArrived(tick, System.nanoTime(), surroundings.hostPathNs());
    }
    if (newestTick > 0) {
      parts.counters().statesExpected += Math.max(1, tick - newestTick);
      parts.counters().statesTaken++;
    }
    newestTick = tick;
  }

  private void noteSeated(long lastSequence) {
    if (!seated) {
      seated = true;
      surroundings.seated(lastSequence);
    }
  }

  private void noteSafe(long sequence) {
    if (sequence > safeSequence) {
      safeSequence = sequence;
      parts.inbox().wake();
    }
  }

  /** A whole state came in bulk. */
  void bulk(PeerId from, PeerKey key, ByteBuffer whole) {
    StateId wanted = fetching;
    PeerReplica following = peer;
    if (wanted != null && following != null) {
      Arrival arrival = following.install(wanted, whole);
      if (arrival == Arrival.TAKEN || arrival == Arrival.DUPLICATE) {
        fetching = null;
        // Not shown yet: it belongs to an epoch that this peer may never obey.
        surroundings.stateFetched(wanted, true);
        return;
      }
    }
    packet(from, key, whole);
  }

  /** A peer asks for a complete state. */
  void stateWanted(PeerKey by, StateId state) {
    StateSink sink = new BulkSink(by);
    boolean held =
        host != null
            ? host.replica().writeState(state, sink)
            : peer != null && peer.writeState(state, sink);
    if (!held) {
      ByteBuffer missing = PeerFrames.stateFrame(PeerFrames.STATE_MISSING, state);
      parts.links().sendControl(by, missing, System.nanoTime());
    }
  }

  void stateMissing(StateId state) {
    if (state.equals(fetching)) {
      fetching = null;
      surroundings.stateFetched(state, false);
    }
  }

  // Own inputs.

  /** The game's thread has submitted inputs. */
  void takeSubmitted() {
    submitted.drainTo(this::submit);
    PeerReplica following = peer;
    if (following != null) {
      parts.recorder().flush();
      sendInputs(following);
    }
  }

  private void submit(ByteBuffer input) {
    Submission submission =
        host != null
            ? host.replica().submit(input)
            : peer != null ? peer.submit(input) : Submission.NOT_SEATED;
    if (submission != Submission.TAKEN) {
      throw new IllegalStateException("an input was numbered but not taken: " + submission);
    }
  }

  /** The last own input that is safe. From any thread. */
  long safeSequence() {
    return safeSequence;
  }

  private void sendInputs(PeerReplica replica) {
    PeerKey to = hostKey;
    if (to != null) {
      replica.writeInputs(packet -> parts.links().sendData(to, packet, System.nanoTime()));
    }
    long resent = replica.resentInputs();
    if (resent > resentBefore) {
      parts.recorder().resent(resent - resentBefore);
      parts.counters().inputsResent += resent - resentBefore;
      resentBefore = resent;
    }
  }

  private void sendAck(PeerReplica replica) {
    PeerKey to = hostKey;
    if (to != null) {
      replica.writeAck(packet -> parts.links().sendData(to, packet, System.nanoTime()));
    }
  }

  /** Once a tick: what the host has not applied is sent again. */
  private void beat() {
    PeerReplica following = peer;
    if (following != null && clock != null) {
      sendInputs(following);
      beat = parts.loop().scheduleNs(clock.tickNs(), this::beat);
    }
  }

  private void endBeat() {
    if (beat != null) {
      beat.cancel();
      beat = null;
    }
  }

  /** Ticks between the latest state held and the latest that is safe. */
  int safeLagTicks() {
    StateId safe = host != null ? host.replica().safe() : peer != null ? peer.safe() : held();
    long lag = held().tick().value() - safe.tick().value();
    return Math.clamp(lag, 0, Integer.MAX_VALUE);
  }

  /** The latest state held in any scope. */
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
    endBeat();
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
      parts.links().sendBulk(to, packet, System.nanoTime());
    }

    @Override
    public void bulk(ByteBuffer whole) {
      parts.links().sendBulk(to, whole, System.nanoTime());
    }
  }
}
