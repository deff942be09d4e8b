package dev.baton.cli;

import static dev.baton.cli.TimelineColours.*;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.cli.Timeline.Lane;
import dev.baton.cli.Timeline.Moment;
import dev.baton.demo.RecordedEvent.Shown;
import dev.baton.demo.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a timeline: the whole session on top, one lane for each peer, and below it each change of
 * host from close by.
 */
final class TimelinePicture {
  static final double WIDTH = 1200;
  static final double LEFT = 132;
  static final double RIGHT = 1168;

  static final TextStyle TITLE = new TextStyle(20, INK, true, Anchor.START);
  static final TextStyle HEADING = new TextStyle(14, INK, true, Anchor.START);
  static final TextStyle LABEL = new TextStyle(12.5, INK, true, Anchor.START);
  static final TextStyle SMALL = new TextStyle(11.5, FAINT_INK, false, Anchor.START);

  /** More changes of host than this are only marked; a shorter window shows them from close by. */
  private static final int CLOSE_UPS_MAX = 6;

  private final SvgDrawing drawing = new SvgDrawing();
  private final Timeline timeline;

  private TimelinePicture(Timeline timeline) {
    this.timeline = timeline;
  }

  /** The picture, as the text of an SVG file. */
  static String svg(Timeline timeline) {
    return new TimelinePicture(timeline).draw();
  }

  private String draw() {
    double y = header(30);
    y = new TimelineOverview(timeline, drawing).draw(y);
    List<Report.Migration> migrations = timeline.migrations();
    for (int i = 0; i < Math.min(migrations.size(), CLOSE_UPS_MAX); i++) {
      y = new TimelineCloseUp(timeline, migrations.get(i), drawing).draw(i + 1, y);
    }
    if (migrations.size() > CLOSE_UPS_MAX) {
      drawing.text(
          LEFT,
          y + 16,
          SMALL,
          "%d more changes of host; --from and --to choose a part to see them from close by"
              .formatted(migrations.size() - CLOSE_UPS_MAX));
      y += 28;
    }
    if (!migrations.isEmpty()) {
      y = TimelineLegend.draw(drawing, y);
    }
    return drawing.svg(WIDTH, y, title());
  }

  private double header(double y) {
    drawing.text(24, y, TITLE, title());
    drawing.text(
        24,
        y + 22,
        SMALL,
        "One lane for each peer. The colour of a tick is that of the host that produced it.");
    return y + 40;
  }

  private String title() {
    int peers = timeline.lanes().size();
    int migrations = timeline.migrations().size();
    String changes = migrations == 1 ? "1 change of host" : migrations + " changes of host";
    String session = timeline.session();
    double gapMs =
        timeline.migrations().stream()
            .flatMap(migration -> migration.survivors().stream())
            .mapToDouble(Report.Survivor::gapMs)
            .max()
            .orElse(0);
    return "%s%d peer%s, %s%s"
        .formatted(
            session.isEmpty()
                ? ""
                : "Session " + session.substring(0, Math.min(8, session.length())) + ": ",
            peers,
            peers == 1 ? "" : "s",
            changes,
            gapMs > 0 ? ", longest gap " + TimelineCloseUp.millis(gapMs) + " ms" : "");
  }

  /** The first line that shows each tick, in order of time. */
  static List<Moment> ticksShown(Lane lane) {
    List<Moment> ticks = new ArrayList<>();
    long lastTick = -1;
    int lastEpoch = 0;
    for (Moment moment : lane.moments()) {
      if (moment.event() instanceof Shown shown
          && !shown.held()
          && (shown.tick() != lastTick || shown.epoch() != lastEpoch)) {
        ticks.add(moment);
        lastTick = shown.tick();
        lastEpoch = shown.epoch();
      }
    }
    return ticks;
  }
}
