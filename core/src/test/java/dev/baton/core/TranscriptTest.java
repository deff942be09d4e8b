package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whole migrations, message by message, compared with what was reviewed. Written anew with {@code
 * -Dbaton.transcripts=write}; the difference is for the reviewer to judge.
 */
@Tag("transcript")
class TranscriptTest {

  private static final Path FOLDER = Path.of("src/test/resources/transcripts");
  private static final boolean WRITE = "write".equals(System.getProperty("baton.transcripts"));

  @Test
  void theHostOfFourIsKilled() {
    compare("kill-of-four", World.of(4, 1), world -> world.host().kill());
  }

  @Test
  void theHostOfFourIsStoppedAndWakes() {
    World experienced = World.of(4, 1);
    experienced.runFor(3_000);
    compare(
        "stop-of-four",
        experienced,
        world -> {
          Node host = world.host();
          host.stop();
          world.at(world.nowNs + 1_000 * World.MS, host::resume);
        });
  }

  @Test
  void theHostOfTwoIsKilledAndTheWitnessDecides() {
    compare("kill-of-two", World.of(2, 1), world -> world.host().kill());
  }

  @Test
  void theHostOfFourHandsOver() {
    compare(
        "hand-over-of-four",
        World.of(4, 1),
        world -> world.host().give(new Input.HandOverAsked(Optional.empty())));
  }

  @Test
  void theHostOfThreeLeaves() {
    compare("leave-of-three", World.of(3, 1), world -> world.host().give(new Input.LeaveAsked()));
  }

  private static void compare(String name, World world, Consumer<World> fault) {
    world.log.clear();
    fault.accept(world);
    world.runFor(1_500);
    Path file = FOLDER.resolve(name + ".txt");
    try {
      if (WRITE) {
        Files.createDirectories(FOLDER);
        Files.write(file, world.log, StandardCharsets.UTF_8);
      }
      List<String> reviewed = Files.readAllLines(file, StandardCharsets.UTF_8);
      assertThat(world.log).as("transcript %s", name).containsExactlyElementsOf(reviewed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
