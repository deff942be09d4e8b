package dev.baton.replication;

import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replication at the host: gathers the inputs of each tick, keeps the states that the simulation
 * produces, sends them as deltas, and works out what is safe.
 *
 * <p>Each tick: {@link #beginTick} gives the inputs, the game simulates, {@link #commitTick} takes
 * the state, {@link #writeTo} sends it to each receiver. Between ticks {@link #ackArrived} and
 * {@link #inputsArrived} take what comes in. Packets are big-endian buffers whose position is not
 * moved. In steady state no call allocates; those that return records do, and say so.
 *
 * <p>Confined to one thread. Never throws for what a packet contains.
 *
 * <p>Source: PROTOCOL.md 7.
 */
public final class HostReplica {

  private final Holdings holdings;
  private final int epoch;
  private final long resumeTick;
  private final Optional<Rewind> rewind;
  private final InputInbox inbox;
  private final SafeTracker tracker;
  private final ArrayList<StateSender> senders = new ArrayList<>();
  private final ArrivalCounts counts = new ArrivalCounts();
  private final AckPacket ack = new AckPacket();
  private final InputPacket inputs = new InputPacket();
  private final StateCapture capture;
  private long tick;

  HostReplica(Holdings holdings, int epoch, StateId resume, Optional<Rewind> rewind) {
    this.holdings = holdings;
    this.epoch = epoch;
    this.rewind = rewind;
    resumeTick = resume.tick().value();
    tick = resumeTick;
    inbox = new InputInbox(holdings.limits());
    capture = new StateCapture(holdings.limits(), inbox);
    tracker =
        new SafeTracker(
            holdings.settings().durability(), holdings.safeEpoch(), holdings.safeTick());
    StateImage image = holdings.ring(Scope.COMPLETE).find(resume.epoch().value(), resumeTick);
    if (image != null) {
      inbox.resumeFrom(image);
    }
    publishSafe();
  }

  /** The host that creates the session: epoch 1, no state yet, its own player seated. */
  public static HostReplica first(ReplicationSettings settings) {
    Holdings holdings = new Holdings(settings);
    holdings.lineage().follow(Epoch.FIRST.value(), StateId.NONE);
    HostReplica host =
        new HostReplica(holdings, Epoch.FIRST.value(), StateId.NONE, Optional.empty());
    host.seat(settings.self());
    return host;
  }

  /** The epoch that it is host of. */
  public Epoch epoch() {
    return new Epoch(epoch);
  }

  /** The last tick that was committed. Allocates. */
  public Tick tick() {
    return new Tick(tick);
  }

  /** The same without an allocation. */
  long tickValue() {
    return tick;
  }

  /** What this peer had shown and gave up when it became host, if anything. */
  public Optional<Rewind> rewind() {
    return rewind;
  }

  /**
   * Gives a peer a player, from the next tick on; to be called at each join, also when a peer comes
   * back. Its watermark stays; what waits of it, and what it was known to hold, is forgotten, since
   * it may be a new process.
   *
   * @throws IllegalStateException when there are as many players as the limits allow
   */
  public void seat(PeerId peer) {
    inbox.seat(peer);
    tracker.forget(peer);
    senders.replaceAll(
        sender ->
            sender.peer().equals(peer)
                ? new StateSender(sender.receiver(), sender.sentAs())
                : sender);
    if (peer.equals(holdings.settings().self())) {
      noteOwnApplied();
    }
  }

  /** Removes a peer's player for good, with its watermark; not while its seat is reserved. */
  public void unseat(PeerId peer) {
    inbox.unseat(peer);
  }

  /**
   * Says who gets states, and who of them is a standby; until the first call nothing becomes safe.
   *
   * @param receivers each peer once; the host itself is not among them
   */
  public void setPeers(List<Receiver> receivers) {
    setPeers(receivers, 0);
  }

  /**
   * The same, while a majority may not know yet that there are so few standbys.
   *
   * @param needed how many standbys must acknowledge a state, within the durability, even if there
   *     are fewer ({@link dev.baton.core.Output.CountStandbys})
   */
  public void setPeers(List<Receiver> receivers, int needed) {
    ArrayList<StateSender> before = new ArrayList<>(senders);
    senders.clear();
    ArrayList<Receiver> standbys = new ArrayList<>();
    for (Receiver receiver : receivers) {
      Scope sentAs = holdings.settings().sentAs(receiver.scope());
      senders.add(senderFor(receiver, sentAs, before));
      if (receiver.scope() == Scope.COMPLETE) {
        standbys.add(receiver);
      }
    }
    tracker.standbys(standbys, needed);
    updateSafe();
  }

  private static StateSender senderFor(Receiver receiver, Scope sentAs, List<StateSender> before) {
    for (StateSender sender : before) {
      if (sender.peer().equals(receiver.peer()) && sender.sentAs() == sentAs) {
        return sender.servingAs(receiver);
      }
    }
    return new StateSender(receiver, sentAs);
  }

  /**
   * Gives the simulation the inputs of the next tick, in order of PeerId, then sequence, each
   * peer's without a gap, at most {@link ReplicationLimits#inputsPerTick} of each.
   */
  public void beginTick(InputConsumer consumer) {
    InputInbox.Lane own = inbox.find(holdings.settings().self());
    if (own != null) {
      holdings.journal().offerTo(own);
    }
    inbox.drain(consumer);
  }

  /**
   * Takes the state after the tick that {@link #beginTick} gave the inputs of.
   *
   * @param source asked for the complete state, and for the visible one if somebody is sent that
   * @throws java.nio.BufferOverflowException when a state does not fit the limits; the session
   *     cannot go on with this host then
   */
  public void commitTick(StateSource source) {
    long next = tick + 1;
    saveInto(holdings.ring(Scope.COMPLETE), source, next);
    if (sendsVisible()) {
      saveInto(holdings.ring(Scope.VISIBLE), source, next);
    }
    tick = next;
    noteOwnApplied();
    updateSafe();
  }

  private void saveInto(StateRing ring, StateSource source, long next) {
    capture.save(source, ring.scope(), next);
    ring.put(epoch, next, capture.image(), capture.hash());
  }

  private boolean sendsVisible() {
    for (int i = 0; i < senders.size(); i++) {
      if (senders.get(i).sentAs() == Scope.VISIBLE) {
        return true;
      }
    }
    return false;
  }

  private void noteOwnApplied() {
    InputInbox.Lane own = inbox.find(holdings.settings().self());
    if (own != null) {
      holdings.journal().noteApplied(own.watermark());
    }
  }

  /**
   * Sends the last committed state to a receiver, as a delta against the latest state that it is
   * known to hold and that is still kept here, else as a keyframe. May be repeated at will.
   *
   * <p>Before the first tick of an epoch the state sent is the one that it resumes from. Nothing is
   * sent when there is none of the receiver's scope, or while a bulk keyframe is on its way.
   *
   * @throws IllegalArgumentException when {@code peer} is not among the receivers
   */
  public void writeTo(PeerId peer, StateSink sink) {
    StateSender sender = find(peer);
    if (sender == null) {
      throw new IllegalArgumentException("peer must be among the receivers: " + peer);
    }
    StateRing ring = holdings.ring(sender.sentAs());
    StateImage image = ring.newest();
    if (image.isEmpty() || image.tickValue() != tick) {
      return;
    }
    StateWriter writer = holdings.writer();
    fillSafeReport(writer.fields(), peer);
    writer.encode(image, sender.baseline(ring));
    if (!writer.needsBulk()) {
      writer.writeDatagrams(sink);
    } else if (sender.takeBulkTurn(tick, holdings.limits().bulkRepeatTicks())) {
      writer.writeBulk(sink);
    }
  }

  private void fillSafeReport(StatePacket packet, PeerId peer) {
    InputInbox.Lane lane = inbox.find(peer);
    packet.epoch = epoch;
    packet.uncovered = tracker.uncovered();
    packet.safeEpoch = holdings.safeEpoch();
    packet.safeTick = holdings.safeTick();
    packet.safeSequence = lane == null ? 0 : lane.safe();
  }

  /** Takes an acknowledgement that came from {@code peer}. */
  public Arrival ackArrived(PeerId peer, ByteBuffer packet) {
    Optional<MalformedPacket> malformed = ack.read(packet);
    if (malformed.isPresent()) {
      return counts.count(counts.malformed(malformed));
    }
    if (ack.epoch != epoch) {
      return counts.count(ack.epoch < epoch ? Arrival.OLDER_EPOCH : Arrival.NEWER_EPOCH);
    }
    StateSender sender = find(peer);
    if (sender == null) {
      return counts.count(Arrival.UNKNOWN_PEER);
    }
    StateImage named = holdings.ring(ack.scope).find(ack.newestEpoch, ack.newestTick);
    Arrival arrival = sender.acknowledge(ack, named, resumeTick);
    if (named != null && named.scope() == Scope.COMPLETE) {
      tracker.noteHeld(peer, named);
      updateSafe();
    }
    return counts.count(arrival);
  }

  /**
   * Notes that a peer said, in a heartbeat, a vote or at the attachment, that it holds a state; of
   * no effect when that state is not part of this host's history or no longer kept.
   */
  public void noteHeld(PeerId peer, StateId state, Scope scope) {
    Scope sentAs = holdings.settings().sentAs(scope);
    StateImage named = holdings.ring(sentAs).find(state.epoch().value(), state.tick().value());
    StateSender sender = find(peer);
    if (named == null || sender == null) {
      return;
    }
    if (sender.sentAs() == sentAs) {
      sender.noteHeld(named);
    }
    if (sentAs == Scope.COMPLETE) {
      tracker.noteHeld(peer, named);
      updateSafe();
    }
  }

  /** Takes inputs that came from {@code peer}; they wait for the next {@link #beginTick}. */
  public Arrival inputsArrived(PeerId peer, ByteBuffer packet) {
    Optional<MalformedPacket> malformed = inputs.read(packet);
    if (malformed.isPresent()) {
      return counts.count(counts.malformed(malformed));
    }
    if (inputs.longestBytes() > holdings.limits().inputBytes()) {
      return counts.count(counts.malformed(Optional.of(MalformedPacket.INPUT_TOO_LONG)));
    }
    if (inputs.epochValue() != epoch) {
      return counts.count(inputs.epochValue() < epoch ? Arrival.OLDER_EPOCH : Arrival.NEWER_EPOCH);
    }
    InputInbox.Lane lane = inbox.find(peer);
    return counts.count(lane == null ? Arrival.UNKNOWN_PEER : lane.offer(inputs));
  }

  /** Takes an input of the host's own player; see {@link PeerReplica#submit}. */
  public Submission submit(ByteBuffer input) {
    return holdings.journal().submit(input);
  }

  /** The number of the latest own input that was taken; 0 before the first. */
  public long lastSequence() {
    return holdings.journal().last();
  }

  /** The last of the host's own inputs that is safe; 0 for none. Never goes back. */
  public long safeSequence() {
    return holdings.journal().safe();
  }

  /** The latest safe state. Allocates. */
  public StateId safe() {
    return holdings.safe();
  }

  /** Whether what is reported safe is, for want of any standby, held by this host alone. */
  public boolean uncovered() {
    return tracker.uncovered();
  }

  /**
   * Stops or starts reporting as safe; stopped while the host cannot hear a majority, since another
   * may have been elected from states that these standbys had before.
   */
  public void suspendSafe(boolean suspended) {
    tracker.suspend(suspended);
    updateSafe();
  }

  private void updateSafe() {
    if (tracker.update(holdings.ring(Scope.COMPLETE).newest())) {
      publishSafe();
    }
  }

  /** Finds out which inputs the safe state contains, as long as it is kept. */
  private void publishSafe() {
    StateImage image = holdings.ring(Scope.COMPLETE).find(tracker.safeEpoch(), tracker.safeTick());
    if (image == null) {
      return;
    }
    holdings.noteSafe(tracker.safeEpoch(), tracker.safeTick());
    inbox.noteSafe(image);
    InputInbox.Lane own = inbox.find(holdings.settings().self());
    if (own != null) {
      holdings.journal().noteSafe(own.safe());
    }
  }

  /** The latest state of that scope; empty before the first tick. Allocates. */
  public Optional<StateImage> newest(Scope scope) {
    StateImage newest = holdings.ring(scope).newest();
    return newest.isEmpty() ? Optional.empty() : Optional.of(newest);
  }

  /** The same without an allocation; an empty image before the first tick. */
  StateImage image(Scope scope) {
    return holdings.ring(scope).newest();
  }

  /** The scope of the states that are really sent to a receiver of that one. */
  Scope sentAs(Scope scope) {
    return holdings.settings().sentAs(scope);
  }

  /** Which state of that scope is the latest here; {@link StateId#NONE} for none. Allocates. */
  public StateId held(Scope scope) {
    return holdings.ring(scope).newest().id();
  }

  /** Writes a complete state for a peer that asked for it; see {@link PeerReplica#writeState}. */
  public boolean writeState(StateId state, StateSink sink) {
    return holdings.writeState(epoch, state, sink);
  }

  /** How many of the 32 ticks before its latest acknowledged one that receiver lacks. */
  public int missedTicks(PeerId peer) {
    StateSender sender = find(peer);
    return sender == null ? 0 : sender.missedTicks();
  }

  /** How many inputs were passed over because their peers keep them no longer. */
  public long skippedInputs() {
    return inbox.skipped();
  }

  /** How many of the host's own inputs it had sent to an earlier host. */
  public long resentInputs() {
    return holdings.journal().resent();
  }

  /**
   * Stops being host; this replica must not be used any more. The peer still obeys this host's
   * epoch, until {@link PeerReplica#obey} is told of another and drops what did not survive.
   */
  public PeerReplica becomePeer() {
    return new PeerReplica(holdings, epoch);
  }

  /** How often packets came to that end. */
  public long count(Arrival arrival) {
    return counts.of(arrival);
  }

  /** Why the last malformed packet was none. */
  public Optional<MalformedPacket> lastMalformed() {
    return counts.lastMalformed();
  }

  private @Nullable StateSender find(PeerId peer) {
    for (int i = 0; i < senders.size(); i++) {
      if (senders.get(i).peer().value() == peer.value()) {
        return senders.get(i);
      }
    }
    return null;
  }
}
