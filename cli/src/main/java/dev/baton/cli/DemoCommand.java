package dev.baton.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton demo}: a session of real processes that loses one host after the other. */
@Command(
    name = "demo",
    description = {
      "Shows a session that survives its hosts.",
      "A lobby and several peers play the demo game in processes of their own, one host after the"
          + " other is taken away, and the others play on. An independent checker then reads the"
          + " flight recorders of all peers. The exit code is 0 only if no safe input was lost,"
          + " none was applied twice, all saw the same states, and no host changed without a"
          + " fault.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final int KILLS_MAX = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private PlayOptions options;

  @Option(
      names = "--lobby-down",
      description =
          "Kill the lobby before the first fault. It is then no witness, and the last two peers"
              + " have no majority without each other: 4 peers bear 2 kills rather than 3.")
  private boolean lobbyDown;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Leave the flight recorders in this folder, for baton trace.")
  private @Nullable Path keep;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw the timeline of the run to this file.")
  private @Nullable Path svg;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures to this file as JSON; - for standard output.")
  private @Nullable Path json;

  private int kills = -1;
  private int soakMinutes;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description =
          "How many hosts are taken away, 0 to 1000. By default until one peer is left, but 3 at"
              + " most, or 4 of mix. A stopped host and one that hands over stay in the session, so"
              + " these can be many.")
  void kills(int value) {
    kills = Range.check(spec, "--kills", value, 0, KILLS_MAX);
  }

  @Option(
      names = "--soak",
      paramLabel = "MINUTES",
      description =
          "Play for so long, and pause peers that are not host for 300 ms now and then, which must"
              + " not change the host. Without --kills no fault befalls the host.")
  void soak(int value) {
    soakMinutes = Range.check(spec, "--soak", value, 0, 1_440);
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    int faults = faults();
    RunFolder folder = RunFolder.of(keep);
    Progress progress = new Progress(spec.commandLine().getErr());
    RunPlan plan = plan(faults, folder.path());
    Examination examination = Examination.of(plan, progress);
    if (svg != null) {
      examination.draw(svg);
    }
    if (json != null) {
      Output.write(json, examination.json(), spec.commandLine().getOut());
    }
    if (!Output.isStandard(json)) {
      spec.commandLine().getOut().print(examination.text());
      spec.commandLine().getOut().flush();
    }
    folder.close(examination.ok(), progress);
    return (examination.ok() ? ExitCode.OK : ExitCode.VIOLATED).number();
  }

  private int faults() {
    int usual = soakMinutes > 0 ? 0 : options.fault() == Fault.Choice.MIX ? 4 : 3;
    int bearable = options.fault().bearable(options.peers(), !lobbyDown, Math.max(kills, usual));
    if (kills > bearable) {
      throw new ParameterException(
          spec.commandLine(),
          "%d peers bear %d faults of %s%s: --kills %d"
              .formatted(
                  options.peers(),
                  bearable,
                  options.fault().word(),
                  lobbyDown ? " without a lobby" : "",
                  kills));
    }
    return kills >= 0 ? kills : bearable;
  }

  private RunPlan plan(int faults, Path folder) {
    Duration pauses = Duration.ofMinutes(soakMinutes);
    return new RunPlan(
        options.peers(),
        options.fault().times(faults),
        false,
        lobbyDown,
        pauses,
        options.play(),
        options.pace(faults, pauses),
        folder);
  }
}
