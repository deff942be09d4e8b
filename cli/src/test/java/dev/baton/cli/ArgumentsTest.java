package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the program says to wrong arguments; nothing is started for it. */
final class ArgumentsTest {

  @ParameterizedTest
  @CsvSource({
    "demo --peers 1, --peers must be 2 to 16: 1",
    "demo --peers 17, --peers must be 2 to 16: 17",
    "demo --kills -1, --kills must be 0 to 1000: -1",
    "demo --kills 4, 4 peers bear 3 faults of kill: --kills 4",
    "demo --lobby-down --kills 3, 4 peers bear 2 faults of kill without a lobby: --kills 3",
    "demo --rtt 10001, --rtt must be 0 to 10000: 10001",
    "demo --jitter -1, --jitter must be 0 to 10000: -1",
    "demo --loss 50.5, --loss must be 0 to 50: 50.5",
    "demo --loss NaN, --loss must be 0 to 50: NaN",
    "demo --rate 0, --rate must be 1 to 240: 0",
    "demo --timeout 0, --timeout must be 1 to 86400: 0",
    "demo --durability standby:9, must be fast",
    "demo --fault burn, burn",
    "demo --seed x, x",
    "bench failover --faults 0, --faults must be 1 to 1000: 0",
    "peer host --port 65536, --port must be 0 to 65535: 65536",
    "peer host --rate 241, --rate must be 1 to 240: 241",
    "peer host --lobby ftp://here, lobby must be an http or https address",
    "peer join, CODE",
    "lobby --port 65536, --port must be 0 to 65535: 65536",
    "sim --seeds 0, --seeds must be 1 to 10000000: 0",
    "sim --seeds many, many",
    "sim --rate 241, --rate must be 1 to 240: 241",
    "sim --peers 1, --peers must be 2 to 16: 1",
    "sim --peers 8..2, --peers must be 8 to 16: 2",
    "sim --peers few, --peers must be like 4 or 2..8: few",
    "sim --faults burn, --faults knows no such kind: burn",
    "sim --replay 7th, 7th",
    "sim --replay 7 --scenario a, --scenario and --replay exclude each other",
    "nonsense, nonsense"
  })
  void aWrongArgumentIsNamedInOneLine(String arguments, String complaint) {
    Said said = say(arguments.split(" ", -1));

    assertThat(said.err).contains(complaint).contains("--help");
    assertThat(said.err.lines()).hasSize(1);
    assertThat(said.out).isEmpty();
    assertThat(said.exitCode).isEqualTo(2);
  }

  static Stream<CommandLine> commands() {
    return all(Main.commandLine());
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(ArgumentsTest::all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfAndItsOptions(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(command.getCommandSpec().options())
        .allMatch(option -> option.hidden() || option.description().length > 0);
    assertThat(command.getCommandSpec().optionsMap()).containsKey("--help");
  }

  @Test
  void theHelpListsTheCommandsAndTheExitCodes() {
    Said said = say("--help");

    assertThat(said.out)
        .contains("demo", "lobby", "peer", "bench")
        .contains("77", "another process uses the port");
    assertThat(said.exitCode).isZero();
  }

  @Test
  void exitCodesAreDistinctAndLeaveRoomForTheScriptsOwn() {
    assertThat(Stream.of(ExitCode.values()).map(ExitCode::number))
        .doesNotHaveDuplicates()
        .doesNotContain(69, 70)
        .allMatch(number -> number >= 0 && number < 256);
  }

  private static Said say(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Said(exitCode, out.toString(), err.toString());
  }

  private record Said(int exitCode, String out, String err) {}
}
