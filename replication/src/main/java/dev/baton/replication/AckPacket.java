package dev.baton.replication;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A peer tells the host which states it holds.
 *
 * <pre>
 * offset  size  field
 * 0       1     kind: 0x81
 * 1       4     epoch that the sender obeys, 1 or more
 * 5       1     scope: 0 complete, 1 visible
 * 6       1     flags: bit 0 set when the sender could not use what it was sent last: the host is
 *               to start anew from the state that this packet names, or with a keyframe
 * 7       4     epoch of the newest state held, 1 to the first epoch above
 * 11      8     tick of the newest state held; 0 for none
 * 19      4     bit i set, from 0 for the lowest: holds the state i + 1 ticks earlier of that same
 *               epoch, too
 * </pre>
 *
 * <p>All numbers are big-endian; the packet has exactly {@value #PACKET_BYTES} bytes. A view that
 * is read again and again. Confined to one thread.
 *
 * <p>Source: PROTOCOL.md 7.
 */
public final class AckPacket {

  /** The first byte of the packet. */
  public static final byte KIND = (byte) 0x81;

  /** The length of the packet. */
  public static final int PACKET_BYTES = 23;

  private static final int FLAG_UNUSABLE = 1;

  int epoch;
  Scope scope = Scope.COMPLETE;
  boolean unusable;
  int newestEpoch;
  long newestTick;
  int earlier;

  /** The number of the epoch that the sender obeys. */
  public int epochValue() {
    return epoch;
  }

  /**
   * Reads what remains of {@code packet}, whose position does not move.
   *
   * @return why it is no such packet; then this view means nothing
   */
  public Optional<MalformedPacket> read(ByteBuffer packet) {
    int at = packet.position();
    if (packet.remaining() != PACKET_BYTES) {
      return Optional.of(
          packet.remaining() < PACKET_BYTES ? MalformedPacket.TOO_SHORT : MalformedPacket.TOO_LONG);
    }
    if (packet.get(at) != KIND) {
      return Optional.of(MalformedPacket.WRONG_KIND);
    }
    int scopeCode = packet.get(at + 5);
    if (!Scope.isCode(scopeCode)) {
      return Optional.of(MalformedPacket.BAD_SCOPE);
    }
    int flags = packet.get(at + 6);
    if ((flags & ~FLAG_UNUSABLE) != 0) {
      return Optional.of(MalformedPacket.BAD_FLAGS);
    }
    epoch = packet.getInt(at + 1);
    scope = Scope.ofCode(scopeCode);
    unusable = (flags & FLAG_UNUSABLE) != 0;
    newestEpoch = packet.getInt(at + 7);
    newestTick = packet.getLong(at + 11);
    earlier = packet.getInt(at + 19);
    if (newestEpoch < 1 || newestEpoch > epoch) {
      return Optional.of(MalformedPacket.BAD_EPOCH);
    }
    return newestTick < 0 ? Optional.of(MalformedPacket.BAD_TICK) : Optional.empty();
  }

  /**
   * Writes the packet that was read last; the same bytes again.
   *
   * @param out has room for it; its position moves past it
   */
  public void write(ByteBuffer out) {
    out.put(KIND).putInt(epoch);
    out.put((byte) scope.code()).put((byte) (unusable ? FLAG_UNUSABLE : 0));
    out.putInt(newestEpoch).putLong(newestTick).putInt(earlier);
  }
}
