package dev.baton.cli;

import dev.baton.simulator.Boundaries;
import dev.baton.simulator.Migration;
import dev.baton.simulator.Trial;
import dev.baton.simulator.TrialResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton sim exhaustive}: a death at every message boundary of a migration. */
@Command(
    name = "exhaustive",
    description = {
      "Runs a migration, and then again with the death of each peer, and of each two, at every"
          + " boundary between its messages.",
      "Fails when a checker finds anything, or when somebody does not settle.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SimExhaustiveCommand implements Callable<Integer> {

  private static final Pattern PEERS = Pattern.compile("([2-5])(?:\\.\\.([2-5]))?");
  private static final long PROGRESS_NS = 5_000_000_000L;

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write what was covered to this file as JSON; - for standard output.")
  private @Nullable Path json;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write what was covered into this folder as a page, its name is index.html.")
  private @Nullable Path report;

  private int peersMin = Trial.PEERS_MIN;
  private int peersMax = Trial.PEERS_MAX;
  private @Nullable Trial only;

  @Option(
      names = "--peers",
      paramLabel = "RANGE",
      description = "How many players a session has, 2 to 5: 4, or 2..5 (the default).")
  void peers(String range) {
    Matcher matcher = PEERS.matcher(range);
    if (!matcher.matches()) {
      throw new ParameterException(
          spec.commandLine(), "--peers must be 2 to 5, like 4 or 2..5: " + range);
    }
    peersMin = Integer.parseInt(matcher.group(1));
    String most = matcher.group(2);
    peersMax = most == null ? peersMin : Range.check(spec, "--peers", number(most), peersMin, 5);
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  @Option(
      names = "--trial",
      paramLabel = "TRIAL",
      description = "Run this one alone, as it was named by a failure, and print all that happens.")
  void trial(String text) {
    try {
      only = Trial.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--trial: " + e.getMessage(), e);
    }
  }

  @Override
  public Integer call() throws CommandFailure {
    Trial wanted = only;
    Path folder = report;
    if (folder != null) {
      SimReport.prepare(folder);
    }
    ExhaustiveFigures figures = new ExhaustiveFigures();
    long startNs = System.nanoTime();
    if (wanted != null) {
      one(wanted, figures);
    } else {
      all(figures);
    }
    figures.elapsed(System.nanoTime() - startNs);
    Path file = json;
    if (file != null) {
      Output.write(file, Examination.pretty(figures), spec.commandLine().getOut());
    }
    if (!Output.isStandard(file)) {
      print(figures);
    }
    if (folder != null) {
      Output.write(folder.resolve("index.html"), ExhaustivePage.html(figures, command()));
    }
    return (figures.ok() ? ExitCode.OK : ExitCode.VIOLATED).number();
  }

  private String command() {
    return "baton sim exhaustive "
        + (only != null ? "--trial \"" + only + "\"" : "--peers " + peersMin + ".." + peersMax);
  }

  private void one(Trial wanted, ExhaustiveFigures figures) {
    Boundaries boundaries = Boundaries.of(wanted.peers(), wanted.migration());
    figures.add(wanted.peers(), wanted.migration(), boundaries);
    TrialResult result = run(boundaries, wanted, figures);
    figures.add(boundaries, result);
    if (!Output.isStandard(json)) {
      spec.commandLine().getOut().println(result.result().trace());
    }
  }

  private TrialResult run(Boundaries boundaries, Trial wanted, ExhaustiveFigures figures) {
    try {
      return boundaries.run(wanted, true, figures.marks());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--trial: " + e.getMessage(), e);
    }
  }

  private void all(ExhaustiveFigures figures) {
    Progress progress = new Progress(spec.commandLine().getErr());
    for (int peers = peersMin; peers <= peersMax; peers++) {
      for (Migration migration : Migration.values()) {
        Boundaries boundaries = Boundaries.of(peers, migration);
        figures.add(peers, migration, boundaries);
        all(boundaries, peers + " peers, " + migration, figures, progress);
      }
    }
  }

  private static void all(
      Boundaries boundaries, String which, ExhaustiveFigures figures, Progress progress) {
    List<Trial> trials = boundaries.trials();
    progress.say("%s: %d boundaries, %d runs", which, boundaries.all().size(), trials.size());
    long startNs = System.nanoTime();
    long toldNs = startNs;
    for (int i = 0; i < trials.size(); i++) {
      figures.add(boundaries, boundaries.run(trials.get(i), false, figures.marks()));
      long nowNs = System.nanoTime();
      if (nowNs - toldNs >= PROGRESS_NS) {
        toldNs = nowNs;
        double perSecond = (i + 1) / ((nowNs - startNs) / 1e9);
        progress.say(
            "%s: %d of %d runs, %.1f a second, %d s left, %d violations",
            which,
            i + 1,
            trials.size(),
            perSecond,
            Math.round((trials.size() - i - 1) / perSecond),
            figures.violations().size());
      }
    }
  }

  private void print(ExhaustiveFigures figures) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(figures.text());
    for (ExhaustiveFigures.Broken broken : figures.violations()) {
      out.println(broken.property() + ": " + broken.what());
      out.println("to see it again: baton sim exhaustive --trial \"" + broken.trial() + "\"");
    }
    out.flush();
  }
}
