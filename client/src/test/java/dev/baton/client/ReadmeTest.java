package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled and run here. */
class ReadmeTest {

  private static final Path GAME = Path.of("src/test/java/dev/baton/client/TinyGame.java");
  private static final Path README = Path.of("../README.md");

  @Test
  void theGameInTheReadmeIsTheOneThatIsTested() throws IOException {
    String source = Files.readString(GAME);
    String game = source.substring(source.indexOf("public final class")).strip();
    assertThat(Files.readString(README)).contains("```java\n" + game + "\n```");
    assertThat(game.lines()).hasSizeLessThanOrEqualTo(30);
  }
}
