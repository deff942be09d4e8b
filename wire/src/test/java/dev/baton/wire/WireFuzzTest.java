package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.core.Message;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PROTOCOL.md 9.1: any bytes are malformed or the one form of a value; nothing throws.
 *
 * <p>In the normal run each target is tried with its seeds. With {@code JAZZER_FUZZ=1} in the
 * environment, {@code -Djazzer.hooks=true}, and one target chosen by {@code -Dtest}, Jazzer looks
 * for more.
 */
@Tag("fuzz")
final class WireFuzzTest {

  static Stream<byte[]> messages() {
    return Samples.messages().values().stream().map(Wire::encode).map(WireFuzzTest::bytes);
  }

  static Stream<byte[]> requests() {
    return LobbySamples.requests().values().stream()
        .map(LobbyWire::encode)
        .map(WireFuzzTest::bytes);
  }

  static Stream<byte[]> notices() {
    return LobbySamples.notices().values().stream().map(LobbyWire::encode).map(WireFuzzTest::bytes);
  }

  @MethodSource("messages")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreMalformedOrOneMessage(byte[] packet) {
    switch (Wire.decode(ByteBuffer.wrap(packet))) {
      case Decoded.Ok<Message>(Message message) ->
          assertThat(bytes(Wire.encode(message))).isEqualTo(packet);
      case Decoded.Malformed<Message>(String reason) -> assertThat(reason).isNotBlank();
    }
  }

  @MethodSource("requests")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreMalformedOrOneRequest(byte[] frame) {
    switch (LobbyWire.decodeRequest(ByteBuffer.wrap(frame))) {
      case Decoded.Ok<LobbyRequest>(LobbyRequest request) ->
          assertThat(bytes(LobbyWire.encode(request))).isEqualTo(frame);
      case Decoded.Malformed<LobbyRequest>(String reason) -> assertThat(reason).isNotBlank();
    }
  }

  @MethodSource("notices")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreMalformedOrOneNotice(byte[] frame) {
    switch (LobbyWire.decodeNotice(ByteBuffer.wrap(frame))) {
      case Decoded.Ok<LobbyNotice>(LobbyNotice notice) ->
          assertThat(bytes(LobbyWire.encode(notice))).isEqualTo(frame);
      case Decoded.Malformed<LobbyNotice>(String reason) -> assertThat(reason).isNotBlank();
    }
  }

  private static byte[] bytes(ByteBuffer packet) {
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    return bytes;
  }
}
