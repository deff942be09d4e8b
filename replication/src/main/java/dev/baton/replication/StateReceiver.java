package dev.baton.replication;

import dev.baton.core.StateId;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the states that arrive: collects fragments, applies deltas, checks the hash, and says in
 * acknowledgements what is held. Confined to one thread.
 *
 * <p>Source: PROTOCOL.md 7.
 */
final class StateReceiver {

  private static final int EARLIER_TICKS = 32;

  private final Holdings holdings;
  private final ArrivalCounts counts;
  private final StatePacket packet = new StatePacket();
  private final AckPacket ack = new AckPacket();
  private final ByteBuffer ackBuffer = ByteBuffer.allocate(AckPacket.PACKET_BYTES);
  private final Assembly[] assemblies = new Assembly[ReplicationLimits.ASSEMBLIES];
  private final GrowingBytes whole;
  private final GrowingBytes result;
  private final int deltaBytesMax;
  private Scope scope = Scope.COMPLETE;
  private boolean unusable;
  private boolean wrongHash;
  private boolean uncovered;

  StateReceiver(Holdings holdings, ArrivalCounts counts) {
    this.holdings = holdings;
    this.counts = counts;
    deltaBytesMax = holdings.limits().stateBytes() + Delta.OVERHEAD_BYTES;
    int fragmentsBytesMax = StatePacket.FRAGMENTS_MAX * StatePacket.FRAGMENT_BYTES;
    for (int i = 0; i < assemblies.length; i++) {
      assemblies[i] = new Assembly(Math.min(deltaBytesMax, fragmentsBytesMax));
    }
    whole = new GrowingBytes(deltaBytesMax);
    result = new GrowingBytes(holdings.limits().stateBytes());
  }

  /** Whether the last safe report was covered by no standby. */
  boolean uncovered() {
    return uncovered;
  }

  /** Forgets what is under way, since another host takes over. */
  void startOver() {
    for (Assembly assembly : assemblies) {
      assembly.close();
    }
    unusable = false;
    wrongHash = false;
  }

  /**
   * Takes a packet of the host.
   *
   * @param epoch the epoch that is obeyed
   * @param lastTick no later state is taken
   */
  Arrival arrived(ByteBuffer bytes, int epoch, long lastTick) {
    Optional<MalformedPacket> malformed = packet.read(bytes);
    if (malformed.isPresent()) {
      return counts.malformed(malformed);
    }
    if (packet.epoch != epoch) {
      return packet.epoch < epoch ? Arrival.OLDER_EPOCH : Arrival.NEWER_EPOCH;
    }
    if (packet.stateTick > lastTick) {
      return Arrival.REFUSED;
    }
    takeSafeReport();
    scope = packet.scope;
    StateRing ring = holdings.ring(scope);
    if (ring.find(packet.stateEpoch, packet.stateTick) != null) {
      return Arrival.DUPLICATE;
    }
    if (!ring.accepts(packet.stateEpoch, packet.stateTick)) {
      return Arrival.LATE;
    }
    StateImage baseline = baseline(ring);
    if (baseline == null) {
      return fail(Arrival.NO_BASELINE, ring);
    }
    return collect(ring, baseline);
  }

  private void takeSafeReport() {
    uncovered = packet.uncovered;
    holdings.noteSafe(packet.safeEpoch, packet.safeTick);
    holdings.journal().noteSafe(packet.safeSequence);
  }

  private @Nullable StateImage baseline(StateRing ring) {
    return packet.baselineTick == 0
        ? ring.none()
        : ring.find(packet.baselineEpoch, packet.baselineTick);
  }

  private Arrival collect(StateRing ring, StateImage baseline) {
    if (packet.deltaBytes > deltaBytesMax) {
      return counts.malformed(Optional.of(MalformedPacket.STATE_TOO_LARGE));
    }
    if (packet.fragmentCount <= 1) {
      whole.resize(packet.deltaBytes);
      packet.copyPayload(whole);
      return apply(ring, baseline, whole);
    }
    Assembly assembly = assembly();
    if (assembly == null) {
      return Arrival.LATE;
    }
    Arrival arrival = assembly.add(packet);
    if (arrival != Arrival.TAKEN) {
      return arrival;
    }
    assembly.close();
    return apply(ring, baseline, assembly.delta());
  }

  /** Where the packet's fragments are collected; null when all places collect later states. */
  private @Nullable Assembly assembly() {
    Assembly oldest = assemblies[0];
    for (Assembly assembly : assemblies) {
      if (assembly.matches(packet)) {
        return assembly;
      }
      if (oldest.isOpen() && (!assembly.isOpen() || assembly.isBefore(oldest))) {
        oldest = assembly;
      }
    }
    if (oldest.isOpen() && !oldest.isBefore(packet)) {
      return null;
    }
    oldest.open(packet);
    return oldest;
  }

  private Arrival apply(StateRing ring, StateImage baseline, GrowingBytes delta) {
    Optional<MalformedPacket> malformed = rebuild(baseline, delta);
    if (malformed.isPresent()) {
      fail(Arrival.MALFORMED, ring);
      return counts.malformed(malformed);
    }
    long hash = StateHash.of(result);
    if (hash != packet.hash) {
      wrongHash = true;
      return fail(Arrival.WRONG_HASH, ring);
    }
    StateImage taken = ring.put(packet.stateEpoch, packet.stateTick, result, hash);
    if (taken == ring.newest()) {
      unusable = false;
      wrongHash = false;
      noteApplied(taken);
    }
    return Arrival.TAKEN;
  }

  private Optional<MalformedPacket> rebuild(StateImage baseline, GrowingBytes delta) {
    Optional<MalformedPacket> malformed = Delta.apply(baseline.content(), delta, result);
    if (malformed.isPresent()) {
      return malformed;
    }
    return StateImage.isSound(result, packet.stateTick, holdings.limits().players())
        ? Optional.empty()
        : Optional.of(MalformedPacket.BAD_IMAGE);
  }

  /** The host must start anew from what is held; a state that is late anyway changes nothing. */
  private Arrival fail(Arrival reason, StateRing ring) {
    StateImage newest = ring.newest();
    if (newest.isEmpty() || packet.stateTick > newest.tickValue()) {
      unusable = true;
    }
    return reason;
  }

  private void noteApplied(StateImage image) {
    int index = image.indexOf(holdings.settings().self());
    if (index >= 0) {
      holdings.journal().noteApplied(image.watermarkAt(index));
    }
  }

  /** Takes a complete state that was asked for by name, whatever the epoch. */
  Arrival install(StateId wanted, ByteBuffer bytes) {
    Optional<MalformedPacket> malformed = packet.read(bytes);
    if (malformed.isPresent()) {
      return counts.malformed(malformed);
    }
    boolean asked =
        packet.stateEpoch == wanted.epoch().value()
            && packet.stateTick == wanted.tick().value()
            && packet.scope == Scope.COMPLETE
            && packet.baselineTick == 0
            && packet.fragmentCount == 0;
    if (!asked) {
      return Arrival.UNKNOWN_STATE;
    }
    StateRing ring = holdings.ring(Scope.COMPLETE);
    if (ring.find(packet.stateEpoch, packet.stateTick) != null) {
      return Arrival.DUPLICATE;
    }
    return ring.accepts(packet.stateEpoch, packet.stateTick)
        ? collect(ring, ring.none())
        : Arrival.LATE;
  }

  void writeAck(int epoch, PacketSink sink) {
    StateRing ring = holdings.ring(scope);
    StateImage newest = ring.newest();
    boolean names = !newest.isEmpty() && !wrongHash;
    ack.epoch = epoch;
    ack.scope = scope;
    ack.unusable = unusable;
    ack.newestEpoch = names ? newest.epochValue() : 1;
    ack.newestTick = names ? newest.tickValue() : 0;
    ack.earlier = names ? earlier(ring, newest) : 0;
    ackBuffer.clear();
    ack.write(ackBuffer);
    sink.packet(ackBuffer.flip());
  }

  private static int earlier(StateRing ring, StateImage newest) {
    int bits = 0;
    for (int i = 0; i < EARLIER_TICKS && newest.tickValue() - 1 - i > 0; i++) {
      if (ring.find(newest.epochValue(), newest.tickValue() - 1 - i) != null) {
        bits |= 1 << i;
      }
    }
    return bits;
  }
}
