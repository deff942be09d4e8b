package dev.baton.replication;

import dev.baton.core.Epoch;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replication at a peer that is not host: takes in states and acknowledges them, keeps and sends
 * the peer's own inputs, and can turn into a {@link HostReplica} with all that it holds.
 *
 * <p>Each tick, and whenever it likes to: {@link #writeInputs}, and after packets arrived {@link
 * #writeAck} and {@link #show}. Packets are big-endian buffers whose position is not moved. In
 * steady state no call allocates; those that return records do, and say so.
 *
 * <p>Confined to one thread. Never throws for what a packet contains.
 *
 * <p>Source: PROTOCOL.md 7.
 */
public final class PeerReplica {

  private final Holdings holdings;
  private final StateReceiver receiver;
  private final ArrivalCounts counts = new ArrivalCounts();
  private int epoch;
  private long lastTick = Long.MAX_VALUE;
  private int shownEpoch;
  private long shownTick;

  /** Starts with nothing: no state, no inputs, and no epoch until {@link #obey}. */
  public PeerReplica(ReplicationSettings settings) {
    this(new Holdings(settings), 0);
  }

  /** Starts with what a host held that is host no longer; it has shown its own latest state. */
  PeerReplica(Holdings holdings, int epoch) {
    this.holdings = holdings;
    this.epoch = epoch;
    receiver = new StateReceiver(holdings, counts);
    shownEpoch = holdings.newest().epochValue();
    shownTick = holdings.newest().tickValue();
  }

  /**
   * From now on takes states of {@code newEpoch} alone, whose host resumed after {@code resume}.
   * What is held and is not part of that history is dropped, and all inputs that are not in it are
   * sent again.
   *
   * <p>A peer that joins passes {@link StateId#NONE}, which is right for one that holds nothing.
   *
   * @param newEpoch the epoch of the announcement or the welcome; when it is the present one, all
   *     stays but what {@link #refuseStates} promised: a peer that is let in again takes states
   * @param resume the last state that survives
   * @return what was shown here and does not survive, if anything
   * @throws IllegalArgumentException when {@code newEpoch} is older than the present one
   */
  public Optional<Rewind> obey(Epoch newEpoch, StateId resume) {
    if (newEpoch.value() < epoch) {
      throw new IllegalArgumentException("newEpoch must not be before " + epoch + ": " + newEpoch);
    }
    lastTick = Long.MAX_VALUE;
    if (newEpoch.value() == epoch) {
      return Optional.empty();
    }
    long survives = holdings.lineage().survivesUpTo(shownEpoch, resume, holdings.safeTick());
    epoch = newEpoch.value();
    holdings.keepUpTo(resume);
    holdings.lineage().follow(epoch, resume);
    receiver.startOver();
    holdings.journal().startOver(watermarkHeld());
    return rewindTo(survives);
  }

  private long watermarkHeld() {
    StateImage newest = holdings.newest();
    int index = newest.indexOf(holdings.settings().self());
    return index < 0 ? holdings.journal().safe() : newest.watermarkAt(index);
  }

  private Optional<Rewind> rewindTo(long survives) {
    if (shownTick <= survives) {
      return Optional.empty();
    }
    Rewind rewind = new Rewind(new Tick(shownTick), new Tick(survives));
    shownTick = survives;
    return Optional.of(rewind);
  }

  /**
   * Promises to take no state of the present epoch that is later than {@code last}; to be called
   * before a vote for another epoch goes out, so that nothing becomes safe by this peer that its
   * vote does not speak of. {@link #obey} ends it.
   *
   * @param last the last tick of a planned hand-over; what is held already stays
   */
  public void refuseStatesAfter(Tick last) {
    lastTick = last.value();
  }

  /** Promises to take no further state of the present epoch; see {@link #refuseStatesAfter}. */
  public void refuseStates() {
    lastTick = -1;
  }

  /**
   * Takes a packet from the host: a datagram, or the whole state that came over a stream.
   *
   * <p>Costs nothing when it is late, twice or of no use; the answer says so.
   */
  public Arrival packetArrived(ByteBuffer packet) {
    return counts.count(receiver.arrived(packet, epoch, lastTick));
  }

  /**
   * The newest state, if it was not shown yet, which from now on it counts as; else null.
   *
   * @return of the larger of the two scopes that this peer receives
   */
  public @Nullable StateImage show() {
    StateImage newest = holdings.newest();
    if (newest.isEmpty() || newest.tickValue() <= shownTick) {
      return null;
    }
    shownEpoch = newest.epochValue();
    shownTick = newest.tickValue();
    return newest;
  }

  /** The latest state of that scope; empty when none is held. Allocates. */
  public Optional<StateImage> newest(Scope scope) {
    StateImage newest = holdings.ring(scope).newest();
    return newest.isEmpty() ? Optional.empty() : Optional.of(newest);
  }

  /** A state by its name; empty when it is not held. Allocates. */
  public Optional<StateImage> find(StateId state, Scope scope) {
    return Optional.ofNullable(
        holdings.ring(scope).find(state.epoch().value(), state.tick().value()));
  }

  /** Which state of that scope is the latest here; {@link StateId#NONE} for none. Allocates. */
  public StateId held(Scope scope) {
    return holdings.ring(scope).newest().id();
  }

  /** The latest state that the host reported safe. Allocates. */
  public StateId safe() {
    return holdings.safe();
  }

  /** The last of this peer's own inputs that was reported safe; 0 for none. Never goes back. */
  public long safeSequence() {
    return holdings.journal().safe();
  }

  /** Whether the last safe report stood for states that the host alone holds. */
  public boolean uncovered() {
    return receiver.uncovered();
  }

  /** Tells the host what is held; to be sent after packets arrived, once a tick. */
  public void writeAck(PacketSink sink) {
    receiver.writeAck(Math.max(1, epoch), sink);
  }

  /**
   * Takes an input of this peer's player; what remains of {@code input} is copied.
   *
   * <p>Its number is {@link #lastSequence} when this returns {@link Submission#TAKEN}.
   */
  public Submission submit(ByteBuffer input) {
    return holdings.journal().submit(input);
  }

  /** The number of the latest input that was taken; 0 before the first. */
  public long lastSequence() {
    return holdings.journal().last();
  }

  /**
   * Sends the inputs that the host has not applied yet, as far as its states tell; to be called
   * each tick.
   */
  public void writeInputs(PacketSink sink) {
    holdings.journal().write(Math.max(1, epoch), sink);
  }

  /** How many inputs were sent to a new host that had been sent to an earlier one. */
  public long resentInputs() {
    return holdings.journal().resent();
  }

  /**
   * Writes a complete state for another peer that asked for it, in bulk.
   *
   * @return false, and nothing written, when it is not held
   */
  public boolean writeState(StateId state, StateSink sink) {
    return holdings.writeState(epoch, state, sink);
  }

  /**
   * Takes a complete state that this peer asked another for, whatever the epoch: what a candidate
   * does before it announces, when a voter holds a later state.
   *
   * @param wanted the state that was asked for; anything else is not taken
   * @param bulk what {@link #writeState} wrote
   */
  public Arrival install(StateId wanted, ByteBuffer bulk) {
    return counts.count(receiver.install(wanted, bulk));
  }

  /**
   * Turns into the host of {@code newEpoch}, which goes on with the tick after {@code resume}; this
   * replica must not be used any more.
   *
   * @param newEpoch the epoch that was won, later than the present one, or the present one when
   *     {@link #obey} was called for it
   * @param resume a complete state that is held here
   * @throws IllegalStateException when {@code resume} is not held
   */
  public HostReplica becomeHost(Epoch newEpoch, StateId resume) {
    if (find(resume, Scope.COMPLETE).isEmpty()) {
      throw new IllegalStateException("state to resume from is not held: " + resume);
    }
    Optional<Rewind> rewind = obey(newEpoch, resume);
    return new HostReplica(holdings, epoch, resume, rewind);
  }

  /** How often packets came to that end. */
  public long count(Arrival arrival) {
    return counts.of(arrival);
  }

  /** Why the last malformed packet was none. */
  public Optional<MalformedPacket> lastMalformed() {
    return counts.lastMalformed();
  }
}
