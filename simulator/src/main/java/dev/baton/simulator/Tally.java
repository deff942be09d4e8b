package dev.baton.simulator;

import dev.baton.core.Epoch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is no violation: migrations, those without a fault, and how long the picture stood.
 */
final class Tally {

  /** How long after a fault a migration can still be its doing. */
  private static final long AFTERMATH_NS = 15_000_000_000L;

  /** Whoever goes on without those that it counts out begins with the next range of epochs. */
  private static final int EPOCHS_OF_RANGE = 65_536;

  private static final int SHORT_STOP_MS = 200;

  private final Map<Integer, Long> shownNs = new LinkedHashMap<>();
  private final Map<Integer, Epoch> shownEpoch = new LinkedHashMap<>();
  private final List<Integer> gapsMs = new ArrayList<>();
  private final List<Migrated> migrated = new ArrayList<>();
  private final long startNs;
  private Fault.@Nullable Kind latest;
  private Fault.@Nullable Kind latestOfHost;
  private long faultUntilNs = Long.MIN_VALUE;
  private long hostFaultUntilNs = Long.MIN_VALUE;
  private int epochs = 1;
  private int host = Sighting.NOBODY;
  private int withoutFault;
  private int lostSessions;

  Tally(long startNs) {
    this.startNs = startNs;
  }

  void note(Sighting sighting) {
    switch (sighting.what()) {
      case What.Befalls befalls -> befalls(sighting.atNs(), befalls);
      case What.Calm ignored -> {}
      case What.Hosting hosting -> {
        if (hosting.epoch().value() > 1) {
          migrates(sighting.atNs(), hosting.epoch().value(), sighting.process());
        }
        host = sighting.process();
      }
      case What.Shown shown -> shown(sighting, shown.state().epoch());
      case What.Over over -> {
        switch (over.reason()) {
          case LEFT, TERMINATED, REMOVED -> {}
          default -> lostSessions++;
        }
      }
      default -> {
        // Not counted.
      }
    }
  }

  private void migrates(long atNs, int epoch, int process) {
    boolean hit = atNs <= hostFaultUntilNs;
    boolean after = atNs <= faultUntilNs;
    withoutFault += after ? 0 : 1;
    Optional<Fault.Kind> kind =
        after ? Optional.ofNullable(hit ? latestOfHost : latest) : Optional.empty();
    double atMs = (atNs - startNs) / 1e6;
    migrated.add(new Migrated(atMs, epoch, rounds(epoch), kind, process == host, 0));
    epochs = Math.max(epochs, epoch);
    latestOfHost = null;
    hostFaultUntilNs = Long.MIN_VALUE;
  }

  private int rounds(int epoch) {
    boolean sameRange = epoch / EPOCHS_OF_RANGE == epochs / EPOCHS_OF_RANGE;
    return Math.max(1, sameRange ? epoch - epochs : epoch % EPOCHS_OF_RANGE + 1);
  }

  private void befalls(long atNs, What.Befalls befalls) {
    Fault fault = befalls.fault();
    boolean serious =
        switch (fault) {
          case Fault.Stop stop -> stop.forMs() > SHORT_STOP_MS;
          case Fault.Join ignored -> false;
          case Fault.Fitness ignored -> false;
          case Fault.Replay ignored -> false;
          case Fault.Forge ignored -> false;
          default -> true;
        };
    if (serious) {
      long untilNs = atNs + fault.forMs() * 1_000_000L + AFTERMATH_NS;
      faultUntilNs = Math.max(faultUntilNs, untilNs);
      latest = fault.kind();
      if (meetsHost(befalls)) {
        hostFaultUntilNs = untilNs;
        latestOfHost = fault.kind();
      }
    }
  }

  private static boolean meetsHost(What.Befalls befalls) {
    return befalls.whom().contains(befalls.host())
        || befalls.fault().kind() == Fault.Kind.HANDOVER
        || befalls.fault().kind() == Fault.Kind.PART;
  }

  private void shown(Sighting sighting, Epoch epoch) {
    Long before = shownNs.put(sighting.process(), sighting.atNs());
    Epoch epochBefore = shownEpoch.put(sighting.process(), epoch);
    if (before != null && epochBefore != null && epoch.isAfter(epochBefore)) {
      int gapMs = (int) ((sighting.atNs() - before) / 1_000_000);
      gapsMs.add(gapMs);
      stood(epoch.value(), gapMs);
    }
  }

  private void stood(int epoch, int gapMs) {
    for (int i = migrated.size() - 1; i >= 0; i--) {
      Migrated was = migrated.get(i);
      if (was.epoch() == epoch) {
        migrated.set(i, was.withGap(Math.max(was.gapMs(), gapMs)));
        return;
      }
    }
  }

  int migrations() {
    return migrated.size();
  }

  /** Each change of host, in order of time. */
  List<Migrated> migrated() {
    return List.copyOf(migrated);
  }

  int migrationsWithoutFault() {
    return withoutFault;
  }

  /** How often a player lost its session against its will. */
  int lostSessions() {
    return lostSessions;
  }

  /** For each player and migration the time between the last old picture and the first new one. */
  List<Integer> gapsMs() {
    return List.copyOf(gapsMs);
  }
}
