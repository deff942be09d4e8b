package dev.baton.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton bench}: measures. */
@Command(
    name = "bench",
    description = "Measures what a migration takes on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = BenchCommand.Failover.class)
final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** {@code baton bench failover}. */
  @Command(
      name = "failover",
      description = {
        "Measures the gap that players see when their host is lost.",
        "It is baton demo, but that a fresh peer takes the place of every one that is lost, so that"
            + " any number of faults can befall the hosts of one session.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Failover implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private PlayOptions options;

    @Option(
        names = "--keep",
        paramLabel = "DIR",
        description = "Leave the flight recorders in this folder, for baton trace.")
    private @Nullable Path keep;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "Write the figures to this file as JSON; - for standard output.")
    private @Nullable Path json;

    private int faults = 20;

    @Option(
        names = "--faults",
        paramLabel = "N",
        description = "How many faults to measure, 1 to 1000. Default: 20.")
    void faults(int value) {
      faults = Range.check(spec, "--faults", value, 1, 1_000);
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      RunFolder folder = RunFolder.of(keep);
      Progress progress = new Progress(spec.commandLine().getErr());
      RunPlan plan =
          new RunPlan(
              options.peers(),
              options.fault().times(faults),
              true,
              false,
              Duration.ZERO,
              options.play(),
              options.pace(faults, Duration.ZERO),
              folder.path());
      Examination examination = Examination.of(plan, progress);
      BenchFigures figures = BenchFigures.of(examination, options.fault());
      if (json != null) {
        Output.write(json, Examination.pretty(figures), spec.commandLine().getOut());
      }
      if (!Output.isStandard(json)) {
        spec.commandLine().getOut().print(examination.text() + "\n" + figures.text());
        spec.commandLine().getOut().flush();
      }
      folder.close(examination.ok(), progress);
      return (examination.ok() ? ExitCode.OK : ExitCode.VIOLATED).number();
    }
  }
}
