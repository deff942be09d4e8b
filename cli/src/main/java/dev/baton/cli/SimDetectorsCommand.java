package dev.baton.cli;

import dev.baton.simulator.ArrivalRecording;
import dev.baton.simulator.DetectorFigures;
import dev.baton.simulator.DetectorTrials;
import dev.baton.simulator.TrafficShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton sim detectors}: how soon a loss is noticed, against how often wrongly. */
@Command(
    name = "detectors",
    description = {
      "Lets Baton's detector, fixed time-outs, phi accrual and SWIM with Lifeguard listen to the"
          + " same traffic, and compares how soon they notice a real stop with how often they"
          + " suspect a peer that runs.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SimDetectorsCommand implements Callable<Integer> {

  private static final String RECORDED = "arrivals.txt.gz";

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Where all chance comes from. Default: ${DEFAULT-VALUE}.")
  private long seed;

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

  private int trials = 60;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "How many times two minutes of each kind of traffic, by three observers each, 1 to"
              + " 100000. Default: 60.")
  void trials(int value) {
    trials = Range.check(spec, "--trials", value, 1, 100_000);
  }

  @Override
  public Integer call() throws CommandFailure {
    Progress progress = new Progress(spec.commandLine().getErr());
    List<DetectorFigures> all = new ArrayList<>();
    List<TrafficShape> shapes = TrafficShape.all();
    for (TrafficShape shape : shapes) {
      all.addAll(DetectorTrials.run(shape, seed, trials));
      progress.say(
          "%d of %d: %s at %d Hz",
          shapes.indexOf(shape) + 1, shapes.size(), shape.name(), shape.rateHz());
    }
    for (ArrivalRecording recording : recorded()) {
      all.addAll(DetectorTrials.run(recording));
    }
    progress.say("what was recorded of real sessions");
    PrintWriter out = spec.commandLine().getOut();
    if (!Output.isStandard(json) && !Output.isStandard(svg)) {
      out.print(table(all));
      out.flush();
    }
    if (svg != null) {
      Output.write(svg, DetectorsPicture.svg(all), out);
    }
    if (json != null) {
      Output.write(json, Examination.pretty(all), out);
    }
    return ExitCode.OK.number();
  }

  /** What was recorded of real sessions. */
  private static List<ArrivalRecording> recorded() {
    try (InputStream file = SimDetectorsCommand.class.getResourceAsStream(RECORDED)) {
      if (file == null) {
        throw new IllegalStateException("missing: " + RECORDED);
      }
      byte[] text = new GZIPInputStream(file).readAllBytes();
      return ArrivalRecording.parse(new String(text, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table in Markdown. */
  static String table(List<DetectorFigures> all) {
    StringBuilder text =
        new StringBuilder("| traffic | Hz | detector | | median | 99 % | false an hour |\n");
    text.append("|---|--:|---|---|--:|--:|--:|\n");
    for (DetectorFigures one : all) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %s | %.0f ms | %.0f ms | %.1f |%n",
              one.traffic().name(),
              one.traffic().rateHz(),
              one.family().label(),
              one.parameter(),
              one.detectMsMedian(),
              one.detectMsP99(),
              one.falsePerHour()));
    }
    return text.toString();
  }
}
