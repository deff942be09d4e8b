package dev.baton.cli;

import dev.baton.simulator.Fault;
import dev.baton.simulator.Scenario;
import dev.baton.simulator.ScenarioText;
import dev.baton.simulator.ScheduleOptions;
import dev.baton.simulator.Shrinker;
import dev.baton.simulator.Simulation;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton sim}: whole sessions on virtual time, with faults, and checkers that watch. */
@Command(
    name = "sim",
    description = {
      "Runs whole sessions on virtual time, each with the faults that its seed makes up, and"
          + " checks after every event what must hold.",
      "Fails when anything did not, and prints the command that shows it again.",
      ""
    },
    subcommands = SimExhaustiveCommand.class,
    mixinStandardHelpOptions = true)
final class SimCommand implements Callable<Integer> {

  private static final Pattern PEERS = Pattern.compile("(\\d{1,2})(?:\\.\\.(\\d{1,2}))?");

  /** Of so many seeds that failed the schedule is made small. */
  private static final int SHRUNK_MAX = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--first-seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "The first seed. Default: ${DEFAULT-VALUE}.")
  private long firstSeed;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Run the session that this file describes, and print all that happens.")
  private @Nullable Path scenario;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures to this file as JSON; - for standard output.")
  private @Nullable Path json;

  private OptionalLong replay = OptionalLong.empty();
  private int seeds = 500;
  private int rateHz = ScheduleOptions.DEFAULT.rateHz();
  private int peersMin = ScheduleOptions.DEFAULT.peersMin();
  private int peersMax = ScheduleOptions.DEFAULT.peersMax();
  private EnumSet<Fault.Kind> kinds = EnumSet.allOf(Fault.Kind.class);

  @Option(
      names = "--replay",
      paramLabel = "SEED",
      description = "Run this seed alone, twice, and print all that happens.")
  void replay(long seed) {
    replay = OptionalLong.of(seed);
  }

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds to run, 1 to 10000000. Default: 500.")
  void seeds(int value) {
    seeds = Range.check(spec, "--seeds", value, 1, 10_000_000);
  }

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description = "Ticks a second, 1 to 240. Default: 20.")
  void rate(int value) {
    rateHz = Range.check(spec, "--rate", value, 1, 240);
  }

  @Option(
      names = "--peers",
      paramLabel = "RANGE",
      description = "How many players a session begins with, 2 to 16: 4, or 2..8 (the default).")
  void peers(String range) {
    Matcher matcher = PEERS.matcher(range);
    if (!matcher.matches()) {
      throw new ParameterException(spec.commandLine(), "--peers must be like 4 or 2..8: " + range);
    }
    peersMin = Range.check(spec, "--peers", Integer.parseInt(matcher.group(1)), 2, 16);
    String most = matcher.group(2);
    peersMax =
        most == null
            ? peersMin
            : Range.check(spec, "--peers", Integer.parseInt(most), peersMin, 16);
  }

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      description =
          "The kinds of faults that may come, with commas between them. By default all: kill,"
              + " vanish, restart, stop, busy, cut, part, unlobby, weather, lobby, join, leave,"
              + " kick, handover, terminate, fitness.")
  void faults(String list) {
    EnumSet<Fault.Kind> named = EnumSet.noneOf(Fault.Kind.class);
    for (String name : list.split(",", -1)) {
      named.add(
          Arrays.stream(Fault.Kind.values())
              .filter(kind -> word(kind).equals(name.strip().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(), "--faults knows no such kind: " + name)));
    }
    kinds = named;
  }

  private static String word(Fault.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    ScheduleOptions options =
        new ScheduleOptions(kinds, peersMin, peersMax, rateHz, ScheduleOptions.DEFAULT.playMs());
    boolean ok;
    if (scenario != null) {
      ok = one(read(scenario));
    } else if (replay.isPresent()) {
      ok = one(Simulation.scenario(replay.getAsLong(), options));
    } else {
      ok = many(options);
    }
    return (ok ? ExitCode.OK : ExitCode.VIOLATED).number();
  }

  private static Scenario read(Path file) throws CommandFailure {
    try {
      return ScenarioText.parse(Files.readString(file));
    } catch (ScenarioText.Malformed e) {
      throw new CommandFailure(ExitCode.USAGE, file + ", " + e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.UNREADABLE, "cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Runs one scenario, twice, and prints all of it. */
  private boolean one(Scenario which) throws CommandFailure {
    long startNs = System.nanoTime();
    SimulationResult result = Simulation.run(which, true);
    SimFigures figures = new SimFigures();
    figures.elapsed(System.nanoTime() - startNs);
    figures.add(result, !Simulation.run(which, true).trace().equals(result.trace()));
    PrintWriter out = spec.commandLine().getOut();
    if (!Output.isStandard(json)) {
      out.println(which);
      out.println(result.trace());
      figures.violations().forEach(violation -> out.println(text(violation)));
      out.print(figures.text());
      out.flush();
    }
    writeJson(figures);
    return figures.ok();
  }

  private boolean many(ScheduleOptions options) throws CommandFailure, InterruptedException {
    Progress progress = new Progress(spec.commandLine().getErr());
    SimFigures figures = new SimSeeds(firstSeed, seeds, options, progress).run();
    writeJson(figures);
    if (!Output.isStandard(json)) {
      PrintWriter out = spec.commandLine().getOut();
      figures.violations().forEach(violation -> out.println(text(violation)));
      out.print(figures.text());
      out.flush();
      explain(figures.brokenSeeds(), options, out);
    }
    return figures.ok();
  }

  /** Says for each seed that failed how to see it again, and for some what is the least of it. */
  private void explain(List<Long> broken, ScheduleOptions options, PrintWriter out) {
    int shrunk = 0;
    for (long seed : broken) {
      out.println("to see it again: " + replayCommand(seed));
      Scenario whole = Simulation.scenario(seed, options);
      List<Violation> violations = Simulation.run(whole, false).violations();
      if (shrunk < SHRUNK_MAX && !violations.isEmpty()) {
        shrunk++;
        out.println("the least that breaks \"%s\":".formatted(violations.getFirst().property()));
        out.println(Shrinker.shrink(whole, violations.getFirst()));
      }
      out.flush();
    }
  }

  private String replayCommand(long seed) {
    StringBuilder command = new StringBuilder("baton sim --replay ").append(seed);
    ScheduleOptions usual = ScheduleOptions.DEFAULT;
    if (peersMin != usual.peersMin() || peersMax != usual.peersMax()) {
      command.append(" --peers ").append(peersMin).append("..").append(peersMax);
    }
    if (rateHz != usual.rateHz()) {
      command.append(" --rate ").append(rateHz);
    }
    if (!kinds.equals(usual.kinds())) {
      List<String> words = kinds.stream().map(SimCommand::word).toList();
      command.append(" --faults ").append(String.join(",", words));
    }
    return command.toString();
  }

  private static String text(Violation violation) {
    return String.format(
        Locale.ROOT,
        "seed %d, at %.3f s: %s: %s",
        violation.seed(),
        violation.atMs() / 1000,
        violation.property(),
        violation.what());
  }

  private void writeJson(SimFigures figures) throws CommandFailure {
    Path file = json;
    if (file != null) {
      Output.write(file, Examination.pretty(figures), spec.commandLine().getOut());
    }
  }
}
