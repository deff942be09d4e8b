package dev.baton.wire;

import static dev.baton.wire.LobbyNoticeForm.NOTICE;
import static dev.baton.wire.LobbyRequestForm.REQUEST;

import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import java.nio.ByteBuffer;

/**
 * The bytes of what peers and lobby say to each other: one canonical form for each, in one frame.
 *
 * <p>Stateless and safe for any thread. Buffers must be big-endian. Source: docs/lobby.md.
 */
public final class LobbyWire {

  private LobbyWire() {}

  /**
   * Writes what a peer says as one frame.
   *
   * @return a buffer of just that size, ready to be read
   * @throws IllegalArgumentException if a field is beyond its bounds, or the frame too large
   */
  public static ByteBuffer encode(LobbyRequest request) {
    return encode(REQUEST, request);
  }

  /**
   * Writes what the lobby says as one frame.
   *
   * @return a buffer of just that size, ready to be read
   * @throws IllegalArgumentException if a field is beyond its bounds, or the frame too large
   */
  public static ByteBuffer encode(LobbyNotice notice) {
    return encode(NOTICE, notice);
  }

  /** Reads what remains of {@code frame}, all of it, as what a peer says. */
  public static Decoded<LobbyRequest> decodeRequest(ByteBuffer frame) {
    return decode(REQUEST, frame);
  }

  /** Reads what remains of {@code frame}, all of it, as what the lobby says. */
  public static Decoded<LobbyNotice> decodeNotice(ByteBuffer frame) {
    return decode(NOTICE, frame);
  }

  private static <T> ByteBuffer encode(OneOf<T> form, T value) {
    Writer counted = new Writer();
    form.write(counted, value);
    if (counted.bytes() > LobbyRequest.FRAME_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a frame must have at most 65536 bytes, not " + counted.bytes() + ": " + value);
    }
    ByteBuffer frame = ByteBuffer.allocate(counted.bytes());
    form.write(new Writer(frame), value);
    return frame.flip();
  }

  private static <T> Decoded<T> decode(OneOf<T> form, ByteBuffer frame) {
    if (frame.remaining() > LobbyRequest.FRAME_BYTES_MAX) {
      return new Decoded.Malformed<>(frame.remaining() + " bytes are more than 65536");
    }
    Reader in = new Reader(frame);
    return in.end(form.read(in));
  }
}
