package dev.baton.cli;

import dev.baton.simulator.Fault;
import dev.baton.simulator.Marks;
import dev.baton.simulator.Scenario;
import dev.baton.simulator.ScenarioText;
import dev.baton.simulator.ScheduleOptions;
import dev.baton.simulator.Simulation;
import dev.baton.simulator.SimulationResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.OptionalInt;
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
    mixinStandardHelpOptions = true,
    subcommands = {
      SimExhaustiveCommand.class,
      SimBaselinesCommand.class,
      SimDetectorsCommand.class,
      SimCalmCommand.class
    })
final class SimCommand implements Callable<Integer> {

  private static final Pattern PEERS = Pattern.compile("(\\d{1,2})(?:\\.\\.(\\d{1,2}))?");

  private static final long SCENARIO_BYTES_MAX = 1 << 20;

  /** Unless told otherwise, up to so many seeds are all run twice, and of more one in so many. */
  private static final int TWICE_ALL_MAX = 1_000;

  private static final int TWICE_EVERY = 16;

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

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write a report with pictures into this folder, its page is index.html.")
  private @Nullable Path report;

  private OptionalLong replay = OptionalLong.empty();
  private int seeds = 500;
  private OptionalInt twiceEvery = OptionalInt.empty();
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
      names = "--twice-every",
      paramLabel = "N",
      description =
          "Run every Nth seed twice, to see that it runs the same way, 1 to 10000000. Default: 1"
              + " for up to 1000 seeds, 16 for more.")
  void twiceEvery(int value) {
    twiceEvery = OptionalInt.of(Range.check(spec, "--twice-every", value, 1, 10_000_000));
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
              + " kick, handover, terminate, fitness, replay, forge.")
  void faults(String list) {
    EnumSet<Fault.Kind> named = EnumSet.noneOf(Fault.Kind.class);
    for (String name : list.split(",", -1)) {
      named.add(
          Arrays.stream(Fault.Kind.values())
              .filter(kind -> SimReplay.word(kind).equals(name.strip().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(), "--faults knows no such kind: " + name)));
    }
    kinds = named;
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    ScheduleOptions options =
        new ScheduleOptions(kinds, peersMin, peersMax, rateHz, ScheduleOptions.DEFAULT.playMs());
    if (scenario != null && replay.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--scenario and --replay exclude each other");
    }
    Path folder = report;
    if (folder != null) {
      // Before a long run, so that it is not in vain.
      SimReport.prepare(folder);
    }
    boolean ok;
    if (scenario != null) {
      ok = one(read(scenario), SimReplay.command(scenario));
    } else if (replay.isPresent()) {
      long seed = replay.getAsLong();
      ok = one(Simulation.scenario(seed, options), SimReplay.command("--replay " + seed, options));
    } else {
      ok = many(options);
    }
    return (ok ? ExitCode.OK : ExitCode.VIOLATED).number();
  }

  private static Scenario read(Path file) throws CommandFailure {
    try {
      if (Files.size(file) > SCENARIO_BYTES_MAX) {
        throw new CommandFailure(ExitCode.UNREADABLE, file + " is too large for a scenario");
      }
      return ScenarioText.parse(Files.readString(file));
    } catch (ScenarioText.Malformed e) {
      throw new CommandFailure(ExitCode.USAGE, file + ", " + e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.UNREADABLE, "cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Runs one scenario, twice, and shows all of it. */
  private boolean one(Scenario which, String command) throws CommandFailure {
    long startNs = System.nanoTime();
    Marks marks = new Marks();
    SimulationResult result = Simulation.run(which, true, marks);
    SimFigures figures = new SimFigures();
    figures.add(marks);
    figures.elapsed(System.nanoTime() - startNs);
    figures.add(result, !Simulation.run(which, true).trace().equals(result.trace()));
    figures.addTwice(true);
    new SimReport(out(), report).ofOne(figures, result, command);
    writeJson(figures);
    return figures.ok();
  }

  private boolean many(ScheduleOptions options) throws CommandFailure, InterruptedException {
    Progress progress = new Progress(spec.commandLine().getErr());
    int every = twiceEvery.orElse(seeds <= TWICE_ALL_MAX ? 1 : TWICE_EVERY);
    SimFigures figures = new SimSeeds(firstSeed, seeds, options, every, progress).run();
    writeJson(figures);
    String range = "--first-seed %d --seeds %d".formatted(firstSeed, seeds);
    SimReport told = new SimReport(out(), report);
    told.ofSeeds(figures, options, SimReplay.command(range, options));
    return figures.ok();
  }

  /** Where words go; nowhere if the figures go there. */
  private PrintWriter out() {
    return Output.isStandard(json)
        ? new PrintWriter(Writer.nullWriter())
        : spec.commandLine().getOut();
  }

  private void writeJson(SimFigures figures) throws CommandFailure {
    Path file = json;
    if (file != null) {
      Output.write(file, Examination.pretty(figures), spec.commandLine().getOut());
    }
  }
}
