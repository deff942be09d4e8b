package dev.baton.transport;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Makes the text of a close fit into its packet. */
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
}
