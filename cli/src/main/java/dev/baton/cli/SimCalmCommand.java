package dev.baton.cli;

import dev.baton.simulator.CalmSchedule;
import dev.baton.simulator.Simulation;
import dev.baton.simulator.SimulationResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton sim calm}: how often a session changes its host for no good reason. */
@Command(
    name = "calm",
    description = {
      "Plays long sessions in which no host is lost: 4 players at 20 Hz, 2 %% loss, 30 ms jitter,"
          + " and every 20 s on average a process that pauses for 200 ms. Counts how often the"
          + " host changes all the same, and how often that is the same one in a new epoch.",
      "Fails when that is more than once in 1,000 hours, or when anything did not hold.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SimCalmCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--first-seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "The first seed. Default: ${DEFAULT-VALUE}.")
  private long firstSeed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures to this file as JSON; - for standard output.")
  private @Nullable Path json;

  private OptionalLong replay = OptionalLong.empty();
  private int hours = 10;
  private int minutes = 30;

  @Option(
      names = "--hours",
      paramLabel = "N",
      description = "How many hours of play altogether, 1 to 100000. Default: 10.")
  void hours(int value) {
    hours = Range.check(spec, "--hours", value, 1, 100_000);
  }

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long each session is played, 1 to 60. Default: 30.")
  void minutes(int value) {
    minutes = Range.check(spec, "--minutes", value, 1, 60);
  }

  @Option(
      names = "--replay",
      paramLabel = "SEED",
      description = "Play the session of this seed alone, and print all that happens.")
  void replay(long seed) {
    replay = OptionalLong.of(seed);
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    CalmFigures figures = replay.isPresent() ? one(replay.getAsLong(), out) : many();
    if (!Output.isStandard(json)) {
      out.print(figures.text());
      out.flush();
    }
    if (json != null) {
      Output.write(json, Examination.pretty(figures), out);
    }
    return (figures.ok() ? ExitCode.OK : ExitCode.VIOLATED).number();
  }

  private CalmFigures one(long seed, PrintWriter out) {
    long startNs = System.nanoTime();
    SimulationResult result = Simulation.run(CalmSchedule.scenario(seed, minutes), true);
    CalmFigures figures = new CalmFigures(minutes);
    figures.add(result);
    figures.elapsed(System.nanoTime() - startNs);
    if (!Output.isStandard(json)) {
      out.print(result.scenario());
      out.print(result.trace());
    }
    return figures;
  }

  private CalmFigures many() throws InterruptedException {
    long sessions = Math.ceilDiv(hours * 60L, minutes);
    Progress progress = new Progress(spec.commandLine().getErr());
    return new CalmSessions(firstSeed, sessions, minutes, progress).run();
  }
}
