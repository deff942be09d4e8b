package dev.baton.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What came out of simulated seeds, all together. Confined to one thread at a time. */
final class SimFigures {

  private final List<Violation> violations = new ArrayList<>();
  private final List<Integer> gapsMs = new ArrayList<>();
  private long seeds;
  private long events;
  private long migrations;
  private long migrationsWithoutFault;
  private long lostSessions;
  private double simulatedHours;
  private double seconds;

  /** The times that pictures stood, in milliseconds. */
  record Gaps(int p50, int p99, int max) {}

  void add(SimulationResult result, boolean differs) {
    seeds++;
    events += result.events();
    migrations += result.migrations();
    migrationsWithoutFault += result.migrationsWithoutFault();
    lostSessions += result.lostSessions();
    simulatedHours += result.simulatedNs() / 3.6e12;
    gapsMs.addAll(result.gapsMs());
    violations.addAll(result.violations());
    if (differs) {
      long seed = result.scenario().seed();
      violations.add(new Violation(seed, "same seed, same run", 0, "a second run was another"));
    }
  }

  void elapsed(long elapsedNs) {
    seconds = elapsedNs / 1e9;
  }

  @JsonProperty
  boolean ok() {
    return violations.isEmpty();
  }

  @JsonProperty
  long seeds() {
    return seeds;
  }

  @JsonProperty
  List<Violation> violations() {
    return violations.stream().sorted(Comparator.comparingLong(Violation::seed)).toList();
  }

  @JsonProperty
  long eventsPerSecond() {
    return seconds == 0 ? 0 : Math.round(events / seconds);
  }

  @JsonProperty
  long migrations() {
    return migrations;
  }

  @JsonProperty
  long migrationsWithoutFault() {
    return migrationsWithoutFault;
  }

  @JsonProperty
  long lostSessions() {
    return lostSessions;
  }

  @JsonProperty
  double simulatedHours() {
    return Math.round(simulatedHours * 1000) / 1000.0;
  }

  @JsonProperty
  Gaps gapMs() {
    List<Integer> sorted = gapsMs.stream().sorted().toList();
    return sorted.isEmpty()
        ? new Gaps(0, 0, 0)
        : new Gaps(
            sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100), sorted.getLast());
  }

  /** The first seeds that broke something, each once. */
  @JsonIgnore
  List<Long> brokenSeeds() {
    return violations().stream().map(Violation::seed).distinct().toList();
  }

  /** The figures for people. */
  @JsonIgnore
  String text() {
    Gaps gaps = gapMs();
    return String.format(
        Locale.ROOT,
        "%d seeds, %.2f hours of play, %d events, %d a second%n"
            + "%d migrations, %d of them without a fault; players lost their session %d times%n"
            + "a picture stood for %d ms (median), %d ms (99 %%), %d ms (longest)%n"
            + "%d violations%n",
        seeds,
        simulatedHours,
        events,
        eventsPerSecond(),
        migrations,
        migrationsWithoutFault,
        lostSessions,
        gaps.p50,
        gaps.p99,
        gaps.max,
        violations.size());
  }
}
