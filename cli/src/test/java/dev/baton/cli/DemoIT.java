package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of real processes that lose their hosts by real signals. */
@Tag("process")
@Timeout(200)
final class DemoIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void threePeersSurviveAKill() throws IOException, InterruptedException {
    JsonNode report = demo("--peers", "3", "--kills", "1");

    assertThat(faults(report)).containsExactly("kill");
    assertThat(report.path("migrations").path(0).path("survivors")).hasSize(2);
  }

  @Test
  void fourPeersSurviveOneFaultOfEachKind() throws IOException, InterruptedException {
    JsonNode report = demo("--fault", "mix");

    assertThat(faults(report)).containsExactly("kill", "stop", "leave", "handover");
  }

  @Test
  void theLastOfTwoGoesOnSinceTheLobbyIsWitness() throws IOException, InterruptedException {
    JsonNode report = demo("--peers", "2", "--kills", "1", "--fault", "kill");

    assertThat(faults(report)).containsExactly("kill");
  }

  @Test
  void fourPeersSurviveTwoKillsWhileTheLobbyIsDown() throws IOException, InterruptedException {
    JsonNode report = demo("--lobby-down");

    assertThat(faults(report)).containsExactly("kill", "kill");
  }

  /** Runs a demo in which everything must hold; returns its report. */
  private JsonNode demo(String... arguments) throws IOException, InterruptedException {
    Path json = folder.resolve("report.json");
    Path svg = folder.resolve("timeline.svg");
    List<String> all = new ArrayList<>(List.of("demo"));
    all.addAll(List.of("--json", json.toString(), "--svg", svg.toString()));
    all.addAll(List.of(arguments));

    Program demo = Program.run(LIMIT, all.toArray(String[]::new));

    assertThat(demo.exitCode()).as(demo.said()).isZero();
    assertThat(demo.said()).contains("All held");
    assertThat(Files.readString(svg)).startsWith("<").contains("<svg");
    assertThat(ProcessHandle.current().children().flatMap(ProcessHandle::children)).isEmpty();
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.path("ok").asBoolean()).isTrue();
    assertThat(report.path("inputs").path("safe").asLong()).isPositive();
    assertThat(report.path("stateHashes").path("comparedTicks").asLong()).isPositive();
    return report;
  }

  private static List<String> faults(JsonNode report) {
    return StreamSupport.stream(report.path("migrations").spliterator(), false)
        .map(migration -> migration.path("fault").asText())
        .toList();
  }
}
