package dev.baton.cli;

import dev.baton.simulator.Scenario;
import dev.baton.simulator.ScheduleOptions;
import dev.baton.simulator.Shrinker;
import dev.baton.simulator.Simulation;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what came of simulated sessions: in words, and, if a folder for it was named, as a page
 * with pictures; of what did not hold also the least that breaks it, as a scenario.
 */
final class SimReport {

  /** Of so many seeds that failed the schedule is made small. */
  private static final int SHRUNK_MAX = 2;

  /** Runs a scenario, as {@link Simulation#run(Scenario, boolean)} does. */
  interface Runner {
    SimulationResult run(Scenario scenario, boolean traced);
  }

  private final PrintWriter out;
  private final @Nullable Path folder;
  private final Runner runner;
  private final List<SimPictures.Drawn> pictures = new ArrayList<>();

  /**
   * Begins a report.
   *
   * @param out where the words go
   * @param folder where the page goes; null for none
   */
  SimReport(PrintWriter out, @Nullable Path folder) {
    this(out, folder, Simulation::run);
  }

  SimReport(PrintWriter out, @Nullable Path folder, Runner runner) {
    this.runner = runner;
    this.out = out;
    this.folder = folder;
  }

  /** Sees to it that the folder is there and can be written to. */
  static void prepare(Path folder) throws CommandFailure {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.UNWRITABLE, "cannot make the folder " + folder + ": " + e);
    }
    if (!Files.isWritable(folder)) {
      throw new CommandFailure(ExitCode.UNWRITABLE, "cannot write to the folder " + folder);
    }
  }

  /** Tells what came of many seeds, and draws what is most worth it. */
  void ofSeeds(SimFigures figures, ScheduleOptions options, String command) throws CommandFailure {
    figures(figures);
    int shrunk = 0;
    for (long seed : figures.brokenSeeds()) {
      String replay = SimReplay.command("--replay " + seed, options);
      out.println("to see it again: " + replay);
      if (shrunk < SHRUNK_MAX) {
        shrunk++;
        explain(runner.run(Simulation.scenario(seed, options), false));
      }
    }
    if (folder != null && figures.ok()) {
      figures.ordinary().ifPresent(it -> draw(it, "An ordinary kill", options));
      figures.longest().ifPresent(it -> draw(it, "The picture that stood longest", options));
      figures
          .mostRounds()
          .filter(it -> it.migrated().rounds() > 1 && !Optional.of(it).equals(figures.longest()))
          .ifPresent(it -> draw(it, "The change of host that took the most rounds", options));
    }
    page(figures, command);
  }

  /** Tells what came of one session: all of it, into a file where there is a folder. */
  void ofOne(SimFigures figures, SimulationResult result, String command) throws CommandFailure {
    if (folder == null) {
      out.println(result.scenario());
      out.println(result.trace());
    } else {
      Path file = folder.resolve("trace.txt");
      Output.write(file, result.scenario() + "\n" + result.trace());
      out.println("all that happened: " + file);
    }
    figures(figures);
    if (!figures.ok()) {
      out.println("to see it again: " + command);
    }
    if (folder != null) {
      pictures.addAll(SimPictures.of(result, command));
      explain(result);
    }
    page(figures, command);
  }

  private void figures(SimFigures figures) {
    figures.violations().forEach(violation -> out.println(SimFigures.text(violation)));
    out.print(figures.text());
    out.flush();
  }

  private void draw(SimFigures.Notable notable, String why, ScheduleOptions options) {
    SimulationResult run = runner.run(Simulation.scenario(notable.seed(), options), true);
    String replay = SimReplay.command("--replay " + notable.seed(), options);
    pictures.add(SimPictures.migration(run, notable.migrated(), why, replay));
  }

  /** Finds the least that breaks the same, and shows it. */
  private void explain(SimulationResult broken) throws CommandFailure {
    if (broken.violations().isEmpty()) {
      return;
    }
    Violation first = broken.violations().getFirst();
    Scenario least =
        Shrinker.shrink(
            broken.scenario(), it -> breaks(runner.run(it, false), first.property()).isPresent());
    out.println("the least that breaks \"%s\":".formatted(first.property()));
    out.println(least);
    if (folder != null) {
      Path file = folder.resolve("seed-%d.scenario".formatted(least.seed()));
      Output.write(file, least.toString());
      String command = SimReplay.command(file);
      out.println("to see that: " + command);
      SimulationResult run = runner.run(least, true);
      breaks(run, first.property())
          .ifPresent(broke -> pictures.add(SimPictures.violation(run, broke, command)));
    }
    out.flush();
  }

  private static Optional<Violation> breaks(SimulationResult run, String property) {
    return run.violations().stream().filter(it -> it.property().equals(property)).findFirst();
  }

  private void page(SimFigures figures, String command) throws CommandFailure {
    if (folder != null) {
      for (int i = 0; i < pictures.size(); i++) {
        Output.write(folder.resolve("sequence-%d.svg".formatted(i + 1)), pictures.get(i).svg());
      }
      Path file = folder.resolve("index.html");
      Output.write(file, SimPage.html(figures, pictures, command));
      out.println("the report: " + file);
      out.flush();
    }
  }
}
