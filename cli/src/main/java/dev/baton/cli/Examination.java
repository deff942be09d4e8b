package dev.baton.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.baton.demo.Checker;
import dev.baton.demo.Reading;
import dev.baton.demo.Recording;
import dev.baton.demo.RecordingReader;
import dev.baton.demo.Report;
import dev.baton.demo.RunSettings;
import dev.baton.demo.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a run: what its recordings say, judged by the independent checker.
 *
 * @param plan what was asked for
 * @param outcome what was measured besides
 * @param readings of all recordings
 * @param verdict of the checker
 */
record Examination(
    RunPlan plan, Orchestrator.Outcome outcome, List<Reading> readings, Verdict verdict) {

  /** Copies the list. */
  Examination {
    readings = List.copyOf(readings);
  }

  /** Carries out a run and examines it. */
  static Examination of(RunPlan plan, Progress progress)
      throws CommandFailure, InterruptedException {
    Orchestrator.Outcome outcome = new Orchestrator(plan, progress).run();
    List<Reading> readings = new ArrayList<>();
    readings.add(RecordingReader.read(plan.faultFile()));
    for (int peer = 1; peer <= outcome.peers(); peer++) {
      readings.add(RecordingReader.read(plan.recording(peer)));
    }
    RunPlan.Play play = plan.play();
    RunSettings settings =
        new RunSettings(
            outcome.peers(),
            play.rateHz(),
            play.seed(),
            play.shape().rttMs(),
            play.shape().lossPercent());
    return new Examination(plan, outcome, readings, Checker.judge(settings, readings));
  }

  Report report() {
    return verdict.report();
  }

  /** Whether everything held, and every fault led to a change of host. */
  boolean ok() {
    return report().ok();
  }

  String json() throws CommandFailure {
    return pretty(report());
  }

  static String pretty(Object figures) throws CommandFailure {
    try {
      return JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(figures)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new CommandFailure(ExitCode.DEFECT, "cannot put the figures into JSON: " + e);
    }
  }

  /** Draws the timeline. */
  void draw(Path file) throws CommandFailure {
    List<Recording> recordings = new ArrayList<>();
    for (Reading reading : readings) {
      if (reading instanceof Recording recording) {
        recordings.add(recording);
      }
    }
    Output.write(file, TimelinePicture.svg(Timeline.of(recordings)));
  }

  String text() {
    return DemoReport.text(this);
  }
}
