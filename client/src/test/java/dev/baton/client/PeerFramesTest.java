package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.client.PeerFrames.Channel;
import dev.baton.client.PeerFrames.Detour;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import dev.baton.wire.Decoded;
import dev.baton.wire.Wire;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerFramesTest {

  private static ByteBuffer forwarded(Detour detour, byte... content) {
    ByteBuffer out = ByteBuffer.allocate(100);
    PeerFrames.writeForwarded(out, detour, ByteBuffer.wrap(content));
    return out.flip();
  }

  @ParameterizedTest
  @EnumSource
  void aForwardedFrameSaysFromWhomToWhomAndHow(Channel channel) {
    Detour detour = new Detour(channel, new PeerId(65_535), new PeerId(2));
    ByteBuffer frame = forwarded(detour, (byte) 0x80, (byte) 9);
    assertThat(PeerFrames.isForwarded(frame)).isTrue();
    assertThat(PeerFrames.detourOf(frame)).isEqualTo(detour);
    assertThat(PeerFrames.forwardedContent(frame))
        .isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x80, 9}));
  }

  @Test
  void theBytesOfAForwardedFrameAreThese() {
    Detour detour = new Detour(Channel.CONTROL, new PeerId(3), new PeerId(258));
    assertThat(HexFormat.of().formatHex(forwarded(detour, (byte) 5).array(), 0, 7))
        .isEqualTo("7e010003010205");
  }

  @Test
  void aForwardedFrameInAForwardedFrameIsRefused() {
    Detour detour = new Detour(Channel.DATAGRAM, new PeerId(1), new PeerId(2));
    assertThat(PeerFrames.isForwarded(forwarded(detour, (byte) PeerFrames.FORWARDED))).isFalse();
  }

  @Test
  void aForwardedFrameWithoutSoundHeaderIsRefused() {
    for (String hex : new String[] {"7e", "7e0000010002", "7e030001000205", "7e000000000205"}) {
      ByteBuffer frame = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
      assertThat(PeerFrames.isForwarded(frame)).as(hex).isFalse();
    }
  }

  @Test
  void aStateFrameNamesItsState() {
    StateId state = new StateId(new Epoch(4), new Tick(1L << 33));
    ByteBuffer frame = PeerFrames.stateFrame(PeerFrames.STATE_WANTED, state);
    assertThat(PeerFrames.isStateFrame(frame)).isTrue();
    assertThat(PeerFrames.stateOf(frame)).isEqualTo(state);
    assertThat(PeerFrames.isStateFrame(frame.limit(12))).isFalse();
  }

  @Test
  void noMessageOfTheMachineHasATypeOfThese() {
    for (int type = PeerFrames.FIRST; type <= 0xff; type++) {
      ByteBuffer packet = ByteBuffer.allocate(64).put(0, (byte) type);
      assertThat(Wire.decode(packet)).isInstanceOf(Decoded.Malformed.class);
    }
  }
}
