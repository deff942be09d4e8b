package dev.baton.demo;

import dev.baton.demo.RecordedEvent.Ended;
import dev.baton.demo.RecordedEvent.Full;
import dev.baton.demo.Verdict.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Judges a run of the demo by the recordings of its peers alone: it shares no code with the
 * protocol and believes nobody's word about what is safe.
 *
 * <p>Each input that was reported safe must be exactly once in the surviving history, every state
 * must be its host's, every change of host must follow from a fault, and all of it must be on file.
 */
public final class Checker {
  private final RunSettings settings;
  private final Findings findings = new Findings();
  private final List<Recording> peers = new ArrayList<>();
  private final List<Recording> orchestrators = new ArrayList<>();

  private Checker(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * Judges a run.
   *
   * @param settings what was asked for
   * @param readings the recordings of all peers and of the orchestrator, in any order
   */
  public static Verdict judge(RunSettings settings, List<Reading> readings) {
    Checker checker = new Checker(settings);
    readings.forEach(checker::sort);
    checker.peers.sort(Comparator.comparingInt(recording -> recording.peer().orElseThrow()));
    return checker.judge();
  }

  private Verdict judge() {
    Report.Inputs inputs = new Report.Inputs(0, 0, 0, 0, 0);
    Report.StateHashes hashes = new Report.StateHashes(0, 0);
    List<Report.Migration> migrations = List.of();
    checkAllThere();
    if (!peers.isEmpty()) {
      List<Recording> all = new ArrayList<>(peers);
      all.addAll(orchestrators);
      ClockAlignment clocks = ClockAlignment.of(all);
      Deeds deeds = new Deeds(orchestrators, clocks);
      checkComplete(deeds);
      SurvivingHistory history = SurvivingHistory.of(peers, findings);
      inputs = InputCheck.check(peers, history, findings);
      hashes = ShownCheck.check(peers, history, findings);
      migrations = new MigrationCheck(peers, clocks, deeds, findings).check(history.hosts());
    }
    int unexplained =
        (int) migrations.stream().filter(migration -> migration.fault().equals("none")).count();
    Report report =
        new Report(
            findings.violations().isEmpty(),
            settings.peers(),
            settings.rateHz(),
            settings.seed(),
            settings.rttMs(),
            settings.lossPercent(),
            migrations,
            inputs,
            hashes,
            unexplained);
    return new Verdict(report, findings.violations());
  }

  private void sort(Reading reading) {
    switch (reading) {
      case Reading.Unreadable unreadable ->
          findings.add(Kind.UNREADABLE_FILE, unreadable.toString());
      case Recording recording when recording.ofOrchestrator() -> orchestrators.add(recording);
      case Recording recording when recording.peer().isPresent() -> peers.add(recording);
      case Recording recording ->
          findings.add(Kind.TRUNCATED_FILE, recording.file() + ": does not say which peer it is");
    }
  }

  private void checkAllThere() {
    for (int peer = 1; peer <= settings.peers(); peer++) {
      int number = peer;
      if (peers.stream().noneMatch(recording -> recording.peer().orElseThrow() == number)) {
        findings.add(Kind.MISSING_FILE, "no recording of peer " + peer);
      }
    }
    if (orchestrators.isEmpty()) {
      findings.add(Kind.MISSING_FILE, "no recording of the faults");
    }
  }

  /** Only a killed process may leave a recording without an end. */
  private void checkComplete(Deeds deeds) {
    for (Recording recording : peers) {
      int peer = recording.peer().orElseThrow();
      long cut =
          peers.stream()
              .filter(other -> other.peer().orElseThrow() == peer)
              .filter(other -> other.events(Ended.class).isEmpty() || other.torn())
              .count();
      boolean full = !recording.events(Full.class).isEmpty();
      if (full || cut > deeds.kills(peer)) {
        findings.add(
            Kind.TRUNCATED_FILE,
            recording.file()
                + (full
                    ? ": has reached its bound"
                    : ": ends before the session did for its peer"));
      }
    }
  }
}
