package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton sim}, with few and short sessions. */
final class SimCommandTest {

  private static final String KILL = "seed 3\npeers 3\nplay 2000\nat 500 kill host\n";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int sim(String... arguments) {
    List<String> all = new ArrayList<>(List.of("sim"));
    all.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private String scenario(String text) throws IOException {
    return Files.writeString(folder.resolve("a.scenario"), text).toString();
  }

  @Test
  void seedsThatHoldEndWellWithTheirFiguresInJson() throws IOException {
    Path json = folder.resolve("figures.json");

    assertThat(sim("--seeds", "2", "--peers", "2", "--json", json.toString())).isZero();

    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.fieldNames())
        .toIterable()
        .containsExactly(
            "ok",
            "seeds",
            "violations",
            "eventsPerSecond",
            "migrations",
            "migrationsWithoutFault",
            "simulatedHours",
            "gapMs");
    assertThat(figures.get("gapMs").fieldNames()).toIterable().containsExactly("p50", "p99", "max");
    assertThat(figures.get("ok").asBoolean()).isTrue();
    assertThat(figures.get("seeds").asInt()).isEqualTo(2);
    assertThat(figures.get("violations")).isEmpty();
    assertThat(figures.get("eventsPerSecond").asLong()).isPositive();
    assertThat(figures.get("simulatedHours").asDouble()).isPositive();
    assertThat(out.toString()).contains("2 seeds, 2 of them run twice", "0 violations");
    assertThat(err.toString()).contains("2 seeds from 1 on");
  }

  @Test
  void everyNthSeedIsRunTwiceOnceThatIsAskedFor() {
    assertThat(sim("--seeds", "3", "--peers", "2", "--twice-every", "2")).isZero();
    assertThat(out.toString()).contains("3 seeds, 1 of them run twice");
    assertThat(sim("--seeds", "3", "--twice-every", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--twice-every", "1 to 10000000");
  }

  @Test
  void jsonOnStandardOutputIsAloneThere() throws IOException {
    assertThat(sim("--scenario", scenario(KILL), "--json", "-")).isZero();

    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.get("migrations").asInt()).isEqualTo(1);
    assertThat(figures.get("gapMs").get("max").asInt()).isPositive();
  }

  @Test
  void aScenarioIsToldWithAllThatHappens() throws IOException {
    assertThat(sim("--scenario", scenario(KILL))).isZero();

    assertThat(out.toString())
        .contains("at 500 kill host", "is killed", "claiming > ", "1 migrations", "0 violations");
  }

  @Test
  void aReplayRunsTheScenarioOfItsSeed() {
    assertThat(sim("--replay", "4", "--peers", "2")).isZero();

    assertThat(out.toString()).contains("seed 4\n", "peers 2\n", "1 seeds");
  }

  @Test
  void aReportIsOnePageThatAsksForNothingElse() throws IOException {
    Path report = folder.resolve("new").resolve("report");

    assertThat(sim("--scenario", scenario(KILL), "--report", report.toString())).isZero();

    assertThat(out.toString()).contains(report.resolve("index.html").toString());
    assertThat(Files.readString(report.resolve("trace.txt"))).contains("is killed");
    SimPageTest.assertWellFormed(Files.readString(report.resolve("sequence-1.svg")));
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("everything held", "kill host", "HOST of epoch 2", "Where each peer stood")
        .contains("baton sim --scenario")
        .satisfies(SimPageTest::asksForNothingElse);
  }

  @Test
  void aReportOfSeedsDrawsAMigrationThatIsWorthIt() throws IOException {
    String report = folder.resolve("report").toString();

    assertThat(sim("--seeds", "3", "--peers", "3", "--faults", "kill", "--report", report))
        .isZero();

    assertThat(Files.readString(Path.of(report, "index.html")))
        .contains("How long pictures stood", "<td>kill</td>", "The picture that stood longest")
        .contains("baton sim --first-seed 1 --seeds 3 --peers 3..3 --faults kill")
        .satisfies(SimPageTest::asksForNothingElse);
  }

  @Test
  void aScenarioThatIsNoneIsNamedWithItsLine() throws IOException {
    assertThat(sim("--scenario", scenario("peers 3\nat 100 burn host\n"))).isEqualTo(2);

    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("line 2", "burn");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aScenarioThatCannotBeReadIsNamed() {
    String missing = folder.resolve("missing").toString();

    assertThat(sim("--scenario", missing)).isEqualTo(86);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains(missing);
  }

  @Test
  void aFileTooLargeForAScenarioIsNotRead() throws IOException {
    String large = scenario("#".repeat((1 << 20) + 1));

    assertThat(sim("--scenario", large)).isEqualTo(86);
    assertThat(err.toString()).contains("too large");
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
    String taken = scenario(KILL);

    assertThat(sim("--seeds", "100000", "--report", taken)).isEqualTo(80);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains(taken);
  }
}
