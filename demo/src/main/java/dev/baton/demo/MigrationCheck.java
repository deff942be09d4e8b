package dev.baton.demo;

import dev.baton.demo.Deeds.Deed;
import dev.baton.demo.RecordedEvent.Claimed;
import dev.baton.demo.RecordedEvent.Rewound;
import dev.baton.demo.RecordedEvent.Shown;
import dev.baton.demo.RecordedEvent.Suspected;
import dev.baton.demo.SurvivingHistory.Host;
import dev.baton.demo.Verdict.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Measures each change of host on each survivor, and looks for the fault that explains it. */
final class MigrationCheck {
  private static final long AFTERMATH_NS = 1_000_000_000;
  private static final double NS_PER_MS = 1e6;

  private final List<Recording> peers;
  private final ClockAlignment clocks;
  private final Deeds deeds;
  private final Findings findings;
  private final List<Deed> explaining = new ArrayList<>();

  MigrationCheck(List<Recording> peers, ClockAlignment clocks, Deeds deeds, Findings findings) {
    this.peers = peers;
    this.clocks = clocks;
    this.deeds = deeds;
    this.findings = findings;
  }

  List<Report.Migration> check(List<Host> hosts) {
    List<Report.Migration> migrations = new ArrayList<>();
    for (int i = 1; i < hosts.size(); i++) {
      migrations.add(migration(new Change(hosts.get(i - 1), hosts.get(i))));
    }
    for (Deed deed : deeds.movingAnyHost()) {
      if (!explaining.contains(deed) && wasHost(deed, hosts) && othersLivedOn(deed)) {
        findings.add(
            Kind.NO_MIGRATION,
            "peer %d was host when it got %s, others lived on, and none took over"
                .formatted(deed.peer(), deed.kind()));
      }
    }
    return migrations;
  }

  private Report.Migration migration(Change change) {
    Optional<Deed> fault =
        deeds.movingHost(change.from.peer(), hostedAtNs(change.from), hostedAtNs(change.to));
    fault.ifPresent(explaining::add);
    if (fault.isEmpty()) {
      findings.add(
          Kind.UNEXPLAINED_MIGRATION,
          "epoch %d of host %d was followed by epoch %d of host %d without a fault"
              .formatted(
                  change.from.epoch(), change.from.peer(), change.epoch(), change.to.peer()));
    }
    List<Report.Survivor> survivors = new ArrayList<>();
    for (Recording recording : peers) {
      survivor(change, fault, recording).ifPresent(survivors::add);
    }
    survivors.sort(Comparator.comparingInt(Report.Survivor::peer));
    return new Report.Migration(
        change.epoch(),
        fault.map(Deed::kind).orElse("none"),
        change.from.peer(),
        change.to.peer(),
        cause(change, fault),
        survivors);
  }

  private Optional<Report.Survivor> survivor(
      Change change, Optional<Deed> fault, Recording recording) {
    int peer = recording.peer().orElseThrow();
    if (deeds.isOut(peer, hostedAtNs(change.to))) {
      return Optional.empty();
    }
    Optional<Shown> firstNew = firstShown(recording, change.epoch());
    Optional<Shown> lastOld = lastShownBefore(recording, change.epoch());
    if (lastOld.isEmpty()) {
      return Optional.empty();
    }
    if (firstNew.isEmpty()) {
      checkStranded(change, recording);
      return Optional.empty();
    }
    if (firstNew.get().epoch() != change.epoch()) {
      return Optional.empty();
    }
    long rewound = Math.max(0, lastOld.get().tick() - change.to.hosted().resume().tick());
    checkRewind(change, recording, lastOld.get(), rewound);
    long baseNs =
        fault.map(deed -> clocks.ownNs(recording, deed.atNs())).orElse(lastOld.get().tNs());
    long detectedNs = firstSign(change, recording, baseNs).orElse(firstNew.get().tNs());
    long decidedNs = Math.max(detectedNs, decided(change, recording).orElse(firstNew.get().tNs()));
    return Optional.of(
        new Report.Survivor(
            peer,
            millis(firstNew.get().tNs() - lastOld.get().tNs()),
            millis(detectedNs - baseNs),
            millis(decidedNs - detectedNs),
            millis(firstNew.get().tNs() - decidedNs),
            rewound));
  }

  private void checkRewind(Change change, Recording recording, Shown lastOld, long rewound) {
    boolean told =
        recording.events(Rewound.class).stream()
            .anyMatch(
                rewind ->
                    rewind.epoch() == change.epoch()
                        && rewind.from() == lastOld.tick()
                        && rewind.to() == change.to.hosted().resume().tick());
    if (rewound > 0 && !told) {
      findings.add(
          Kind.HIDDEN_REWIND,
          "peer %d showed tick %d, epoch %d resumed after tick %d, and it told of no such rewind"
              .formatted(
                  recording.peer().orElseThrow(),
                  lastOld.tick(),
                  change.epoch(),
                  change.to.hosted().resume().tick()));
    }
  }

  private void checkStranded(Change change, Recording recording) {
    long lastNs = clocks.alignedNs(recording, recording.events().getLast());
    int peer = recording.peer().orElseThrow();
    if (lastNs > hostedAtNs(change.to) + AFTERMATH_NS && !deeds.isOut(peer, lastNs)) {
      findings.add(
          Kind.STRANDED,
          "peer %d lived on and saw no state of epoch %d or later".formatted(peer, change.epoch()));
    }
  }

  private String cause(Change change, Optional<Deed> fault) {
    boolean planned =
        change.to.recording().events(Claimed.class).stream()
            .anyMatch(claim -> claim.epoch() == change.epoch() && claim.sponsored());
    if (planned) {
      return "handOver";
    }
    long fromNs = fault.map(Deed::atNs).orElse(hostedAtNs(change.from));
    Suspected first = null;
    long firstNs = Long.MAX_VALUE;
    for (Recording recording : peers) {
      for (Suspected suspected : recording.events(Suspected.class)) {
        long atNs = clocks.alignedNs(recording, suspected);
        if (change.suspects(suspected, recording.peer().orElseThrow())
            && atNs >= fromNs
            && atNs < firstNs) {
          first = suspected;
          firstNs = atNs;
        }
      }
    }
    return first == null ? "unknown" : first.evidence();
  }

  private boolean wasHost(Deed deed, List<Host> hosts) {
    return hosts.stream()
        .filter(host -> hostedAtNs(host) <= deed.atNs())
        .max(Comparator.comparingLong(this::hostedAtNs))
        .filter(host -> host.peer() == deed.peer())
        .isPresent();
  }

  private boolean othersLivedOn(Deed deed) {
    return peers.stream()
        .filter(recording -> recording.peer().orElseThrow() != deed.peer())
        .filter(recording -> !deeds.isOut(recording.peer().orElseThrow(), deed.atNs()))
        .anyMatch(
            recording ->
                clocks.alignedNs(recording, recording.events().getLast())
                    > deed.atNs() + AFTERMATH_NS);
  }

  private long hostedAtNs(Host host) {
    return clocks.alignedNs(host.recording(), host.hosted());
  }

  private static Optional<Shown> firstShown(Recording recording, int epoch) {
    return recording.events(Shown.class).stream()
        .filter(shown -> !shown.held() && shown.epoch() >= epoch)
        .findFirst();
  }

  private static Optional<Shown> lastShownBefore(Recording recording, int epoch) {
    return recording.events(Shown.class).stream()
        .filter(shown -> !shown.held() && shown.epoch() < epoch)
        .reduce((earlier, later) -> later);
  }

  /** When the peer first acted on the loss of the host. */
  private static Optional<Long> firstSign(Change change, Recording recording, long fromNs) {
    return recording.events().stream()
        .filter(
            event -> event.tNs() >= fromNs && change.isSign(event, recording.peer().orElseThrow()))
        .map(RecordedEvent::tNs)
        .findFirst();
  }

  private static Optional<Long> decided(Change change, Recording recording) {
    return recording.events().stream()
        .filter(change::isDecision)
        .map(RecordedEvent::tNs)
        .findFirst();
  }

  private static double millis(long durationNs) {
    return Math.round(durationNs / NS_PER_MS * 10) / 10.0;
  }

  /** From one host to the next. */
  private record Change(Host from, Host to) {
    int epoch() {
      return to.epoch();
    }

    boolean suspects(Suspected suspected, int peer) {
      return suspected.isOf(peer)
          && suspected.epoch() >= from.epoch()
          && suspected.epoch() < epoch();
    }

    /** Whether it tells the peer, from within or from without, that its host is gone. */
    boolean isSign(RecordedEvent event, int peer) {
      return switch (event) {
        case Suspected suspected -> suspects(suspected, peer);
        case Claimed claimed -> claimed.epoch() == epoch();
        case RecordedEvent.Voted voted -> voted.epoch() == epoch();
        case RecordedEvent.Announced announced -> announced.epoch() == epoch();
        default -> isDecision(event);
      };
    }

    boolean isDecision(RecordedEvent event) {
      return switch (event) {
        case RecordedEvent.Hosted hosted -> hosted.epoch() == epoch();
        case RecordedEvent.Followed followed -> followed.epoch() == epoch();
        default -> false;
      };
    }
  }
}
