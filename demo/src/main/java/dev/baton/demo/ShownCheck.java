package dev.baton.demo;

import dev.baton.demo.RecordedEvent.Rewound;
import dev.baton.demo.RecordedEvent.Shown;
import dev.baton.demo.Verdict.Kind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what each peer showed with what its host had, and with what it showed before. */
final class ShownCheck {
  private final Findings findings;
  private final Map<State, String> ofHosts = new HashMap<>();
  private final Map<Integer, Path> hostFiles = new HashMap<>();
  private long compared;
  private long mismatches;

  private ShownCheck(SurvivingHistory history, Findings findings) {
    this.findings = findings;
    for (SurvivingHistory.Host host : history.hosts()) {
      hostFiles.put(host.epoch(), host.recording().file());
      for (Shown shown : host.recording().events(Shown.class)) {
        if (shown.epoch() == host.epoch()) {
          ofHosts.put(State.of(shown), shown.hash());
        }
      }
    }
  }

  static Report.StateHashes check(
      List<Recording> peers, SurvivingHistory history, Findings findings) {
    ShownCheck check = new ShownCheck(history, findings);
    peers.forEach(check::compareWithHost);
    peers.forEach(check::checkOrder);
    if (peers.size() > 1 && check.compared == 0) {
      findings.add(Kind.NOTHING_COMPARED, "no state of any peer could be compared with its host's");
    }
    return new Report.StateHashes(check.compared, check.mismatches);
  }

  private void compareWithHost(Recording recording) {
    Set<Integer> told = new HashSet<>();
    for (Shown shown : recording.events(Shown.class)) {
      String expected = ofHosts.get(State.of(shown));
      if (expected != null && !recording.file().equals(hostFiles.get(shown.epoch()))) {
        compare(recording, shown, expected);
      } else if (expected == null
          && hostFiles.containsKey(shown.epoch())
          && told.add(shown.epoch())) {
        findings.add(
            Kind.UNKNOWN_STATE,
            "peer %d showed tick %d of epoch %d (%s), which its host did not"
                .formatted(number(recording), shown.tick(), shown.epoch(), shown.scope()));
      }
    }
  }

  private void compare(Recording recording, Shown shown, String expected) {
    compared++;
    if (!shown.hash().equals(expected)) {
      mismatches++;
      findings.add(
          Kind.HASH_MISMATCH,
          "tick %d of epoch %d (%s): peer %d has %s, its host %s"
              .formatted(
                  shown.tick(),
                  shown.epoch(),
                  shown.scope(),
                  number(recording),
                  shown.hash(),
                  expected));
    }
  }

  /** Ticks and epochs go forward, but for rewinds that the game was told of. */
  private void checkOrder(Recording recording) {
    long tick = -1;
    int epoch = 0;
    for (RecordedEvent event : recording.events()) {
      if (event instanceof Rewound rewound) {
        tick = Math.min(tick, rewound.to());
      } else if (event instanceof Shown shown && !shown.held()) {
        if (shown.epoch() < epoch) {
          findings.add(
              Kind.OLD_EPOCH_SHOWN,
              "peer %d showed tick %d of epoch %d after a state of epoch %d"
                  .formatted(number(recording), shown.tick(), shown.epoch(), epoch));
        } else if (shown.tick() < tick || (shown.tick() == tick && shown.epoch() > epoch)) {
          findings.add(
              Kind.HIDDEN_REWIND,
              "peer %d showed tick %d of epoch %d after tick %d of epoch %d, and told of no rewind"
                  .formatted(number(recording), shown.tick(), shown.epoch(), tick, epoch));
        }
        tick = shown.tick();
        epoch = Math.max(epoch, shown.epoch());
      }
    }
  }

  private static int number(Recording recording) {
    return recording.peer().orElseThrow();
  }

  private record State(int epoch, long tick, String scope) {
    static State of(Shown shown) {
      return new State(shown.epoch(), shown.tick(), shown.scope());
    }
  }
}
