package dev.baton.cli;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.Box;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.simulator.DetectorFigures;
import dev.baton.simulator.DetectorFigures.Family;
import dev.baton.simulator.TrafficShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws detectors as points: to the right the time until a real stop is noticed, upwards the false
 * suspicions in an hour; one panel for each kind of traffic. The best are below, on the left.
 */
final class DetectorsPicture {

  private static final double PANEL = 216;
  private static final double PANEL_HEIGHT = 218;
  private static final double LEFT = 62;
  private static final double TOP = 112;
  private static final double GAP = 20;
  private static final double ROW_GAP = 62;
  private static final int COLUMNS = 5;
  private static final double NONE_BAND = 26;

  private static final double MIN_MS = 30;
  private static final double MAX_MS = 15_000;
  private static final double MIN_HOURLY = 0.1;
  private static final double MAX_HOURLY = 100_000;
  private static final TextStyle SMALL =
      new TextStyle(10.5, TimelineColours.FAINT_INK, false, Anchor.START);
  private static final TextStyle HEAD = new TextStyle(12, TimelineColours.INK, true, Anchor.START);
  private static final TextStyle TITLE = new TextStyle(16, TimelineColours.INK, true, Anchor.START);

  private final SvgDrawing drawing = new SvgDrawing();

  /** One panel's place. */
  private record Panel(double left, double top) {

    double x(double ms) {
      double share = Math.log(Math.clamp(ms, MIN_MS, MAX_MS) / MIN_MS);
      return left + share / Math.log(MAX_MS / MIN_MS) * PANEL;
    }

    double y(double hourly) {
      if (hourly <= 0) {
        return top + PANEL_HEIGHT - NONE_BAND / 2;
      }
      double share = Math.log(Math.clamp(hourly, MIN_HOURLY, MAX_HOURLY) / MIN_HOURLY);
      double room = PANEL_HEIGHT - NONE_BAND;
      return top + room - share / Math.log(MAX_HOURLY / MIN_HOURLY) * room;
    }
  }

  private DetectorsPicture() {}

  static String svg(List<DetectorFigures> figures) {
    return new DetectorsPicture().draw(figures);
  }

  private String draw(List<DetectorFigures> figures) {
    List<TrafficShape> shapes = figures.stream().map(DetectorFigures::traffic).distinct().toList();
    drawing.text(20, 28, TITLE, "How soon a loss is noticed, and how often wrongly");
    drawing.text(
        20,
        47,
        SMALL,
        "To the right: median time until a real stop is noticed. Upwards: false suspicions in an"
            + " hour. Best is the lower left corner of a panel.");
    legend();
    for (int i = 0; i < shapes.size(); i++) {
      TrafficShape shape = shapes.get(i);
      double left = LEFT + (i % COLUMNS) * (PANEL + GAP);
      double top = TOP + Math.floorDiv(i, COLUMNS) * (PANEL_HEIGHT + ROW_GAP);
      List<DetectorFigures> here =
          figures.stream().filter(one -> one.traffic().equals(shape)).toList();
      panel(new Panel(left, top), here, i % COLUMNS == 0);
      drawing.text(left, top - 10, HEAD, shape.name() + ", " + shape.rateHz() + " Hz");
      String details = "RTT %d ms, loss %d %%".formatted(shape.rttMs(), shape.lossPercent());
      drawing.text(left + PANEL - 8, top + 16, SMALL.at(Anchor.END), details);
    }
    int rows = Math.ceilDiv(shapes.size(), COLUMNS);
    double width = LEFT + COLUMNS * (PANEL + GAP) + 6;
    return drawing.svg(width, TOP + rows * (PANEL_HEIGHT + ROW_GAP) - 12, "Detectors compared");
  }

  private void legend() {
    double x = 20;
    for (Family family : Family.values()) {
      mark(family, x + 6, 66);
      drawing.text(x + 18, 70, SMALL.in(TimelineColours.INK), family.label());
      x += 44 + SvgDrawing.widthPx(SMALL, family.label());
    }
  }

  private static String colour(Family family) {
    return switch (family) {
      case FIXED -> "#64748b";
      case PHI -> "#9b51c9";
      case SWIM -> "#ea8a0b";
      case BATON -> "#2563eb";
      case BATON_MAJORITY -> "#0f9d6b";
    };
  }

  private void mark(Family family, double x, double y) {
    boolean own = family == Family.BATON || family == Family.BATON_MAJORITY;
    double size = family == Family.BATON ? 8 : own ? 13 : 7;
    drawing.box(
        new Box(x - size / 2, y - size / 2, size, size), own ? 2 : 3.5, colour(family), 0.9);
  }

  private void panel(Panel panel, List<DetectorFigures> figures, boolean first) {
    Box paper = new Box(panel.left, panel.top, PANEL, PANEL_HEIGHT);
    drawing.box(paper, 0, TimelineColours.LANE, 1);
    for (double ms : new double[] {100, 1_000, 10_000}) {
      double x = panel.x(ms);
      drawing.line(TimelineColours.RULE, 1, x, panel.top, x, panel.top + PANEL_HEIGHT);
      String text = ms < 1_000 ? "100 ms" : Math.round(ms / 1_000) + " s";
      drawing.text(x, panel.top + PANEL_HEIGHT + 14, SMALL.at(Anchor.MIDDLE), text);
    }
    for (double hourly : new double[] {1, 100, 10_000}) {
      double y = panel.y(hourly);
      drawing.line(TimelineColours.RULE, 1, panel.left, y, panel.left + PANEL, y);
      if (first) {
        String text = Math.round(hourly) + " / h";
        drawing.text(panel.left - 6, y + 4, SMALL.at(Anchor.END), text);
      }
    }
    double none = panel.top + PANEL_HEIGHT - NONE_BAND;
    drawing.dashes(TimelineColours.FAINT_INK, 1, panel.left, none, panel.left + PANEL, none);
    if (first) {
      drawing.text(panel.left - 6, none + 17, SMALL.at(Anchor.END), "none");
    }
    // Ours come last, the larger mark first, so that both are seen where they are in one place.
    for (Family family :
        List.of(Family.FIXED, Family.PHI, Family.SWIM, Family.BATON_MAJORITY, Family.BATON)) {
      family(panel, figures.stream().filter(one -> one.family() == family).toList());
    }
  }

  private void family(Panel panel, List<DetectorFigures> figures) {
    List<Double> places = new ArrayList<>();
    for (DetectorFigures one : figures) {
      places.add(panel.x(one.detectMsMedian()));
      places.add(panel.y(one.falsePerHour()));
    }
    if (figures.size() > 1) {
      String colour = colour(figures.getFirst().family());
      drawing.line(colour, 1.2, places.stream().mapToDouble(place -> place).toArray());
    }
    for (int i = 0; i < figures.size(); i++) {
      mark(figures.get(i).family(), places.get(2 * i), places.get(2 * i + 1));
    }
  }
}
