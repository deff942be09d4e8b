package dev.baton.client;

import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;

/**
 * The frames between peers that are neither messages of the protocol's machine (first byte below
 * 0x7b) nor packets of the data plane (0x80 and above). All numbers are big-endian.
 *
 * <pre>
 * 0x7b  state wanted    epoch (4), tick (8): asks for that complete state, in bulk
 * 0x7c  state missing   epoch (4), tick (8): it is not held
 * 0x7d  game message    what the game sent (1 to 16384)
 * 0x7e  forwarded       channel (1: 0 datagram, 1 control, 2 bulk), origin (2), target (2), and the
 *                       frame that the origin wants the target to have; never a forwarded one
 * </pre>
 */
final class PeerFrames {

  static final int STATE_WANTED = 0x7b;
  static final int STATE_MISSING = 0x7c;
  static final int GAME_MESSAGE = 0x7d;
  static final int FORWARDED = 0x7e;

  static final int FIRST = STATE_WANTED;
  static final int FIRST_OF_DATA = 0x80;

  static final int GAME_MESSAGE_BYTES_MAX = 16_384;
  static final int FORWARDED_HEADER_BYTES = 6;
  private static final int STATE_FRAME_BYTES = 13;

  private PeerFrames() {}

  static int kind(ByteBuffer frame) {
    return frame.get(frame.position()) & 0xff;
  }

  static boolean isData(ByteBuffer frame) {
    return frame.remaining() > 0 && kind(frame) >= FIRST_OF_DATA;
  }

  /** Every packet of the data plane names its epoch in the same place; 0 where it is too short. */
  static int epochOfData(ByteBuffer packet) {
    return packet.remaining() < 5 ? 0 : packet.getInt(packet.position() + 1);
  }

  static ByteBuffer stateFrame(int kind, StateId state) {
    return ByteBuffer.allocate(STATE_FRAME_BYTES)
        .put((byte) kind)
        .putInt(state.epoch().value())
        .putLong(state.tick().value())
        .flip();
  }

  static boolean isStateFrame(ByteBuffer frame) {
    int at = frame.position();
    return frame.remaining() == STATE_FRAME_BYTES
        && frame.getInt(at + 1) >= 1
        && frame.getLong(at + 5) >= 0;
  }

  static StateId stateOf(ByteBuffer frame) {
    int at = frame.position();
    return new StateId(new Epoch(frame.getInt(at + 1)), new Tick(frame.getLong(at + 5)));
  }

  static void writeForwarded(ByteBuffer out, Detour detour, ByteBuffer frame) {
    out.put((byte) FORWARDED).put((byte) detour.channel().code);
    out.putShort((short) detour.origin().value()).putShort((short) detour.target().value());
    out.put(frame.duplicate());
  }

  /** Whether the header is sound, and what follows it is a frame that may be forwarded. */
  static boolean isForwarded(ByteBuffer frame) {
    int at = frame.position();
    return frame.remaining() > FORWARDED_HEADER_BYTES
        && frame.get(at + 1) >= Channel.DATAGRAM.code
        && frame.get(at + 1) <= Channel.BULK.code
        && frame.getShort(at + 2) != 0
        && frame.getShort(at + 4) != 0
        && (frame.get(at + FORWARDED_HEADER_BYTES) & 0xff) != FORWARDED;
  }

  static Detour detourOf(ByteBuffer frame) {
    int at = frame.position();
    return new Detour(
        Channel.ofCode(frame.get(at + 1)),
        new PeerId(frame.getShort(at + 2) & 0xffff),
        new PeerId(frame.getShort(at + 4) & 0xffff));
  }

  static ByteBuffer forwardedContent(ByteBuffer frame) {
    return frame.slice(
        frame.position() + FORWARDED_HEADER_BYTES, frame.remaining() - FORWARDED_HEADER_BYTES);
  }

  /** How a frame travels. */
  enum Channel {
    /** It may be lost. */
    DATAGRAM(0),
    /** It is not lost, and in order. */
    CONTROL(1),
    /** It is not lost, and large. */
    BULK(2);

    private final int code;

    Channel(int code) {
      this.code = code;
    }

    private static Channel ofCode(int code) {
      return code == DATAGRAM.code ? DATAGRAM : code == CONTROL.code ? CONTROL : BULK;
    }
  }

  /** From whom to whom a forwarded frame goes, and how. */
  record Detour(Channel channel, PeerId origin, PeerId target) {}
}
