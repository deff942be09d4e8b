package dev.baton.cli;

import static dev.baton.cli.TimelineColours.*;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.Box;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.cli.Timeline.Lane;
import dev.baton.cli.Timeline.Moment;
import dev.baton.demo.RecordedEvent.Ended;
import dev.baton.demo.RecordedEvent.Faulted;
import dev.baton.demo.RecordedEvent.Shown;
import dev.baton.demo.Report;
import java.util.List;
import java.util.Map;

/** Draws the whole session: who was host when, and where anybody saw a gap. */
final class TimelineOverview {
  private static final double LANE_HEIGHT = 24;
  private static final double LANE_PITCH = 34;
  private static final double HEAD_HEIGHT = 26;
  private static final double NS_PER_S = 1e9;

  /** Ticks that are further apart than this many times the usual leave a gap. */
  private static final double GAP_FACTOR = 1.8;

  private static final TextStyle HOST = new TextStyle(11.5, PAPER, true, Anchor.MIDDLE);

  private final Timeline timeline;
  private final SvgDrawing drawing;
  private final TimelineScale scale;
  private final Map<Integer, Integer> hosts;

  TimelineOverview(Timeline timeline, SvgDrawing drawing) {
    this.timeline = timeline;
    this.drawing = drawing;
    this.hosts = timeline.hosts();
    this.scale =
        new TimelineScale(
            timeline.beginNs(),
            Math.max(timeline.endNs(), timeline.beginNs() + 1),
            TimelinePicture.LEFT,
            TimelinePicture.RIGHT);
  }

  /** Draws it from {@code top} on and says where it ends. */
  double draw(double top) {
    double lanesTop = top + HEAD_HEIGHT;
    double bottom = lanesTop + timeline.lanes().size() * LANE_PITCH;
    axis(lanesTop - 4, bottom);
    for (int i = 0; i < timeline.migrations().size(); i++) {
      band(i + 1, timeline.migrations().get(i), lanesTop - 4, bottom);
    }
    for (int i = 0; i < timeline.lanes().size(); i++) {
      lane(timeline.lanes().get(i), lanesTop + i * LANE_PITCH + 2);
    }
    for (Moment fault : timeline.faults()) {
      fault(fault, lanesTop);
    }
    return bottom + 40;
  }

  private void axis(double top, double bottom) {
    for (long mark : scale.marks(0, 10)) {
      double x = scale.x(mark);
      drawing.line(RULE, 1, x, top, x, bottom);
      drawing.text(
          x,
          bottom + 16,
          TimelinePicture.SMALL.at(Anchor.MIDDLE),
          String.format(java.util.Locale.ROOT, "%.4g s", mark / NS_PER_S)
              .replaceFirst("\\.?0+ s$", " s"));
    }
  }

  private void band(int number, Report.Migration migration, double top, double bottom) {
    TimelineWindow window = TimelineWindow.of(timeline, migration);
    double left = scale.x(window.fromNs());
    double right = Math.max(left + 3, scale.x(window.toNs()));
    drawing.box(new Box(left - 2, top, right - left + 4, bottom - top), 2, BAND, 0.55);
    double gapMs = window.gapMsMax();
    double middle = (left + right) / 2;
    drawing.text(
        Math.min(middle, TimelinePicture.RIGHT - 30),
        top - 7,
        TimelinePicture.LABEL.at(Anchor.MIDDLE),
        gapMs > 0 ? "%d: %s ms".formatted(number, TimelineCloseUp.millis(gapMs)) : number + ":");
  }

  private void lane(Lane lane, double y) {
    drawing.text(24, y + 16, TimelinePicture.LABEL, lane.title());
    drawing.text(76, y + 16, TimelinePicture.SMALL, shortened(lane.name(), 8));
    if (lane.moments().isEmpty()) {
      return;
    }
    double from = scale.x(lane.moments().getFirst().atNs());
    double to = scale.x(lane.moments().getLast().atNs());
    double middle = y + LANE_HEIGHT / 2;
    drawing.line("#c5cad3", 1.5, from, middle, to, middle);
    runs(lane, TimelinePicture.ticksShown(lane), y);
    if (lane.moments().getLast().event() instanceof Ended) {
      drawing.line(FAINT_INK, 2, to, y + 4, to, y + LANE_HEIGHT - 4);
    }
  }

  /** One bar for each stretch of ticks from one host without a gap in it. */
  private void runs(Lane lane, List<Moment> ticks, double y) {
    long usualNs = TimelineWindow.usualTickNs(ticks);
    int start = 0;
    for (int i = 1; i <= ticks.size(); i++) {
      boolean broken =
          i == ticks.size()
              || epoch(ticks.get(i)) != epoch(ticks.get(i - 1))
              || ticks.get(i).atNs() - ticks.get(i - 1).atNs() > GAP_FACTOR * usualNs;
      if (broken) {
        run(lane, ticks.get(start), ticks.get(i - 1), y);
        start = i;
      }
    }
  }

  private void run(Lane lane, Moment first, Moment last, double y) {
    int host = hosts.getOrDefault(epoch(first), 0);
    double left = scale.x(first.atNs());
    double width = Math.max(1, scale.x(last.atNs()) - left);
    String colour = host == 0 ? FAINT_INK : peer(host);
    if (!lane.is(host)) {
      Box bar = new Box(left, y + 5, width, LANE_HEIGHT - 10);
      drawing.box(bar, 2, PAPER, 1);
      drawing.box(bar, 2, colour, 0.45);
      return;
    }
    drawing.box(new Box(left, y, width, LANE_HEIGHT), 3, colour, 1);
    String text = "host, epoch " + epoch(first);
    if (width > SvgDrawing.widthPx(HOST, text) + 10) {
      drawing.text(left + width / 2, y + 16, HOST, text);
    }
  }

  private void fault(Moment moment, double lanesTop) {
    if (!(moment.event() instanceof Faulted fault)) {
      return;
    }
    for (int i = 0; i < timeline.lanes().size(); i++) {
      if (timeline.lanes().get(i).is(fault.peer())) {
        double y = lanesTop + i * LANE_PITCH + 2 + LANE_HEIGHT / 2;
        double x = scale.x(moment.atNs());
        cross(drawing, x, y);
        drawing.text(x + 10, y + 4, TimelinePicture.SMALL.in(FAULT), fault.kind());
      }
    }
  }

  /** The mark of a fault. */
  static void cross(SvgDrawing drawing, double x, double y) {
    drawing.line(PAPER, 6, x - 5, y - 5, x + 5, y + 5);
    drawing.line(PAPER, 6, x - 5, y + 5, x + 5, y - 5);
    drawing.line(FAULT, 2.6, x - 5, y - 5, x + 5, y + 5);
    drawing.line(FAULT, 2.6, x - 5, y + 5, x + 5, y - 5);
  }

  static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static int epoch(Moment moment) {
    return moment.event() instanceof Shown shown ? shown.epoch() : 0;
  }
}
