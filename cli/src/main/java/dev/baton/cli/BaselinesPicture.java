package dev.baton.cli;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.Box;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.simulator.Baseline;
import dev.baton.simulator.FaultGroup;
import dev.baton.simulator.PlayOutcome;
import java.util.List;

/** Draws how long pictures stood under each system, and lists the other figures beside it. */
final class BaselinesPicture {

  private static final double WIDTH = 1080;
  private static final double TOP = 92;
  private static final double ROW = 19;
  private static final double GROUP_GAP = 15;
  private static final double NAMES_AT = 200;
  private static final double LEFT = 212;
  private static final double RIGHT = 640;
  private static final double NEVER_AT = 672;
  private static final double[] COLUMNS = {750, 826, 884, 972, 1050};
  private static final List<String> HEADS =
      List.of("lost", "two hosts", "for", "taken back", "removed");

  private static final double MIN_MS = 30;
  private static final double MAX_MS = 300_000;
  private static final TextStyle SMALL =
      new TextStyle(10.5, TimelineColours.FAINT_INK, false, Anchor.START);
  private static final TextStyle TITLE = new TextStyle(16, TimelineColours.INK, true, Anchor.START);

  private final SvgDrawing drawing = new SvgDrawing();

  private BaselinesPicture() {}

  static String svg(List<BaselineRow> rows) {
    return new BaselinesPicture().draw(rows);
  }

  private String draw(List<BaselineRow> rows) {
    drawing.text(20, 28, TITLE, "What players notice when something befalls their host");
    int sessions = rows.isEmpty() ? 0 : rows.getFirst().sessions();
    String what =
        "Same seeds, same faults, same network; %d sessions a kind. Dot: median of the time that"
                .formatted(sessions)
            + " a picture stood; line: up to the 99th percentile."
            + " Play taken back: 99th percentile.";
    drawing.text(20, 47, SMALL, what);
    double height = TOP + 30;
    FaultGroup group = null;
    for (BaselineRow row : rows) {
      height += ROW + (row.faults() == group ? 0 : GROUP_GAP);
      group = row.faults();
    }
    scale(height - 30);
    heads();
    double y = TOP;
    group = null;
    for (BaselineRow row : rows) {
      if (row.faults() != group) {
        group = row.faults();
        y += GROUP_GAP;
        drawing.line(TimelineColours.RULE, 1, 20, y - 4, WIDTH - 20, y - 4);
        drawing.text(
            20,
            y + 13,
            new TextStyle(12.5, TimelineColours.INK, true, Anchor.START),
            group.label());
      }
      row(row, y);
      y += ROW;
    }
    return drawing.svg(WIDTH, height, "Baton beside models of other systems");
  }

  private void heads() {
    for (int i = 0; i < COLUMNS.length; i++) {
      drawing.text(COLUMNS[i], TOP - 12, SMALL.at(Anchor.END), HEADS.get(i));
    }
  }

  private void scale(double bottom) {
    double[] marksMs = {50, 200, 1_000, 5_000, 20_000, 100_000};
    for (double mark : marksMs) {
      drawing.line(TimelineColours.RULE, 1, x(mark), TOP - 6, x(mark), bottom);
      drawing.text(x(mark), TOP - 12, SMALL.at(Anchor.MIDDLE), label(mark));
    }
    drawing.line(TimelineColours.RULE, 1, NEVER_AT, TOP - 6, NEVER_AT, bottom);
    drawing.text(NEVER_AT, TOP - 12, SMALL.at(Anchor.MIDDLE), "never");
  }

  private static String label(double ms) {
    return ms < 1_000 ? Math.round(ms) + " ms" : Math.round(ms / 1000) + " s";
  }

  private static double x(double ms) {
    if (ms >= PlayOutcome.NEVER_MS) {
      return NEVER_AT;
    }
    double share = Math.log(Math.max(ms, MIN_MS) / MIN_MS) / Math.log(MAX_MS / MIN_MS);
    return LEFT + Math.min(1, share) * (RIGHT - LEFT);
  }

  private static String colour(Baseline system) {
    return switch (system) {
      case BATON -> "#2563eb";
      case BATON_PATIENT -> "#60a5fa";
      case DIRECT_PLAY -> "#64748b";
      case CRYENGINE -> "#9b51c9";
      case UNITY_FASTEST -> "#ea8a0b";
      case UNITY -> "#a16207";
    };
  }

  private void row(BaselineRow row, double y) {
    boolean own = row.system() == Baseline.BATON;
    String colour = colour(row.system());
    TextStyle name = new TextStyle(11.5, TimelineColours.INK, own, Anchor.END);
    drawing.text(NAMES_AT, y + 13, name, row.system().label());
    double middle = y + 9;
    if (row.outageMs().count() > 0) {
      double from = x(row.outageMs().median());
      double to = x(row.outageMs().p99());
      drawing.line(colour, 3, from, middle, to, middle);
      drawing.line(colour, 3, to, middle - 4, to, middle + 4);
      drawing.box(new Box(from - 5, middle - 5, 10, 10), 5, colour, 1);
    }
    List<String> cells = row.cells();
    List<String> shown =
        List.of(cells.get(2), cells.get(3), cells.get(4), cells.get(6), cells.get(7));
    for (int i = 0; i < COLUMNS.length; i++) {
      TextStyle style = new TextStyle(11, TimelineColours.INK, own, Anchor.END);
      drawing.text(COLUMNS[i], y + 13, style, shown.get(i));
    }
  }
}
