package dev.baton.transport;

import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Turns the text of a close into bytes and back. */
final class Reasons {

  private Reasons() {}

  /** As many whole characters of {@code reason} as fit into {@code bytesMax} bytes of UTF-8. */
  static byte[] cut(String reason, int bytesMax) {
    ByteBuffer out = ByteBuffer.allocate(bytesMax);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(reason), out, true);
    byte[] cut = new byte[out.position()];
    out.flip().get(cut);
    return cut;
  }

  /** What the other side said, or nothing: Netty's accessor fails on a close without a reason. */
  static String of(QuicConnectionCloseEvent event) {
    byte[] bytes;
    try {
      bytes = event.reason();
    } catch (NullPointerException e) {
      return "";
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
