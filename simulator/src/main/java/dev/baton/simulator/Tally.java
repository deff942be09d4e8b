package dev.baton.simulator;

import dev.baton.core.Epoch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what is no violation: migrations, those without a fault, and how long the picture stood.
 */
final class Tally {

  /** How long after a fault a migration can still be its doing. */
  private static final long AFTERMATH_NS = 15_000_000_000L;

  private static final int SHORT_STOP_MS = 200;

  private final Map<Integer, Long> shownNs = new LinkedHashMap<>();
  private final Map<Integer, Epoch> shownEpoch = new LinkedHashMap<>();
  private final List<Integer> gapsMs = new ArrayList<>();
  private long faultUntilNs = Long.MIN_VALUE;
  private int migrations;
  private int withoutFault;
  private int lostSessions;

  void note(Sighting sighting) {
    switch (sighting.what()) {
      case What.Befalls befalls -> befalls(sighting.atNs(), befalls.fault());
      case What.Calm ignored -> {}
      case What.Hosting hosting -> {
        if (hosting.epoch().value() > 1) {
          migrations++;
          withoutFault += sighting.atNs() > faultUntilNs ? 1 : 0;
        }
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

  private void befalls(long atNs, Fault fault) {
    boolean serious =
        switch (fault) {
          case Fault.Stop stop -> stop.forMs() > SHORT_STOP_MS;
          case Fault.Join ignored -> false;
          case Fault.Fitness ignored -> false;
          default -> true;
        };
    if (serious) {
      faultUntilNs = Math.max(faultUntilNs, atNs + fault.forMs() * 1_000_000L + AFTERMATH_NS);
    }
  }

  private void shown(Sighting sighting, Epoch epoch) {
    Long before = shownNs.put(sighting.process(), sighting.atNs());
    Epoch epochBefore = shownEpoch.put(sighting.process(), epoch);
    if (before != null && epochBefore != null && epoch.isAfter(epochBefore)) {
      gapsMs.add((int) ((sighting.atNs() - before) / 1_000_000));
    }
  }

  int migrations() {
    return migrations;
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
