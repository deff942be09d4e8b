package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Message;
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
 * PROTOCOL.md 9: the bytes of {@link Samples} are those of the file {@code golden/messages.txt},
 * which is written anew with {@code -Dbaton.golden=write} and reviewed as a diff.
 */
final class GoldenTest {
  private static final Path FILE = Path.of("src/test/resources/golden/messages.txt");
  private static final int LINE_CHARS = 96;

  @Test
  void theBytesOfEveryMessageAreThoseOfTheGoldenFile() throws IOException {
    Map<String, String> encoded = new LinkedHashMap<>();
    Samples.messages().forEach((name, message) -> encoded.put(name, hex(message)));
    if (System.getProperty("baton.golden", "compare").equals("write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, text(encoded));
    }

    assertThat(text(encoded)).isEqualTo(Files.readString(FILE));
  }

  @Test
  void theGoldenBytesAreReadAsTheMessagesThatTheyAreOf() throws IOException {
    Map<String, Message> decoded = new LinkedHashMap<>();
    parse(Files.readString(FILE)).forEach((name, hex) -> decoded.put(name, message(hex)));

    assertThat(decoded).isEqualTo(Samples.messages());
  }

  @Test
  void everyKindOfMessageHasASample() {
    assertThat(Message.class.getPermittedSubclasses())
        .allMatch(kind -> Samples.messages().values().stream().anyMatch(kind::isInstance));
  }

  private static String hex(Message message) {
    ByteBuffer packet = ByteBuffer.allocate(Wire.encodedBytes(message));
    assertThat(Wire.encode(message, packet)).isTrue();
    return HexFormat.of().formatHex(packet.array());
  }

  private static Message message(String hex) {
    return switch (Wire.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))) {
      case Decoded.Ok<Message>(Message message) -> message;
      case Decoded.Malformed<Message>(String reason) -> throw new AssertionError(reason);
    };
  }

  private static String text(Map<String, String> encoded) {
    return encoded.entrySet().stream()
        .map(each -> "# " + each.getKey() + "\n" + lines(each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String lines(String hex) {
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < hex.length(); at += LINE_CHARS) {
      lines.append(hex, at, Math.min(at + LINE_CHARS, hex.length())).append('\n');
    }
    return lines.toString();
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
