package dev.baton.cli;

import dev.baton.demo.Reading;
import dev.baton.demo.Recording;
import dev.baton.demo.RecordingReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton trace}: merges the flight recorders of a session into one timeline. */
@Command(
    name = "trace",
    description = "Merges the flight recorders of several peers into one timeline.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the timeline was written",
      "2:the arguments are wrong, or the files are of different sessions",
      "80:the timeline cannot be written",
      "86:a file cannot be read; the line says which, and where"
    })
final class TraceCommand implements Callable<Integer> {
  private static final double NS_PER_MS = 1e6;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Flight recorders: one for each peer, and that of the faults.")
  private List<Path> files;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write the timeline as a picture to this file instead.")
  private @Nullable Path svg;

  @Option(names = "--json", description = "Write the timeline as JSON instead.")
  private boolean json;

  @Option(
      names = "--from",
      paramLabel = "MS",
      description = "Leave out what is earlier; in ms since the first line.")
  private @Nullable Double fromMs;

  @Option(
      names = "--to",
      paramLabel = "MS",
      description = "Leave out what is later; in ms since the first line.")
  private @Nullable Double toMs;

  @Option(
      names = "--all",
      description = "Also list what comes with every tick: inputs, states, clocks.")
  private boolean all;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    checkWindow();
    List<Recording> recordings = new ArrayList<>();
    boolean unreadable = false;
    for (Path file : files) {
      switch (RecordingReader.read(file)) {
        case Recording recording -> recordings.add(recording);
        case Reading.Unreadable why -> {
          err.println("baton trace: " + why);
          unreadable = true;
        }
      }
    }
    if (unreadable) {
      return ExitCode.UNREADABLE.number();
    }
    checkOneSession(recordings);
    recordings.stream()
        .filter(Recording::torn)
        .forEach(torn -> err.println(torn.file() + ": torn last line ignored"));
    return write(Timeline.of(recordings));
  }

  private void checkWindow() {
    double from = fromMs == null ? 0 : fromMs;
    if (!(from >= 0) || (toMs != null && !(toMs >= from))) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--from must be 0 or more, and --to not less than --from");
    }
    if (json && svg != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--json and --svg exclude each other");
    }
  }

  private void checkOneSession(List<Recording> recordings) {
    long sessions =
        recordings.stream()
            .map(recording -> recording.start().session())
            .filter(session -> !session.isEmpty())
            .distinct()
            .count();
    if (sessions > 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "the files are of " + sessions + " different sessions");
    }
  }

  private int write(Timeline whole) {
    PrintWriter out = spec.commandLine().getOut();
    Timeline timeline = whole;
    if (fromMs != null || toMs != null) {
      timeline =
          whole.between(
              fromMs == null ? 0 : Math.round(fromMs * NS_PER_MS),
              toMs == null ? Long.MAX_VALUE : Math.round(toMs * NS_PER_MS));
    }
    try {
      if (svg != null) {
        Files.writeString(svg, TimelinePicture.svg(timeline));
      } else if (json) {
        TraceJson.write(timeline, all, out);
      } else {
        TraceText.write(timeline, all, out);
      }
      out.flush();
      return 0;
    } catch (IOException e) {
      spec.commandLine().getErr().println("baton trace: cannot be written: " + e);
      return ExitCode.UNWRITABLE.number();
    }
  }
}
