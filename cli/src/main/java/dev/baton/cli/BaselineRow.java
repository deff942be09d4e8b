package dev.baton.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.baton.simulator.Baseline;
import dev.baton.simulator.FaultGroup;
import dev.baton.simulator.PlayFigures;
import dev.baton.simulator.PlayOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One row of the table of baselines: one system, one kind of faults.
 *
 * @param faults which kind
 * @param system which system
 * @param sessions that were played
 * @param hostFaults how often a fault hit the host
 * @param outageMs for how long pictures stood
 * @param takenBackMs how much play was taken back
 * @param sessionsLost sessions that nobody could go on with
 * @param sessionsWithTwoHosts sessions in which two hosts computed ticks at once
 * @param twoHostsMs for how long, in all of them
 * @param removedPeers players thrown out, or left apart, against their will
 */
record BaselineRow(
    FaultGroup faults,
    Baseline system,
    int sessions,
    int hostFaults,
    PlayFigures.Spread outageMs,
    PlayFigures.Spread takenBackMs,
    int sessionsLost,
    int sessionsWithTwoHosts,
    long twoHostsMs,
    int removedPeers) {

  static BaselineRow of(FaultGroup faults, Baseline system, PlayFigures figures) {
    return new BaselineRow(
        faults,
        system,
        figures.sessions(),
        figures.hostFaults(),
        figures.outageMs(),
        figures.rewoundMs(),
        figures.sessionsLost(),
        figures.sessionsWithTwoHosts(),
        figures.twoHostsMs(),
        figures.removedPeers());
  }

  /** What stands in the columns after the system's name. */
  @JsonIgnore
  List<String> cells() {
    List<String> cells = new ArrayList<>();
    cells.add(seconds(outageMs.median()));
    cells.add(seconds(outageMs.p99()));
    cells.add(percent(sessionsLost, sessions));
    cells.add(sessionsWithTwoHosts == 0 ? "none" : percent(sessionsWithTwoHosts, sessions));
    cells.add(seconds(sessionsWithTwoHosts == 0 ? 0 : (int) (twoHostsMs / sessionsWithTwoHosts)));
    cells.add(seconds(takenBackMs.median()));
    cells.add(seconds(takenBackMs.p99()));
    cells.add(String.format(Locale.ROOT, "%.2f", (double) removedPeers / Math.max(1, sessions)));
    return cells;
  }

  /** The heads of these columns. */
  static List<String> heads() {
    return List.of("outage", "99 %", "lost", "two hosts", "for", "taken back", "99 %", "removed");
  }

  static String seconds(int ms) {
    if (ms == PlayOutcome.NEVER_MS) {
      return "for ever";
    }
    if (ms == 0) {
      return "0";
    }
    return ms < 1_000 ? ms + " ms" : String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
  }

  private static String percent(int count, int of) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / Math.max(1, of));
  }
}
