package dev.baton.wire;

import static dev.baton.wire.MessageForm.MESSAGE;

import dev.baton.core.Message;
import java.nio.ByteBuffer;

/**
 * The bytes of the core's messages: one canonical form for each, in one packet.
 *
 * <p>Stateless and safe for any thread. Buffers must be big-endian. Source: PROTOCOL.md 9.
 */
public final class Wire {

  private Wire() {}

  /** The size of the packet that {@link #encode} makes of {@code message}. */
  public static int encodedBytes(Message message) {
    Writer out = new Writer();
    MESSAGE.write(out, message);
    return out.bytes();
  }

  /**
   * Writes {@code message} as one packet and moves the position of {@code packet} past it.
   *
   * @return false when it does not fit into what remains; the position is then where it was, and
   *     what follows it has no meaning
   * @throws IllegalArgumentException if a field is beyond its bounds
   */
  public static boolean encode(Message message, ByteBuffer packet) {
    int start = packet.position();
    Writer out = new Writer(packet);
    MESSAGE.write(out, message);
    if (out.overflown()) {
      packet.position(start);
    }
    return !out.overflown();
  }

  /**
   * Writes {@code message} as one packet.
   *
   * @return a buffer of just that size, ready to be read
   * @throws IllegalArgumentException if a field is beyond its bounds
   */
  public static ByteBuffer encode(Message message) {
    ByteBuffer packet = ByteBuffer.allocate(encodedBytes(message));
    MESSAGE.write(new Writer(packet), message);
    return packet.flip();
  }

  /** Reads what remains of {@code packet}, all of it, as one message. */
  public static Decoded<Message> decode(ByteBuffer packet) {
    Reader in = new Reader(packet);
    return in.end(MESSAGE.read(in));
  }
}
