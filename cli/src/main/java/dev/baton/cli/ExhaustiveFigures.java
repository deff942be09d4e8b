package dev.baton.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.baton.simulator.Boundaries;
import dev.baton.simulator.Boundary;
import dev.baton.simulator.Marks;
import dev.baton.simulator.Migration;
import dev.baton.simulator.Trial;
import dev.baton.simulator.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the exhaustive part covered, and what it found. Confined to one thread at a time. */
final class ExhaustiveFigures {

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final List<Broken> violations = new ArrayList<>();
  private final Marks marks = new Marks();
  private long boundaries;
  private long runs;
  private double seconds;

  /**
   * One kind of message, or one way of an announcement, in one migration.
   *
   * @param what the message and its way, or how the announcement came
   * @param boundaries how many boundaries there are of that kind
   * @param deaths how many runs there were, by who died
   * @param impossible runs in which it could not come to pass
   * @param violations runs that broke something
   */
  record Row(
      int peers,
      String migration,
      String what,
      int boundaries,
      Map<String, Integer> deaths,
      int impossible,
      int violations) {

    private Row with(String death, boolean took, boolean broke) {
      TreeMap<String, Integer> more = new TreeMap<>(deaths);
      more.merge(death, 1, Integer::sum);
      return new Row(
          peers,
          migration,
          what,
          boundaries,
          more,
          impossible + (took ? 0 : 1),
          violations + (broke ? 1 : 0));
    }

    int runs() {
      return deaths.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * A run that broke something.
   *
   * @param trial what {@code --trial} takes to show it again
   */
  record Broken(String trial, String property, String what) {}

  /** Takes the boundaries of a migration in. */
  void add(int peers, Migration migration, Boundaries found) {
    for (Boundary boundary : found.all()) {
      boundaries++;
      String what = what(boundary);
      rows.merge(
          key(peers, migration, what),
          new Row(peers, migration.toString(), what, 1, Map.of(), 0, 0),
          (row, ignored) ->
              new Row(peers, row.migration, what, row.boundaries + 1, row.deaths, 0, 0));
    }
  }

  private static String what(Boundary boundary) {
    return boundary.message() + " " + boundary.way().name().toLowerCase(Locale.ROOT);
  }

  private static String key(int peers, Migration migration, String what) {
    return peers + " " + migration + " " + what;
  }

  /** Takes a run in. */
  void add(Boundaries of, TrialResult one) {
    runs++;
    Trial trial = one.trial();
    String what;
    String death;
    switch (trial.deed()) {
      case Trial.Deed.Deaths deaths -> {
        what = what(of.all().get(deaths.boundary()));
        death = String.join(" and ", deaths.players().stream().map(of::part).sorted().toList());
      }
      case Trial.Deed.Announcement it -> {
        what = "announcement " + it.how().name().toLowerCase(Locale.ROOT);
        death = "nobody";
      }
    }
    Row none = new Row(trial.peers(), trial.migration().toString(), what, 0, Map.of(), 0, 0);
    String key = key(trial.peers(), trial.migration(), what);
    Row row = rows.getOrDefault(key, none);
    rows.put(key, row.with(death, one.tookPlace(), !one.result().ok()));
    one.result()
        .violations()
        .forEach(it -> violations.add(new Broken(trial.toString(), it.property(), it.what())));
  }

  void elapsed(long elapsedNs) {
    seconds = elapsedNs / 1e9;
  }

  @JsonProperty
  boolean ok() {
    return violations.isEmpty();
  }

  @JsonProperty
  long boundaries() {
    return boundaries;
  }

  @JsonProperty
  long runs() {
    return runs;
  }

  @JsonProperty
  double seconds() {
    return Math.round(seconds * 10) / 10.0;
  }

  @JsonProperty
  List<Broken> violations() {
    return List.copyOf(violations);
  }

  /** Which places of the protocol were reached. */
  @JsonIgnore
  Marks marks() {
    return marks;
  }

  @JsonProperty
  List<Row> covered() {
    return List.copyOf(rows.values());
  }

  /** What was covered, for people. */
  @JsonIgnore
  String text() {
    StringBuilder text = new StringBuilder();
    String form = "%-5s %-9s %-24s %10s %6s %10s  %s%n";
    text.append(
        String.format(
            Locale.ROOT, form, "peers", "by", "boundary", "boundaries", "runs", "violations", ""));
    for (Row row : rows.values()) {
      List<String> deaths = new ArrayList<>();
      row.deaths.forEach((who, count) -> deaths.add(count + " " + who));
      String note = row.impossible == 0 ? "" : "; could not be " + row.impossible + " times";
      text.append(
          String.format(
              Locale.ROOT,
              form,
              row.peers,
              row.migration,
              row.what,
              row.boundaries,
              row.runs(),
              row.violations,
              "dies: " + String.join(", ", deaths) + note));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d boundaries, %d runs in %.1f s, %d violations%n",
            boundaries,
            runs,
            seconds,
            violations.size()));
    return text.toString();
  }
}
