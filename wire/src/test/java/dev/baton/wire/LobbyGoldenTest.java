package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/lobby.md: the bytes of {@link LobbySamples} are those of the file {@code golden/lobby.txt},
 * which is written anew with {@code -Dbaton.golden=write} and reviewed as a diff.
 */
final class LobbyGoldenTest {
  private static final Path FILE = Path.of("src/test/resources/golden/lobby.txt");

  @Test
  void theBytesOfEverythingThatIsSaidAreThoseOfTheGoldenFile() throws IOException {
    Map<String, String> encoded = new LinkedHashMap<>();
    LobbySamples.requests().forEach((name, it) -> encoded.put(name, hex(LobbyWire.encode(it))));
    LobbySamples.notices().forEach((name, it) -> encoded.put(name, hex(LobbyWire.encode(it))));
    if (System.getProperty("baton.golden", "compare").equals("write")) {
      Files.writeString(FILE, text(encoded));
    }

    assertThat(text(encoded)).isEqualTo(Files.readString(FILE));
  }

  @Test
  void theGoldenBytesAreReadAsWhatTheySay() throws IOException {
    Map<String, String> golden = parse(Files.readString(FILE));

    LobbySamples.requests()
        .forEach(
            (name, request) ->
                assertThat(LobbyWire.decodeRequest(frame(golden, name)))
                    .isEqualTo(new Decoded.Ok<>(request)));
    LobbySamples.notices()
        .forEach(
            (name, notice) ->
                assertThat(LobbyWire.decodeNotice(frame(golden, name)))
                    .isEqualTo(new Decoded.Ok<>(notice)));
  }

  @Test
  void everythingThatCanBeSaidHasASample() {
    assertThat(LobbyRequest.class.getPermittedSubclasses())
        .allMatch(kind -> LobbySamples.requests().values().stream().anyMatch(kind::isInstance));
    assertThat(LobbyNotice.class.getPermittedSubclasses())
        .allMatch(kind -> LobbySamples.notices().values().stream().anyMatch(kind::isInstance));
    assertThat(LobbyEvent.class.getPermittedSubclasses())
        .allMatch(
            kind ->
                LobbySamples.notices().values().stream()
                    .filter(LobbyNotice.Event.class::isInstance)
                    .map(notice -> ((LobbyNotice.Event) notice).what())
                    .anyMatch(kind::isInstance));
  }

  private static ByteBuffer frame(Map<String, String> golden, String name) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(golden.getOrDefault(name, "")));
  }

  private static String hex(ByteBuffer frame) {
    return Bytes.of(frame).toString();
  }

  private static String text(Map<String, String> encoded) {
    return encoded.entrySet().stream()
        .map(each -> "# " + each.getKey() + "\n" + each.getValue().replaceAll("(.{96})", "$1\n"))
        .map(each -> each.endsWith("\n") ? each : each + "\n")
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> vectors = new LinkedHashMap<>();
    String name = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("# ")) {
        name = line.substring(2);
      } else {
        vectors.merge(name, line, String::concat);
      }
    }
    return vectors;
  }
}
