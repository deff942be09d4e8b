package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.simulator.CalmSchedule;
import dev.baton.simulator.Migrated;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code baton sim calm}, and what it counts. */
final class SimCalmTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static SimulationResult session(long seed, int migrations, List<Violation> violations) {
    return session(seed, migrations, violations, List.of());
  }

  private static SimulationResult session(
      long seed, int migrations, List<Violation> violations, List<Migrated> migrated) {
    return new SimulationResult(
        CalmSchedule.scenario(seed, 30),
        violations,
        migrations,
        0,
        0,
        1,
        1,
        List.of(),
        migrated,
        0,
        "",
        List.of());
  }

  private static CalmFigures sessions(int count, int migrationsInAll) {
    CalmFigures figures = new CalmFigures(30);
    for (int seed = 1; seed <= count; seed++) {
      figures.add(session(seed, seed == 1 ? migrationsInAll : 0, List.of()));
    }
    return figures;
  }

  @Test
  void oneMigrationInAThousandHoursIsBorneAndTwoAreNot() {
    assertThat(sessions(2000, 1).ok()).isTrue();
    assertThat(sessions(1999, 1).ok()).isFalse();
    assertThat(sessions(2000, 2).ok()).isFalse();
    assertThat(sessions(2000, 2).migrationsPer1000Hours()).isEqualTo(2.0);
  }

  @Test
  void aHostThatIsElectedAgainCountsAndIsToldFromAnother() {
    Migrated again = new Migrated(1, 2, 1, Optional.empty(), true, 120);
    Migrated another = new Migrated(2, 3, 1, Optional.empty(), false, 120);
    CalmFigures figures = new CalmFigures(30);
    figures.add(session(1, 2, List.of(), List.of(again, another)));
    assertThat(figures.migrations()).isEqualTo(2);
    assertThat(figures.reelections()).isEqualTo(1);
    assertThat(figures.text()).contains("in 1 of them the same host was elected again");
  }

  @Test
  void aViolationIsNotBorne() {
    CalmFigures figures = new CalmFigures(30);
    figures.add(session(1, 0, List.of(new Violation(1, "one host", 5, "two"))));

    assertThat(figures.ok()).isFalse();
    assertThat(figures.text()).contains("two");
  }

  @Test
  void theSessionsWithMigrationsAreNamed() {
    CalmFigures figures = new CalmFigures(30);
    figures.add(session(17, 3, List.of()));
    figures.add(session(18, 0, List.of()));

    assertThat(figures.text()).contains("seed 17: 3 migrations").doesNotContain("seed 18");
  }

  @Test
  void sessionsOfARunAreAllPlayed() throws InterruptedException {
    Progress progress = new Progress(new PrintWriter(err, true));
    CalmFigures figures = new CalmSessions(1, 3, 1, progress).run();

    assertThat(figures.sessions()).isEqualTo(3);
    assertThat(figures.sessionHours()).isEqualTo(0.05);
    assertThat(figures.violations()).isEmpty();
    assertThat(err.toString()).contains("3 sessions of 1 min, seeds from 1 on");
  }

  @Test
  void figuresOnStandardOutputStandAloneAndTheExitCodeSaysWhatTheySay() throws IOException {
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute("sim", "calm", "--replay", "1", "--minutes", "1", "--json", "-");

    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.fieldNames())
        .toIterable()
        .containsExactly(
            "ok",
            "sessions",
            "sessionHours",
            "migrations",
            "migrationsPer1000Hours",
            "migrationsOfSeed",
            "reelections",
            "lostSessions",
            "violations",
            "hoursPerSecond");
    assertThat(code).isEqualTo(figures.get("ok").asBoolean() ? 0 : 1);
  }
}
