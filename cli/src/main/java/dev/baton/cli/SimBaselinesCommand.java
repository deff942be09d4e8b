package dev.baton.cli;

import dev.baton.simulator.Baseline;
import dev.baton.simulator.Comparison;
import dev.baton.simulator.FaultGroup;
import dev.baton.simulator.PlayFigures;
import dev.baton.simulator.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton sim baselines}: Baton beside models of the reference systems, on the same seeds. */
@Command(
    name = "baselines",
    description = {
      "Plays the same sessions, with the same faults on the same network, once with Baton and once"
          + " with models of the rules of DirectPlay 8, CRYENGINE and Unity, and compares what"
          + " players had of them.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SimBaselinesCommand implements Callable<Integer> {

  private static final long PROGRESS_NS = 5_000_000_000L;

  @Spec private CommandSpec spec;

  @Option(
      names = "--first-seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "The first seed. Default: ${DEFAULT-VALUE}.")
  private long firstSeed;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw the comparison into this file; - for standard output.")
  private @Nullable Path svg;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures to this file as JSON; - for standard output.")
  private @Nullable Path json;

  private int seeds = 50;
  private EnumSet<FaultGroup> groups = EnumSet.allOf(FaultGroup.class);
  private long toldNs = System.nanoTime();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "How many sessions of each kind, 1 to 100000; seeds without a fault of that kind are"
              + " passed over. Default: 50.")
  void seeds(int value) {
    seeds = Range.check(spec, "--seeds", value, 1, 100_000);
  }

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      description =
          "The kinds of faults, with commas between them. By default all: kill, stop, long-stop,"
              + " cut, long-cut, leave, hand-over, all-kinds.")
  void faults(String list) {
    EnumSet<FaultGroup> named = EnumSet.noneOf(FaultGroup.class);
    for (String name : list.split(",", -1)) {
      named.add(
          Arrays.stream(FaultGroup.values())
              .filter(group -> word(group).equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(), "--faults knows no such kind: " + name)));
    }
    groups = named;
  }

  private static String word(FaultGroup group) {
    return group.label().replace(' ', '-');
  }

  @Override
  public Integer call() throws CommandFailure {
    Progress progress = new Progress(spec.commandLine().getErr());
    List<BaselineRow> rows = new ArrayList<>();
    for (FaultGroup group : groups) {
      rows.addAll(play(group, progress));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!Output.isStandard(json) && !Output.isStandard(svg)) {
      out.print(table(rows));
      out.flush();
    }
    if (svg != null) {
      Output.write(svg, BaselinesPicture.svg(rows), out);
    }
    if (json != null) {
      Output.write(json, Examination.pretty(rows), out);
    }
    return ExitCode.OK.number();
  }

  private List<BaselineRow> play(FaultGroup group, Progress progress) {
    List<Baseline> systems = Arrays.stream(Baseline.values()).filter(group::isOffered).toList();
    List<PlayFigures> figures = systems.stream().map(system -> new PlayFigures()).toList();
    int played = 0;
    for (long seed = firstSeed; played < seeds; seed++) {
      Scenario scenario = group.scenario(seed);
      if (scenario.faults().isEmpty()) {
        continue;
      }
      for (int i = 0; i < systems.size(); i++) {
        figures.get(i).add(Comparison.play(scenario, systems.get(i)));
      }
      played++;
      if (System.nanoTime() - toldNs > PROGRESS_NS || played == seeds) {
        toldNs = System.nanoTime();
        progress.say("%s: %d of %d sessions", group.label(), played, seeds);
      }
    }
    List<BaselineRow> rows = new ArrayList<>();
    for (int i = 0; i < systems.size(); i++) {
      rows.add(BaselineRow.of(group, systems.get(i), figures.get(i)));
    }
    return rows;
  }

  /** The table in Markdown, which a terminal shows well enough. */
  static String table(List<BaselineRow> rows) {
    StringBuilder text = new StringBuilder("| faults | system | ");
    text.append(String.join(" | ", BaselineRow.heads())).append(" |\n|---|---|");
    text.append("--:|".repeat(BaselineRow.heads().size())).append('\n');
    for (BaselineRow row : rows) {
      String cells = row.cells().stream().collect(Collectors.joining(" | "));
      text.append(
          "| %s | %s | %s |%n".formatted(row.faults().label(), row.system().label(), cells));
    }
    return text.toString();
  }
}
