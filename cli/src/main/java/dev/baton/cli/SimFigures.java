package dev.baton.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.baton.simulator.Marks;
import dev.baton.simulator.Migrated;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** What came out of simulated seeds, all together. Confined to one thread at a time. */
@JsonPropertyOrder({
  "ok",
  "seeds",
  "violations",
  "eventsPerSecond",
  "migrations",
  "migrationsWithoutFault",
  "simulatedHours",
  "gapMs"
})
final class SimFigures {

  /** Of the seeds that broke something so many are told one by one. */
  private static final int BROKEN_MAX = 100;

  private final List<Violation> violations = new ArrayList<>();
  private final List<Integer> gapsMs = new ArrayList<>();
  private final Map<String, List<Integer>> gapsMsByKind = new TreeMap<>();
  private Optional<Notable> longest = Optional.empty();
  private Optional<Notable> mostRounds = Optional.empty();
  private Optional<Notable> ordinary = Optional.empty();
  private final Marks marks = new Marks();
  private long seeds;
  private long seedsRunTwice;
  private long events;
  private long migrations;
  private long migrationsWithoutFault;
  private long lostSessions;
  private double simulatedHours;
  private double seconds;

  /** The times that pictures stood, in milliseconds. */
  record Gaps(int p50, int p99, int max) {

    static Gaps of(List<Integer> gapsMs) {
      List<Integer> sorted = gapsMs.stream().sorted().toList();
      return sorted.isEmpty()
          ? new Gaps(0, 0, 0)
          : new Gaps(atRank(sorted, 50), atRank(sorted, 99), sorted.getLast());
    }

    /** The least of the values that so many percent of all do not exceed. */
    private static int atRank(List<Integer> sorted, int percent) {
      return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }
  }

  /** A change of host that is worth a picture, and in which seed it is. */
  record Notable(long seed, Migrated migrated) {}

  void add(SimulationResult result, boolean differs) {
    seeds++;
    events += result.events();
    migrations += result.migrations();
    migrationsWithoutFault += result.migrationsWithoutFault();
    lostSessions += result.lostSessions();
    simulatedHours += result.simulatedNs() / 3.6e12;
    gapsMs.addAll(result.gapsMs());
    violations.addAll(result.violations());
    long seed = result.scenario().seed();
    for (Migrated migrated : result.migrated()) {
      note(new Notable(seed, migrated), result.migrated().size());
    }
    if (differs) {
      violations.add(new Violation(seed, "same seed, same run", 0, "a second run was another"));
    }
  }

  /** Counts the seed that was added last among those that were run twice, if it was. */
  void addTwice(boolean twice) {
    seedsRunTwice += twice ? 1 : 0;
  }

  /** Takes in what runs came through. */
  void add(Marks reached) {
    marks.add(reached);
  }

  private void note(Notable notable, int migrationsOfSeed) {
    Migrated migrated = notable.migrated();
    String kind = migrated.after().map(it -> it.name().toLowerCase(Locale.ROOT)).orElse("(none)");
    gapsMsByKind.computeIfAbsent(kind, unseen -> new ArrayList<>()).add(migrated.gapMs());
    longest = Optional.of(more(longest, notable, Migrated::gapMs));
    mostRounds = Optional.of(more(mostRounds, notable, Migrated::rounds));
    boolean plain = kind.equals("kill") && migrated.rounds() == 1 && migrated.gapMs() > 0;
    if (plain && migrationsOfSeed == 1) {
      ordinary = Optional.of(more(ordinary, notable, it -> -it.gapMs()));
    }
  }

  /**
   * The one with the larger figure, of equal ones that of the smaller seed, whatever came first.
   */
  private static Notable more(
      Optional<Notable> known, Notable notable, ToIntFunction<Migrated> figure) {
    return known
        .filter(
            it -> {
              int difference =
                  figure.applyAsInt(it.migrated()) - figure.applyAsInt(notable.migrated());
              return difference > 0 || (difference == 0 && it.seed() <= notable.seed());
            })
        .orElse(notable);
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
  double simulatedHours() {
    return Math.round(simulatedHours * 1000) / 1000.0;
  }

  @JsonProperty
  Gaps gapMs() {
    return Gaps.of(gapsMs);
  }

  /** The first seeds that broke something, each once. */
  @JsonIgnore
  List<Long> brokenSeeds() {
    return violations().stream().map(Violation::seed).distinct().limit(BROKEN_MAX).toList();
  }

  /** How often a player lost its session against its will. */
  @JsonIgnore
  long lostSessions() {
    return lostSessions;
  }

  /** For how long a picture stood, for each player and change of host. */
  @JsonIgnore
  List<Integer> gapsMs() {
    return List.copyOf(gapsMs);
  }

  /** The longest gap of each change of host, by the kind of fault that led to it. */
  @JsonIgnore
  Map<String, List<Integer>> gapsMsByKind() {
    return new TreeMap<>(gapsMsByKind);
  }

  /** Which places of the protocol were reached. */
  @JsonIgnore
  Marks marks() {
    return marks;
  }

  /** The change of host with the longest gap. */
  @JsonIgnore
  Optional<Notable> longest() {
    return longest;
  }

  /** The change of host that took the most epochs. */
  @JsonIgnore
  Optional<Notable> mostRounds() {
    return mostRounds;
  }

  /** The quickest change of host after a kill, in a seed without another one. */
  @JsonIgnore
  Optional<Notable> ordinary() {
    return ordinary;
  }

  static String text(Violation violation) {
    return String.format(
        Locale.ROOT,
        "seed %d, at %.3f s: %s: %s",
        violation.seed(),
        violation.atMs() / 1000,
        violation.property(),
        violation.what());
  }

  /** The figures for people. */
  @JsonIgnore
  String text() {
    Gaps gaps = gapMs();
    return String.format(
        Locale.ROOT,
        "%d seeds, %d of them run twice, %.2f hours of play, %d events, %d a second%n"
            + "%d migrations, %d of them without a fault; players lost their session %d times%n"
            + "a picture stood for %d ms (median), %d ms (99 %%), %d ms (longest)%n"
            + "%d violations%n",
        seeds,
        seedsRunTwice,
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
