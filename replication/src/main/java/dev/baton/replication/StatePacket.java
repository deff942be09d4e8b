package dev.baton.replication;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One state, or a fragment of one, on its way from the host: a delta against a baseline that the
 * receiver acknowledged, and the host's safe report. Each packet can be used alone, in any order,
 * late and twice.
 *
 * <pre>
 * offset  size  field
 * 0       1     kind: 0x80
 * 1       4     epoch of the host that sends, 1 or more
 * 5       4     epoch of the state, 1 to that of the host
 * 9       8     tick of the state, 1 or more
 * 17      1     scope: 0 complete, 1 visible
 * 18      1     flags: bit 0 set when no standby covers what the safe report says
 * 19      4     epoch of the baseline, 1 to that of the state
 * 23      8     tick of the baseline, not after that of the state; 0 for a keyframe
 * 31      8     xxHash64 of the whole state
 * 39      4     epoch of the latest safe state, 1 to that of the host
 * 43      8     tick of the latest safe state; 0 when there is none
 * 51      8     the receiver's last safe input; 0 when there is none
 * 59      1     fragment index, from 0
 * 60      1     fragment count, 1 to 255; 0 when the whole delta follows, over a stream
 * 61      4     length of the whole delta in bytes
 * 65      ...   with fragments: bytes 1135 * index to 1135 * (index + 1) of the delta, the last
 *               fragment what is left; a datagram of at most 1200 bytes. Without: the delta
 * </pre>
 *
 * <p>All numbers are big-endian. A view that is read again and again; it refers to the buffer that
 * was read last. Confined to one thread.
 *
 * <p>Source: PROTOCOL.md 7.
 */
public final class StatePacket {

  /** The first byte of the packet. */
  public static final byte KIND = (byte) 0x80;

  /** The length of the packet without its piece of the delta. */
  public static final int HEADER_BYTES = 65;

  /** The longest piece of a delta in one datagram. */
  static final int FRAGMENT_BYTES = ReplicationLimits.PACKET_BYTES - HEADER_BYTES;

  /** The largest number of fragments. */
  static final int FRAGMENTS_MAX = 255;

  private static final int FLAG_UNCOVERED = 1;

  int epoch;
  int stateEpoch;
  long stateTick;
  Scope scope = Scope.COMPLETE;
  boolean uncovered;
  int baselineEpoch;
  long baselineTick;
  long hash;
  int safeEpoch;
  long safeTick;
  long safeSequence;
  int fragmentIndex;
  int fragmentCount;
  int deltaBytes;

  private ByteBuffer source = ByteBuffer.allocate(0);
  private int payloadAt;
  private int payloadBytes;

  /** The number of the host's epoch. */
  public int epochValue() {
    return epoch;
  }

  /** The number of the tick that it leads to. */
  public long tickValue() {
    return stateTick;
  }

  /**
   * Reads what remains of {@code packet}, whose position does not move.
   *
   * @return why it is no such packet; then this view means nothing
   */
  public Optional<MalformedPacket> read(ByteBuffer packet) {
    int at = packet.position();
    if (packet.remaining() < HEADER_BYTES) {
      return Optional.of(MalformedPacket.TOO_SHORT);
    }
    if (packet.get(at) != KIND) {
      return Optional.of(MalformedPacket.WRONG_KIND);
    }
    int scopeCode = packet.get(at + 17);
    if (!Scope.isCode(scopeCode)) {
      return Optional.of(MalformedPacket.BAD_SCOPE);
    }
    int flags = packet.get(at + 18);
    if ((flags & ~FLAG_UNCOVERED) != 0) {
      return Optional.of(MalformedPacket.BAD_FLAGS);
    }
    readFields(packet, at);
    scope = Scope.ofCode(scopeCode);
    uncovered = (flags & FLAG_UNCOVERED) != 0;
    Optional<MalformedPacket> malformed = checkIds();
    return malformed.isPresent() ? malformed : checkPayload();
  }

  private void readFields(ByteBuffer packet, int at) {
    epoch = packet.getInt(at + 1);
    stateEpoch = packet.getInt(at + 5);
    stateTick = packet.getLong(at + 9);
    baselineEpoch = packet.getInt(at + 19);
    baselineTick = packet.getLong(at + 23);
    hash = packet.getLong(at + 31);
    safeEpoch = packet.getInt(at + 39);
    safeTick = packet.getLong(at + 43);
    safeSequence = packet.getLong(at + 51);
    fragmentIndex = packet.get(at + 59) & 0xFF;
    fragmentCount = packet.get(at + 60) & 0xFF;
    deltaBytes = packet.getInt(at + 61);
    source = packet;
    payloadAt = at + HEADER_BYTES;
    payloadBytes = packet.remaining() - HEADER_BYTES;
  }

  private Optional<MalformedPacket> checkIds() {
    if (stateEpoch < 1
        || stateEpoch > epoch
        || baselineEpoch < 1
        || baselineEpoch > stateEpoch
        || safeEpoch < 1
        || safeEpoch > epoch) {
      return Optional.of(MalformedPacket.BAD_EPOCH);
    }
    if (stateTick < 1 || baselineTick < 0 || baselineTick > stateTick || safeTick < 0) {
      return Optional.of(MalformedPacket.BAD_TICK);
    }
    return safeSequence < 0 || safeSequence > InputPacket.SEQUENCE_MAX
        ? Optional.of(MalformedPacket.BAD_SEQUENCE)
        : Optional.empty();
  }

  private Optional<MalformedPacket> checkPayload() {
    if (deltaBytes < Delta.OVERHEAD_BYTES) {
      return Optional.of(MalformedPacket.BAD_DELTA_LENGTH);
    }
    if (fragmentCount == 0) {
      return fragmentIndex == 0 && payloadBytes == deltaBytes
          ? Optional.empty()
          : Optional.of(MalformedPacket.BAD_FRAGMENT);
    }
    boolean fits =
        fragmentIndex < fragmentCount
            && fragmentCount == fragmentsFor(deltaBytes)
            && payloadBytes == Math.min(FRAGMENT_BYTES, deltaBytes - fragmentOffset());
    return fits ? Optional.empty() : Optional.of(MalformedPacket.BAD_FRAGMENT);
  }

  /**
   * Writes the packet that was read last; the same bytes again.
   *
   * @param out has room for it; its position moves past it
   */
  public void write(ByteBuffer out) {
    writeHeader(out);
    for (int i = 0; i < payloadBytes; i++) {
      out.put(source.get(payloadAt + i));
    }
  }

  /** Writes the fields that stand before the piece of the delta. */
  void writeHeader(ByteBuffer out) {
    out.put(KIND).putInt(epoch).putInt(stateEpoch).putLong(stateTick);
    out.put((byte) scope.code()).put((byte) (uncovered ? FLAG_UNCOVERED : 0));
    out.putInt(baselineEpoch).putLong(baselineTick).putLong(hash);
    out.putInt(safeEpoch).putLong(safeTick).putLong(safeSequence);
    out.put((byte) fragmentIndex).put((byte) fragmentCount).putInt(deltaBytes);
  }

  /** Where this packet's piece stands in the delta. */
  int fragmentOffset() {
    return fragmentIndex * FRAGMENT_BYTES;
  }

  /** Copies this packet's piece of the delta to its place in {@code delta}. */
  void copyPayload(GrowingBytes delta) {
    delta.copyIn(fragmentOffset(), source, payloadAt, payloadBytes);
  }

  /** How many fragments a delta of that length takes; may be more than the largest number. */
  static int fragmentsFor(int deltaLength) {
    return (deltaLength + FRAGMENT_BYTES - 1) / FRAGMENT_BYTES;
  }
}
