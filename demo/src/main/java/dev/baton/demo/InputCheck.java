package dev.baton.demo;

import dev.baton.demo.RecordedEvent.InputId;
import dev.baton.demo.RecordedEvent.InputSubmitted;
import dev.baton.demo.RecordedEvent.Lost;
import dev.baton.demo.RecordedEvent.Resent;
import dev.baton.demo.RecordedEvent.SafeReported;
import dev.baton.demo.Verdict.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks for each input that was reported safe in the surviving history: exactly once. */
final class InputCheck {
  private final SurvivingHistory history;
  private final Findings findings;
  private final Set<InputId> submitted = new HashSet<>();
  private long safe;
  private long lostSafe;
  private long resent;

  private InputCheck(SurvivingHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
  }

  static Report.Inputs check(List<Recording> peers, SurvivingHistory history, Findings findings) {
    InputCheck check = new InputCheck(history, findings);
    peers.forEach(check::readSubmitted);
    peers.forEach(check::checkSafe);
    return new Report.Inputs(
        check.submitted.size(), check.safe, check.lostSafe, check.checkApplied(), check.resent);
  }

  private void readSubmitted(Recording recording) {
    int peer = recording.peer().orElseThrow();
    recording
        .events(InputSubmitted.class)
        .forEach(input -> submitted.add(new InputId(peer, input.sequence())));
    resent += recording.events(Resent.class).stream().mapToLong(Resent::count).sum();
  }

  private void checkSafe(Recording recording) {
    int peer = recording.peer().orElseThrow();
    TreeSet<Long> waiting = new TreeSet<>();
    for (RecordedEvent event : recording.events()) {
      switch (event) {
        case InputSubmitted input -> waiting.add(input.sequence());
        case Lost lost -> waiting.subSet(lost.from(), true, lost.to(), true).clear();
        case SafeReported report -> {
          Set<Long> nowSafe = waiting.headSet(report.upTo(), true);
          nowSafe.forEach(sequence -> checkSafe(new InputId(peer, sequence)));
          nowSafe.clear();
        }
        default -> {}
      }
    }
  }

  private void checkSafe(InputId input) {
    safe++;
    if (history.timesApplied(input) == 0) {
      lostSafe++;
      findings.add(
          Kind.SAFE_INPUT_LOST,
          "input %d of peer %d was reported safe and is not in the history"
              .formatted(input.sequence(), input.peer()));
    }
  }

  private long checkApplied() {
    long[] twice = {0};
    history
        .timesApplied()
        .forEach(
            (input, times) -> {
              if (times > 1) {
                twice[0]++;
                findings.add(
                    Kind.APPLIED_TWICE,
                    "input %d of peer %d was applied %d times"
                        .formatted(input.sequence(), input.peer(), times));
              }
              if (!submitted.contains(input)) {
                findings.add(
                    Kind.UNKNOWN_INPUT,
                    "input %d of peer %d was applied and never submitted"
                        .formatted(input.sequence(), input.peer()));
              }
            });
    return twice[0];
  }
}
