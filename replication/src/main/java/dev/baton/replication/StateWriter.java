package dev.baton.replication;

import java.nio.ByteBuffer;

/**
 * Turns a state and its baseline into packets. Remembers the last delta, since several receivers
 * mostly share a baseline. Confined to one thread.
 */
final class StateWriter {

  private final ReplicationLimits limits;
  private final GrowingBytes delta;
  private final StatePacket packet = new StatePacket();
  private final ByteBuffer datagram = ByteBuffer.allocate(ReplicationLimits.PACKET_BYTES);
  private ByteBuffer bulk = ByteBuffer.allocate(0);
  private Scope encodedScope = Scope.COMPLETE;
  private int encodedEpoch;
  private long encodedTick;
  private int encodedBaselineEpoch;
  private long encodedBaselineTick;

  StateWriter(ReplicationLimits limits) {
    this.limits = limits;
    delta = new GrowingBytes(limits.stateBytes() + Delta.OVERHEAD_BYTES);
  }

  /** The packet's fields about the host and its safe report, to be set before writing. */
  StatePacket fields() {
    return packet;
  }

  /** Prepares a state for writing. */
  void encode(StateImage image, StateImage baseline) {
    if (!isEncoded(image, baseline)) {
      Delta.encode(baseline.content(), image.content(), delta);
      encodedScope = image.scope();
      encodedEpoch = image.epochValue();
      encodedTick = image.tickValue();
      encodedBaselineEpoch = baseline.epochValue();
      encodedBaselineTick = baseline.tickValue();
    }
    packet.scope = image.scope();
    packet.stateEpoch = image.epochValue();
    packet.stateTick = image.tickValue();
    packet.hash = image.hash();
    packet.baselineEpoch = baseline.isEmpty() ? 1 : baseline.epochValue();
    packet.baselineTick = baseline.tickValue();
    packet.deltaBytes = delta.length();
  }

  private boolean isEncoded(StateImage image, StateImage baseline) {
    return encodedEpoch != 0
        && encodedScope == image.scope()
        && image.isState(encodedEpoch, encodedTick)
        && encodedBaselineEpoch == baseline.epochValue()
        && encodedBaselineTick == baseline.tickValue();
  }

  /** Whether what was prepared is too large for datagrams. */
  boolean needsBulk() {
    int fragmentsMax =
        packet.baselineTick == 0 ? limits.keyframeFragments() : StatePacket.FRAGMENTS_MAX;
    return StatePacket.fragmentsFor(delta.length()) > fragmentsMax;
  }

  void writeDatagrams(PacketSink sink) {
    packet.fragmentCount = StatePacket.fragmentsFor(delta.length());
    for (int i = 0; i < packet.fragmentCount; i++) {
      packet.fragmentIndex = i;
      int from = packet.fragmentOffset();
      datagram.clear();
      packet.writeHeader(datagram);
      datagram.put(
          delta.array(), from, Math.min(StatePacket.FRAGMENT_BYTES, delta.length() - from));
      sink.packet(datagram.flip());
    }
  }

  void writeBulk(StateSink sink) {
    packet.fragmentCount = 0;
    packet.fragmentIndex = 0;
    int needed = StatePacket.HEADER_BYTES + delta.length();
    if (bulk.capacity() < needed) {
      bulk = ByteBuffer.allocate(needed);
    }
    bulk.clear();
    packet.writeHeader(bulk);
    bulk.put(delta.array(), 0, delta.length());
    sink.bulk(bulk.flip());
  }
}
