package dev.baton.cli;

import static java.util.Locale.ROOT;

import dev.baton.cli.Timeline.Lane;
import dev.baton.cli.Timeline.Moment;
import dev.baton.demo.RecordedEvent;
import dev.baton.demo.RecordedEvent.Shown;
import dev.baton.demo.Report;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a timeline as lines of text: when, who, what. */
final class TraceText {
  private static final double NS_PER_MS = 1e6;

  private final Timeline timeline;
  private final boolean everyTick;
  private final int whoWidth;

  private TraceText(Timeline timeline, boolean everyTick) {
    this.timeline = timeline;
    this.everyTick = everyTick;
    this.whoWidth =
        timeline.lanes().stream().mapToInt(lane -> who(lane).length()).max().orElse(0) + 2;
  }

  /**
   * Writes the timeline.
   *
   * @param everyTick whether to write also what comes with every tick
   */
  static void write(Timeline timeline, boolean everyTick, PrintWriter out) {
    TraceText text = new TraceText(timeline, everyTick);
    List<Line> lines = text.lines();
    lines.sort(Comparator.comparingLong(Line::atNs));
    lines.forEach(line -> out.println(line.text));
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(Long.MIN_VALUE, columns("ms", "peer", "event", "")));
    for (Report.Migration migration : timeline.migrations()) {
      long atNs = timeline.hostedAtNs(migration.epoch());
      lines.add(new Line(atNs, heading(migration)));
    }
    for (Moment fault : timeline.faults()) {
      lines.add(line(fault, "!"));
    }
    for (Lane lane : timeline.lanes()) {
      listed(lane.moments(), everyTick).forEach(moment -> lines.add(line(moment, who(lane))));
    }
    return lines;
  }

  /** What a person wants to see: all but what comes with every tick, save where hosts change. */
  static List<Moment> listed(List<Moment> moments, boolean everyTick) {
    Set<Moment> turns = turns(moments);
    return moments.stream()
        .filter(
            moment ->
                everyTick || !TraceEvent.isEveryTick(moment.event()) || turns.contains(moment))
        .toList();
  }

  /** The last tick shown from each host, and the first from the next. */
  private static Set<Moment> turns(List<Moment> moments) {
    Set<Moment> turns = new HashSet<>();
    Moment last = null;
    int lastEpoch = 0;
    for (Moment moment : moments) {
      if (!(moment.event() instanceof Shown shown) || shown.held()) {
        continue;
      }
      if (shown.epoch() != lastEpoch) {
        turns.add(moment);
        Optional.ofNullable(last).ifPresent(turns::add);
      }
      last = moment;
      lastEpoch = shown.epoch();
    }
    return turns;
  }

  private Line line(Moment moment, String who) {
    RecordedEvent event = moment.event();
    TraceEvent told = TraceEvent.of(event);
    return new Line(moment.atNs(), columns(millis(moment.atNs()), who, told.name(), told.text()));
  }

  private String columns(String when, String who, String event, String text) {
    return ("%10s  %-" + whoWidth + "s%-11s%s").formatted(when, who, event, text).stripTrailing();
  }

  private static String heading(Report.Migration migration) {
    String gaps =
        migration.survivors().stream()
            .map(survivor -> "peer %d %.1f".formatted(survivor.peer(), survivor.gapMs()))
            .collect(Collectors.joining(", "));
    return "---- epoch %d: host %d -> %d (%s, %s); gap in ms: %s ----"
        .formatted(
            migration.epoch(),
            migration.oldHost(),
            migration.newHost(),
            migration.fault().equals("none") ? "no fault recorded" : migration.fault(),
            migration.cause(),
            gaps.isEmpty() ? "nobody saw both hosts" : gaps);
  }

  private static String who(Lane lane) {
    return lane.title().replace("peer ", "") + " " + lane.name();
  }

  static String millis(long ns) {
    return String.format(ROOT, "%.1f", ns / NS_PER_MS);
  }

  private record Line(long atNs, String text) {}
}
