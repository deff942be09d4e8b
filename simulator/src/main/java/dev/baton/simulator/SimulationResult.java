package dev.baton.simulator;

import java.util.List;

/**
 * What came out of one run.
 *
 * @param scenario what was run
 * @param violations what did not hold; empty if all is well
 * @param migrations how often there was a new host, or the same one in a new epoch
 * @param migrationsWithoutFault how often, without anything that would have been a reason
 * @param lostSessions how often a player lost its session against its will
 * @param simulatedNs virtual time that passed
 * @param events things that happened
 * @param gapsMs for each player and migration, for how long its picture stood
 * @param migrated each change of host, in order of time
 * @param traceSum a sum over all that happened: equal sums, equal runs
 * @param trace all that happened as text; empty unless it was asked for
 * @param happenings the same as records, for pictures
 */
public record SimulationResult(
    Scenario scenario,
    List<Violation> violations,
    int migrations,
    int migrationsWithoutFault,
    int lostSessions,
    long simulatedNs,
    long events,
    List<Integer> gapsMs,
    List<Migrated> migrated,
    long traceSum,
    String trace,
    List<Happening> happenings) {

  /** Copies the lists. */
  public SimulationResult {
    violations = List.copyOf(violations);
    gapsMs = List.copyOf(gapsMs);
    migrated = List.copyOf(migrated);
    happenings = List.copyOf(happenings);
  }

  /** The same, but for what did not hold of one property. */
  SimulationResult without(String property) {
    return new SimulationResult(
        scenario,
        violations.stream().filter(it -> !it.property().equals(property)).toList(),
        migrations,
        migrationsWithoutFault,
        lostSessions,
        simulatedNs,
        events,
        gapsMs,
        migrated,
        traceSum,
        trace,
        happenings);
  }

  /** How often a host was elected that was host before, so that nobody had another. */
  public int reelections() {
    return (int) migrated.stream().filter(Migrated::sameHost).count();
  }

  /** Whether everything held that must. */
  public boolean ok() {
    return violations.isEmpty();
  }
}
