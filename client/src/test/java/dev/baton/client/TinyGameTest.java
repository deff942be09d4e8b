package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.lobby.LobbyConfig;
import dev.baton.lobby.LobbyServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TinyGameTest {

  private static final Pattern CODE = Pattern.compile("(?m)^([A-Z2-9]{6}): peer 1 says \\d+$");

  private static CompletableFuture<Void> play(String... args) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            TinyGame.main(args);
          } catch (BatonException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "game").start());
  }

  private static String codeIn(ByteArrayOutputStream out) {
    Matcher matcher = CODE.matcher(out.toString(StandardCharsets.UTF_8));
    return matcher.find() ? matcher.group(1) : "";
  }

  @Test
  void theGameOfTheReadmeIsPlayedToItsEndByTwo() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try (LobbyServer lobby = LobbyServer.start(LobbyConfig.loopback())) {
      String address = "http://127.0.0.1:" + lobby.port();
      CompletableFuture<Void> host = play(address);
      TestPeer.await("the join code", () -> host.isDone() || !codeIn(out).isEmpty());
      CompletableFuture<Void> guest = play(address, codeIn(out));
      guest.get(60, TimeUnit.SECONDS);
      host.get(60, TimeUnit.SECONDS);
    } finally {
      System.setOut(before);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(" says 5");
  }

  @Test
  void theGameOfTheReadmeHasAtMostThirtyLines() throws Exception {
    // Without the line of the package, which a game has no need of.
    Path source = Path.of("src/test/java/dev/baton/client/TinyGame.java");
    assertThat(Files.readAllLines(source).stream().skip(2)).hasSizeLessThanOrEqualTo(30);
  }
}
