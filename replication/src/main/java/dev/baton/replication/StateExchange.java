package dev.baton.replication;

import dev.baton.core.Epoch;
import dev.baton.core.Output;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data plane of one peer in one session, in whichever role: takes what the machine orders, what
 * the links bring and what the player does, and drives the replicas, the host's ticks and the game
 * with it.
 *
 * <p>It has no clock and no links of its own: the time comes in as {@code nowNs}, nanoseconds of
 * any clock that never goes back; what is to happen outside goes to {@link Surroundings} and {@link
 * GameSide}. Whoever drives it looks at the epoch of a packet first and brings only those of the
 * epoch in force, but for what comes in bulk.
 *
 * <p>Confined to one thread. Never throws for what a packet contains. In steady state a packet
 * allocates nothing but the names of the states that the machine is told of.
 *
 * <p>Source: PROTOCOL.md 7.
 */
public final class StateExchange {

  /** Ticks that a host that is late makes up for, one after the other; what is more is dropped. */
  public static final int CATCH_UP_TICKS = TickClock.CATCH_UP_TICKS;

  private final Surroundings surroundings;
  private final GameSide game;
  private final ReplicationLimits limits;
  private final boolean scopesAreEqual;
  private final PacketSink toTheHost = this::sendToHost;

  private @Nullable PeerReplica peer;
  private @Nullable HostTicks host;
  private @Nullable PeerKey hostKey;
  private @Nullable PeerId self;
  private @Nullable TickClock clock;
  private @Nullable StateId fetching;
  private boolean seated;
  private boolean stopped;
  private long safeSequence;
  private long lostSequence;
  private long resentBefore;
  private long newestTick;
  private long statesExpected;
  private long statesTaken;

  /**
   * Makes an exchange without a role, until {@link #becomeHost} or {@link #followHost}.
   *
   * @param limits the same for all peers of the session
   * @param scopesAreEqual whether the visible state is the complete one
   */
  public StateExchange(
      Surroundings surroundings, GameSide game, ReplicationLimits limits, boolean scopesAreEqual) {
    this.surroundings = surroundings;
    this.game = game;
    this.limits = limits;
    this.scopesAreEqual = scopesAreEqual;
  }

  // What the machine orders.

  /** Whether there is a state to go on from; before the first tick none is needed. */
  public boolean canResume(StateId resume) {
    return peer != null
        ? peer.find(resume, Scope.COMPLETE).isPresent()
        : host == null
            || (!resume.equals(StateId.NONE) && host.replica().held(Scope.COMPLETE).equals(resume));
  }

  /**
   * This peer is host from now on.
   *
   * @param epoch the epoch that it won
   * @param resume the state that it goes on from, see {@link #canResume}
   */
  public void becomeHost(
      PeerId ofSelf, Epoch epoch, StateId resume, TableSnapshot table, long nowNs) {
    self = ofSelf;
    HostReplica replica = nextHost(ofSelf, epoch, resume, table);
    replica.rewind().ifPresent(rewind -> game.rewound(epoch, rewind));
    HostTicks.Start start = new HostTicks.Start(ofSelf, replica, table, clockFor(table));
    HostTicks ticks = new HostTicks(start, surroundings, game, this::noteOwnSafe);
    host = ticks;
    peer = null;
    noteSeated(replica.lastSequence());
    ticks.begin(resume, nowNs);
    surroundings.stateAdvanced(resume, resume, replica.safe());
  }

  private HostReplica nextHost(PeerId ofSelf, Epoch epoch, StateId resume, TableSnapshot table) {
    PeerReplica before = peer != null ? peer : endHost();
    if (before == null) {
      return HostReplica.first(settings(ofSelf, table));
    }
    tellLost(before, resume);
    return before.becomeHost(epoch, resume);
  }

  private ReplicationSettings settings(PeerId ofSelf, TableSnapshot table) {
    return new ReplicationSettings(ofSelf, table.rules().durability(), scopesAreEqual, limits);
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
    HostTicks before = host;
    if (before == null) {
      return null;
    }
    host = null;
    return before.replica().becomePeer();
  }

  /** This peer follows a host from now on, which may be the same one again. */
  public void followHost(PeerId ofSelf, Follow follow, TableSnapshot table, long nowNs) {
    self = ofSelf;
    PeerReplica before = peer != null ? peer : endHost();
    PeerReplica replica = before != null ? before : new PeerReplica(settings(ofSelf, table));
    peer = replica;
    hostKey = follow.host;
    clockFor(table).followAnew();
    newestTick = 0;
    tellLost(replica, follow.resume);
    replica
        .obey(follow.epoch, follow.resume)
        .ifPresent(rewind -> game.rewound(follow.epoch, rewind));
    advanced(replica, nowNs);
    beat(nowNs);
  }

  /**
   * Whom to follow from now on.
   *
   * @param epoch the epoch of that host
   * @param host its key
   * @param resume the last state that survives; {@link StateId#NONE} for a peer that is let in and
   *     was told of none
   */
  public record Follow(Epoch epoch, PeerKey host, StateId resume) {}

  /**
   * An input that was reported safe is lost when more was lost than the durability covers: the host
   * with Fast, or host and standbys at once. The game is told.
   */
  private void tellLost(PeerReplica replica, StateId resume) {
    Optional<StateImage> surviving =
        replica.find(resume, Scope.COMPLETE).or(() -> replica.find(resume, Scope.VISIBLE));
    int player = surviving.map(this::ownPlayer).orElse(-1);
    if (resume.equals(StateId.NONE) || player < 0) {
      return;
    }
    long last = replica.safeSequence();
    long first = Math.max(surviving.get().watermarkAt(player), lostSequence) + 1;
    if (first <= last) {
      lostSequence = last;
      game.lost(first, last);
    }
  }

  private int ownPlayer(StateImage image) {
    return self == null ? -1 : image.indexOf(self);
  }

  /** As host: compute up to this tick and no further, see {@link Output.StopAfter}. */
  public void stopAfter(Tick last) {
    if (host != null) {
      host.stopAfter(last);
    }
  }

  /** As peer: take no states any more, or none after a tick, see {@link Output.StopTaking}. */
  public void stopTaking(Optional<Tick> last) {
    PeerReplica following = peer;
    if (following != null) {
      last.ifPresentOrElse(following::refuseStatesAfter, following::refuseStates);
    }
  }

  /** As host: who may be taken out of the game's state, see {@link Output.KeepPlayers}. */
  public void keepPlayers(Output.KeepPlayers keep) {
    if (host != null) {
      host.keepPlayers(keep);
    }
  }

  /** As host: whose acknowledgements make inputs safe, see {@link Output.CountStandbys}. */
  public void countStandbys(Output.CountStandbys count) {
    if (host != null) {
      host.countStandbys(count);
    }
  }

  /** As host: report nothing as safe, or do so again, see {@link Output.SuspendSafe}. */
  public void suspendSafe(boolean suspended) {
    if (host != null) {
      host.replica().suspendSafe(suspended);
      noteOwnSafe(host.replica());
    }
  }

  /** The name table is another one; a host takes it over with the next tick. */
  public void tableChanged(TableSnapshot table) {
    if (host != null) {
      host.tableChanged(table);
    }
  }

  /** A peer came into its seat, for the first time or again, perhaps as a new process. */
  public void peerReturned(PeerId returned) {
    if (host != null) {
      host.peerReturned(returned);
    }
  }

  /** A peer said in a message which states it holds. */
  public void noteHeld(PeerId holder, StateId complete, StateId visible) {
    if (host != null) {
      HostReplica replica = host.replica();
      replica.noteHeld(holder, complete, Scope.COMPLETE);
      replica.noteHeld(holder, visible, Scope.VISIBLE);
      noteOwnSafe(replica);
    }
  }

  /** Gets a complete state from another peer, see {@link Output.FetchState}. */
  public void fetch(PeerKey from, StateId state) {
    fetching = state;
    surroundings.askForState(from, state);
  }

  /** Does nothing any more by itself. */
  public void stop() {
    stopped = true;
  }

  /** It is the time that {@link Surroundings#wakeAt} named, or later. */
  public void wake(long nowNs) {
    if (stopped) {
      return;
    }
    if (host != null) {
      host.wake(nowNs);
    } else {
      beat(nowNs);
    }
  }

  // What the game computes.

  /** Whether the game has a tick that it was handed out, or whose state is not committed yet. */
  public boolean isTickOut() {
    return host != null && host.tickIsOut();
  }

  /**
   * The game has computed a tick. Of no effect when this peer is not host any more, or has become
   * host anew since the tick was handed out.
   *
   * @param due what {@link GameSide#computeTick} handed out
   * @param state gives the states after the tick, now or, while this peer may not act as host,
   *     later
   * @throws IllegalStateException when that tick was given back before
   */
  public void tickComputed(DueTick due, StateSource state, long nowNs) {
    if (!stopped && due.owner == host) {
      due.owner.tickComputed(state, nowNs);
    }
  }

  // What arrives.

  /**
   * A packet of the data plane, of the epoch in force.
   *
   * @param from who sent it
   * @param key the key of the link that it came over
   */
  public void packet(PeerId from, PeerKey key, ByteBuffer packet, long nowNs) {
    HostTicks hosting = host;
    PeerReplica following = peer;
    if (hosting != null) {
      toHost(hosting.replica(), from, packet);
    } else if (following != null && key.equals(hostKey)) {
      toPeer(following, packet, nowNs);
    }
  }

  private void toHost(HostReplica replica, PeerId from, ByteBuffer packet) {
    byte kind = packet.hasRemaining() ? packet.get(packet.position()) : 0;
    switch (kind) {
      case AckPacket.KIND -> noteMalformed(replica.ackArrived(from, packet), replica, packet);
      case InputPacket.KIND -> noteMalformed(replica.inputsArrived(from, packet), replica, packet);
      case StatePacket.KIND -> {
        // Late: a state that was asked for while this peer was not host yet.
      }
      default -> surroundings.malformed(packet, Optional.empty());
    }
    noteOwnSafe(replica);
  }

  private void noteMalformed(Arrival arrival, HostReplica replica, ByteBuffer packet) {
    if (arrival == Arrival.MALFORMED) {
      surroundings.malformed(packet, replica.lastMalformed());
    }
  }

  private void toPeer(PeerReplica replica, ByteBuffer packet, long nowNs) {
    Arrival arrival = replica.packetArrived(packet);
    switch (arrival) {
      case TAKEN -> {
        advanced(replica, nowNs);
        if (replica == peer) {
          // If not, the machine waited for this very state to make this peer the host.
          replica.writeAck(toTheHost);
        }
      }
      case NO_BASELINE, WRONG_HASH, DUPLICATE -> replica.writeAck(toTheHost);
      case MALFORMED -> surroundings.malformed(packet, replica.lastMalformed());
      case PARTIAL, LATE, OLDER_EPOCH, NEWER_EPOCH, REFUSED, UNKNOWN_PEER, UNKNOWN_STATE -> {}
    }
    noteSafe(replica.safeSequence(), replica.uncovered());
  }

  private void advanced(PeerReplica replica, long nowNs) {
    StateImage newest = replica.show();
    if (newest != null) {
      noteArrival(newest.tickValue(), nowNs);
      if (!seated && ownPlayer(newest) >= 0) {
        noteSeated(replica.lastSequence());
      }
      game.show(newest);
    }
    surroundings.stateAdvanced(
        replica.held(Scope.COMPLETE), replica.held(Scope.VISIBLE), replica.safe());
  }

  private void noteArrival(long tick, long nowNs) {
    if (clock != null) {
      clock.stateArrived(tick, nowNs, surroundings.hostPathNs());
    }
    if (newestTick > 0) {
      statesExpected += Math.max(1, tick - newestTick);
      statesTaken++;
    }
    newestTick = tick;
  }

  private void noteSeated(long lastSequence) {
    if (!seated) {
      seated = true;
      game.seated(lastSequence);
    }
  }

  private void noteOwnSafe(HostReplica replica) {
    noteSafe(replica.safeSequence(), replica.uncovered());
  }

  private void noteSafe(long sequence, boolean uncovered) {
    if (sequence > safeSequence) {
      safeSequence = sequence;
      game.safe(sequence, uncovered);
    }
  }

  /** A whole state came in bulk, of whatever epoch; arguments as for {@link #packet}. */
  public void bulk(PeerId from, PeerKey key, ByteBuffer whole, long nowNs) {
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
    packet(from, key, whole, nowNs);
  }

  /** A peer asks for a complete state. */
  public void stateWanted(PeerKey by, StateId state) {
    StateSink sink = new BulkSink(by);
    boolean held =
        host != null
            ? host.replica().writeState(state, sink)
            : peer != null && peer.writeState(state, sink);
    if (!held) {
      surroundings.denyState(by, state);
    }
  }

  /** A peer does not hold the state that it was asked for. */
  public void stateMissing(StateId state) {
    if (state.equals(fetching)) {
      fetching = null;
      surroundings.stateFetched(state, false);
    }
  }

  // Own inputs.

  /**
   * Takes an input of this peer's player; see {@link PeerReplica#submit}. It goes out with {@link
   * #sendInputs}, at the latest with the next tick.
   */
  public Submission submit(ByteBuffer input) {
    return host != null
        ? host.replica().submit(input)
        : peer != null ? peer.submit(input) : Submission.NOT_SEATED;
  }

  /** The number of the latest own input that was taken; 0 before the first. */
  public long lastSequence() {
    return host != null ? host.replica().lastSequence() : peer != null ? peer.lastSequence() : 0;
  }

  /** As peer: sends what the host has not applied yet. */
  public void sendInputs() {
    PeerReplica following = peer;
    if (following == null) {
      return;
    }
    following.writeInputs(toTheHost);
    long resent = following.resentInputs();
    if (resent > resentBefore) {
      game.resent(resent - resentBefore);
      resentBefore = resent;
    }
  }

  /** Once a tick: what the host has not applied is sent again. */
  private void beat(long nowNs) {
    if (peer != null && clock != null) {
      sendInputs();
      surroundings.wakeAt(nowNs + clock.tickNs());
    }
  }

  private void sendToHost(ByteBuffer packet) {
    PeerKey to = hostKey;
    if (to != null) {
      surroundings.sendDatagram(to, packet);
    }
  }

  // How it stands.

  /** Whether this peer follows a host. */
  public boolean follows() {
    return peer != null;
  }

  /** Ticks between the latest state held and the latest that is safe. */
  public int safeLagTicks() {
    StateId safe = host != null ? host.replica().safe() : peer != null ? peer.safe() : held();
    long lag = held().tick().value() - safe.tick().value();
    return Math.clamp(lag, 0, Integer.MAX_VALUE);
  }

  /** The latest state held in any scope. */
  public StateId held() {
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

  /** How many ticks were dropped as host, because they were later than can be made up for. */
  public long droppedTicks() {
    return clock == null ? 0 : clock.dropped();
  }

  /** How many states its hosts made while this peer followed them, from the first it took on. */
  public long statesExpected() {
    return statesExpected;
  }

  /** How many of {@link #statesExpected} came in time to be shown. */
  public long statesTaken() {
    return statesTaken;
  }

  /** Sends a state to one peer, in bulk whatever its size. */
  private final class BulkSink implements StateSink {

    private final PeerKey to;

    BulkSink(PeerKey to) {
      this.to = to;
    }

    @Override
    public void packet(ByteBuffer packet) {
      surroundings.sendBulk(to, packet);
    }

    @Override
    public void bulk(ByteBuffer whole) {
      surroundings.sendBulk(to, whole);
    }
  }
}
