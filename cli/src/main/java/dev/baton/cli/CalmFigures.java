package dev.baton.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out of sessions in which no host was lost: each change of host in them is one without a
 * fault. A host that is elected again, in a new epoch, counts as one too, and how many were so is
 * told. Confined to one thread at a time.
 */
@JsonPropertyOrder({
  "ok",
  "sessions",
  "sessionHours",
  "migrations",
  "migrationsPer1000Hours",
  "migrationsOfSeed",
  "reelections",
  "lostSessions",
  "violations",
  "hoursPerSecond"
})
final class CalmFigures {

  /** In so many hours of sessions there may be one change of host. */
  private static final int HOURS_OF_ONE = 1000;

  private final List<Violation> violations = new ArrayList<>();
  private final TreeMap<Long, Integer> migrationsOfSeed = new TreeMap<>();
  private final int minutes;
  private long sessions;
  private long migrations;
  private long reelections;
  private long lostSessions;
  private double seconds;

  /**
   * Begins to count.
   *
   * @param minutes for how long each session is played
   */
  CalmFigures(int minutes) {
    this.minutes = minutes;
  }

  void add(SimulationResult result) {
    sessions++;
    lostSessions += result.lostSessions();
    violations.addAll(result.violations());
    reelections += result.reelections();
    if (result.migrations() > 0) {
      migrations += result.migrations();
      migrationsOfSeed.put(result.scenario().seed(), result.migrations());
    }
  }

  void elapsed(long elapsedNs) {
    seconds = elapsedNs / 1e9;
  }

  /** Whether nothing was violated, and there was not more than one change of host in 1,000 h. */
  @JsonProperty
  boolean ok() {
    boolean rare = migrations * HOURS_OF_ONE * 60 <= sessions * minutes;
    return violations.isEmpty() && lostSessions == 0 && rare;
  }

  @JsonProperty
  long sessions() {
    return sessions;
  }

  @JsonProperty
  double sessionHours() {
    return sessions * minutes / 60.0;
  }

  @JsonProperty
  long migrations() {
    return migrations;
  }

  @JsonProperty("migrationsPer1000Hours")
  double migrationsPer1000Hours() {
    return sessions == 0 ? 0 : migrations * HOURS_OF_ONE / sessionHours();
  }

  /** How many there were in each session that had any, by its seed. */
  @JsonProperty
  Map<Long, Integer> migrationsOfSeed() {
    return new TreeMap<>(migrationsOfSeed);
  }

  /** In how many of the migrations the same host went on in a new epoch. */
  @JsonProperty
  long reelections() {
    return reelections;
  }

  @JsonProperty
  long lostSessions() {
    return lostSessions;
  }

  @JsonProperty
  List<Violation> violations() {
    return violations.stream().sorted(Comparator.comparingLong(Violation::seed)).toList();
  }

  /** Hours of sessions that were played in a second of the run. */
  @JsonProperty
  double hoursPerSecond() {
    return seconds == 0 ? 0 : Math.round(sessionHours() / seconds * 1000) / 1000.0;
  }

  /** How far a run is, how fast it goes, and how long it will take yet. */
  @JsonIgnore
  String progress(long sessionsOfAll, long elapsedNs) {
    double perSecond = sessions / (elapsedNs / 1e9);
    return String.format(
        Locale.ROOT,
        "%.1f of %.1f hours, %.2f a second, %d s left, %d migrations, %d violations",
        sessionHours(),
        sessionsOfAll * minutes / 60.0,
        perSecond * minutes / 60,
        Math.round((sessionsOfAll - sessions) / perSecond),
        migrations,
        violations.size());
  }

  /** The figures for people. */
  @JsonIgnore
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d sessions, %.1f hours of play, %.2f a second%n"
                + "%d migrations without a fault, %.2f in 1000 hours; in %d of them the same host"
                + " was elected again; players lost their session %d times%n"
                + "%d violations%n",
            sessions,
            sessionHours(),
            hoursPerSecond(),
            migrations,
            migrationsPer1000Hours(),
            reelections,
            lostSessions,
            violations.size()));
    migrationsOfSeed.forEach(
        (seed, count) -> text.append("seed %d: %d migrations%n".formatted(seed, count)));
    violations().forEach(it -> text.append(SimFigures.text(it)).append(System.lineSeparator()));
    return text.toString();
  }
}
