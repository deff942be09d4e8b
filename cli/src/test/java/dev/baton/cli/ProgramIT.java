package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts the packaged program in a process of its own. */
@Tag("process")
@Timeout(30)
final class ProgramIT {

  @Test
  void saysItsVersion() throws IOException, InterruptedException {
    Run run = run("--version");

    assertThat(run.output()).startsWith("baton 0.");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void saysWhatIsWrongWithItsArguments() throws IOException, InterruptedException {
    Run run = run("--no-such-option");

    assertThat(run.output()).contains("--no-such-option");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private record Run(int exitCode, String output) {}

  private static Run run(String... arguments) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        new ArrayList<>(List.of(java.toString(), "-jar", System.getProperty("baton.jar")));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }
}
