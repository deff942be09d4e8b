package dev.baton.wire;

import java.nio.ByteBuffer;

/** Takes what a {@link FrameReader} finds in a stream. */
public interface FrameSink {

  /**
   * A whole packet, without its length; {@code packet} is valid during the call only.
   *
   * @param packet from its type to its end
   */
  void packet(ByteBuffer packet);

  /**
   * The stream does not follow the protocol, and nothing more is read of it.
   *
   * @param reason how
   */
  void malformed(String reason);
}
