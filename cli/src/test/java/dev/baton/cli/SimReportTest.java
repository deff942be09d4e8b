package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.Fault;
import dev.baton.simulator.Scenario;
import dev.baton.simulator.ScenarioText;
import dev.baton.simulator.ScheduleOptions;
import dev.baton.simulator.Simulation;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said and drawn of a run that breaks something; the rule that it breaks is made up. */
final class SimReportTest {

  private static final ScheduleOptions OPTIONS =
      new ScheduleOptions(EnumSet.of(Fault.Kind.KILL, Fault.Kind.STOP), 3, 4, 20, 30_000);

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  /** As if nobody could be killed. */
  private static SimulationResult run(Scenario scenario, boolean traced) {
    SimulationResult run = Simulation.run(scenario, traced);
    List<Violation> violations = new ArrayList<>(run.violations());
    if (scenario.faults().stream().anyMatch(it -> it.fault().kind() == Fault.Kind.KILL)) {
      double atMs = run.migrated().isEmpty() ? 2_000 : run.migrated().getFirst().atMs();
      violations.add(new Violation(scenario.seed(), "nobody dies", atMs, "somebody did"));
    }
    return new SimulationResult(
        run.scenario(),
        violations,
        run.migrations(),
        run.migrationsWithoutFault(),
        run.lostSessions(),
        run.simulatedNs(),
        run.events(),
        run.gapsMs(),
        run.migrated(),
        run.traceSum(),
        run.trace(),
        run.happenings());
  }

  /** A seed with a kill and something else besides. */
  private static long brokenSeed() {
    for (long seed = 1; seed < 1_000; seed++) {
      Scenario scenario = Simulation.scenario(seed, OPTIONS);
      boolean kills =
          scenario.faults().stream().anyMatch(it -> it.fault().kind() == Fault.Kind.KILL);
      if (kills && scenario.faults().size() > 2) {
        return seed;
      }
    }
    throw new AssertionError("no such seed");
  }

  @Test
  void aSeedThatBreaksSomethingIsShrunkAndCanBeSeenAgainWithOneCommand() throws Exception {
    long seed = brokenSeed();
    SimFigures figures = new SimFigures();
    figures.add(run(Simulation.scenario(seed, OPTIONS), false), false);

    new SimReport(new PrintWriter(out, true), folder, SimReportTest::run)
        .ofSeeds(figures, OPTIONS, "baton sim");

    Path file = folder.resolve("seed-" + seed + ".scenario");
    Scenario least = ScenarioText.parse(Files.readString(file));
    assertThat(least.faults()).hasSize(1);
    assertThat(least.faults().getFirst().fault().kind()).isEqualTo(Fault.Kind.KILL);
    assertThat(out.toString())
        .contains(
            "to see it again: baton sim --replay " + seed + " --peers 3..4 --faults kill,stop")
        .contains("the least that breaks \"nobody dies\":")
        .contains("to see that: baton sim --scenario " + file);
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains(">1 violation<", "nobody dies", "somebody did", "breaks: nobody dies</title>")
        .satisfies(SimPageTest::asksForNothingElse);
  }

  @Test
  void withoutAFolderTheLeastIsPrintedAndNothingWritten() throws CommandFailure, IOException {
    long seed = brokenSeed();
    SimFigures figures = new SimFigures();
    figures.add(run(Simulation.scenario(seed, OPTIONS), false), false);

    new SimReport(new PrintWriter(out, true), null, SimReportTest::run)
        .ofSeeds(figures, OPTIONS, "baton sim");

    assertThat(out.toString()).contains("seed " + seed + "\n", " kill ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aSeedThatRunsOtherwiseTheSecondTimeIsAViolation() throws CommandFailure {
    SimulationResult run = Simulation.run(Simulation.scenario(1, OPTIONS), false);
    SimFigures figures = new SimFigures();
    figures.add(run, true);

    new SimReport(new PrintWriter(out, true), null).ofSeeds(figures, OPTIONS, "baton sim");

    assertThat(figures.ok()).isFalse();
    assertThat(out.toString()).contains("same seed, same run", "baton sim --replay 1 ");
  }

  @Test
  void progressNamesTheRateAndTheTimeThatIsLeft() {
    SimFigures figures = new SimFigures();
    SimulationResult run = run(Simulation.scenario(brokenSeed(), OPTIONS), false);
    figures.add(run, false);
    figures.add(run, false);

    assertThat(SimSeeds.progress(figures, 10, 4_000_000_000L))
        .isEqualTo("2 of 10 seeds, 0.5 a second, 16 s left, 2 violations");
  }

  @Test
  void gapsAreTakenAtTheirRank() {
    List<Integer> gapsMs = new ArrayList<>();
    for (int ms = 200; ms >= 1; ms--) {
      gapsMs.add(ms);
    }
    assertThat(SimFigures.Gaps.of(gapsMs)).isEqualTo(new SimFigures.Gaps(100, 198, 200));
    assertThat(SimFigures.Gaps.of(List.of(7))).isEqualTo(new SimFigures.Gaps(7, 7, 7));
    assertThat(SimFigures.Gaps.of(List.of())).isEqualTo(new SimFigures.Gaps(0, 0, 0));
  }
}
