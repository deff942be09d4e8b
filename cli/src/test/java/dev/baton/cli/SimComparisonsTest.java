package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The comparisons on the command line. */
final class SimComparisonsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine program = Main.commandLine();
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return program.execute(arguments);
  }

  @Test
  void baselinesHaveARowForEachSystem(@TempDir Path folder) throws IOException {
    Path svg = folder.resolve("b.svg");
    Path json = folder.resolve("b.json");
    String[] arguments = {
      "sim",
      "baselines",
      "--seeds",
      "1",
      "--faults",
      "leave",
      "--svg",
      "" + svg,
      "--json",
      "" + json
    };
    assertThat(run(arguments)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("| leave | Baton |", "| leave | CRYENGINE |", "| leave | DirectPlay 8 |");
    assertThat(Files.readString(svg)).startsWith("<svg").contains("CRYENGINE");
    assertThat(Files.readString(json)).contains("\"outageMs\"", "\"removedPeers\"");
    assertThat(err.toString()).contains("leave: 1 of 1 sessions");
  }

  @Test
  void detectorsHaveAPanelForEachKindOfTraffic(@TempDir Path folder) throws IOException {
    Path svg = folder.resolve("d.svg");
    assertThat(run("sim", "detectors", "--trials", "1", "--svg", "" + svg)).isZero();
    assertThat(out.toString())
        .contains(
            "| near | 20 | phi accrual | phi 8 |", "| recorded: near | 60 | Baton, one peer |")
        .contains("| recorded: pauses | 20 | Baton, two of three peers | 2 of 3 |");
    assertThat(Files.readString(svg)).contains("bursts of loss, 60 Hz", "SWIM with Lifeguard");
  }

  @Test
  void figuresOnStandardOutputStandAlone() {
    assertThat(run("sim", "detectors", "--trials", "1", "--json", "-")).isZero();
    assertThat(out.toString()).startsWith("[").contains("\"falseSuspicions\"");
  }

  @Test
  void aKindOfFaultThatIsUnknownIsAWrongArgument() {
    assertThat(run("sim", "baselines", "--faults", "kil")).isEqualTo(ExitCode.USAGE.number());
    assertThat(err.toString()).contains("kil");
  }

  @Test
  void noSeedsAreAWrongArgument() {
    assertThat(run("sim", "baselines", "--seeds", "0")).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("sim", "detectors", "--trials", "0")).isEqualTo(ExitCode.USAGE.number());
  }
}
