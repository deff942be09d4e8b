package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.simulator.Boundaries;
import dev.baton.simulator.Boundary;
import dev.baton.simulator.Migration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton sim exhaustive}, with the smallest sessions. */
final class SimExhaustiveCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int exhaustive(String... arguments) {
    List<String> all = new ArrayList<>(List.of("sim", "exhaustive"));
    all.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void everyBoundaryOfEveryMigrationIsListedWithWhoDiedThere() throws IOException {
    Path json = folder.resolve("covered.json");
    Path report = folder.resolve("new").resolve("report");

    int code = exhaustive("--peers", "2", "--json", json.toString(), "--report", report.toString());

    assertThat(code).isZero();
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.get("ok").asBoolean()).isTrue();
    assertThat(figures.get("violations")).isEmpty();
    TreeSet<String> covered = new TreeSet<>();
    int listed = 0;
    for (JsonNode row : figures.get("covered")) {
      covered.add(row.get("migration").asText() + " " + row.get("what").asText());
      listed += row.get("boundaries").asInt();
      assertThat(row.get("deaths")).as(row.toString()).isNotEmpty();
    }
    int all = 0;
    String page = Files.readString(report.resolve("index.html"));
    for (Migration migration : Migration.values()) {
      for (Boundary boundary : Boundaries.of(2, migration).all()) {
        all++;
        String what = boundary.message() + " " + boundary.way().name().toLowerCase(Locale.ROOT);
        assertThat(covered).contains(migration + " " + what);
        assertThat(page).contains("<td>" + what + "</td>");
        assertThat(out.toString()).contains(what);
      }
    }
    assertThat(listed).isEqualTo(all);
    assertThat(page)
        .contains("everything held", "announcement early", "the host leaves", "has voted")
        .contains("baton sim exhaustive --peers 2..2")
        .doesNotContain("http", "href", "src=", "url(", "@import", "<script");
    assertThat(err.toString()).contains("2 peers, kill: ");
  }

  @Test
  void oneTrialIsShownWithAllThatHappens() {
    assertThat(exhaustive("--trial", "2 kill before 3 2")).isZero();

    assertThat(out.toString()).contains("kill host", "kill peer2", "1 runs in", "0 violations");
  }

  @Test
  void aTrialThatIsNoneIsNamed() {
    assertThat(exhaustive("--trial", "2 kill before 9999 2")).isEqualTo(2);
    assertThat(err.toString()).contains("--trial", "there are boundaries 0 to");

    assertThat(exhaustive("--trial", "2 sneeze before 1 2")).isEqualTo(2);
    assertThat(err.toString()).contains("sneeze");
  }

  @Test
  void sessionsOfMoreThanFiveAreRefused() {
    assertThat(exhaustive("--peers", "2..6")).isEqualTo(2);
    assertThat(err.toString()).contains("--peers", "2..6");
  }
}
