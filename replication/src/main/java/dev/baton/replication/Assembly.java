package dev.baton.replication;

import java.util.Arrays;

/** The fragments of one state that have arrived so far. Confined to one thread. */
final class Assembly {

  private final GrowingBytes delta;
  private final long[] arrived = new long[4];
  private boolean open;
  private Scope scope = Scope.COMPLETE;
  private int stateEpoch;
  private long stateTick;
  private int baselineEpoch;
  private long baselineTick;
  private long hash;
  private int missing;

  Assembly(int deltaBytesMax) {
    delta = new GrowingBytes(deltaBytesMax);
  }

  boolean isOpen() {
    return open;
  }

  GrowingBytes delta() {
    return delta;
  }

  /** Whether the state that it collects is earlier than that of {@code packet}. */
  boolean isBefore(StatePacket packet) {
    return stateEpoch < packet.stateEpoch
        || (stateEpoch == packet.stateEpoch && stateTick < packet.stateTick);
  }

  boolean isBefore(Assembly other) {
    return stateEpoch < other.stateEpoch
        || (stateEpoch == other.stateEpoch && stateTick < other.stateTick);
  }

  /** Whether {@code packet} is a fragment of what is collected here. */
  boolean matches(StatePacket packet) {
    return open
        && stateTick == packet.stateTick
        && stateEpoch == packet.stateEpoch
        && scope == packet.scope
        && baselineTick == packet.baselineTick
        && baselineEpoch == packet.baselineEpoch
        && hash == packet.hash
        && delta.length() == packet.deltaBytes;
  }

  /** Starts to collect the state of {@code packet}. */
  void open(StatePacket packet) {
    open = true;
    scope = packet.scope;
    stateEpoch = packet.stateEpoch;
    stateTick = packet.stateTick;
    baselineEpoch = packet.baselineEpoch;
    baselineTick = packet.baselineTick;
    hash = packet.hash;
    missing = packet.fragmentCount;
    delta.resize(packet.deltaBytes);
    Arrays.fill(arrived, 0);
  }

  void close() {
    open = false;
  }

  /** Takes a fragment. */
  Arrival add(StatePacket packet) {
    int word = packet.fragmentIndex / Long.SIZE;
    long bit = 1L << packet.fragmentIndex % Long.SIZE;
    if ((arrived[word] & bit) != 0) {
      return Arrival.DUPLICATE;
    }
    arrived[word] |= bit;
    packet.copyPayload(delta);
    missing--;
    return missing == 0 ? Arrival.TAKEN : Arrival.PARTIAL;
  }
}
