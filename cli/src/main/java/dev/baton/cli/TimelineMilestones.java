package dev.baton.cli;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.cli.TimelineCloseUp.Milestone;
import java.util.Comparator;
import java.util.List;

/** Places words above the lanes so that none covers another, and leads each to its time. */
final class TimelineMilestones {
  private static final double SPACE = 14;
  private static final TextStyle STYLE = new TextStyle(11.5, "", true, Anchor.MIDDLE);

  private TimelineMilestones() {}

  static void draw(
      SvgDrawing drawing,
      TimelineScale scale,
      List<Milestone> milestones,
      double lanesTop,
      double bottom) {
    List<Milestone> inOrder =
        milestones.stream().sorted(Comparator.comparingLong(Milestone::atNs)).toList();
    double[] middles = middles(scale, inOrder);
    for (int i = 0; i < inOrder.size(); i++) {
      Milestone milestone = inOrder.get(i);
      double x = scale.x(milestone.atNs());
      drawing.dashes(milestone.colour(), 1, x, lanesTop, x, bottom);
      drawing.line(milestone.colour(), 1, middles[i], lanesTop - 14, x, lanesTop - 2, x, lanesTop);
      drawing.text(middles[i], lanesTop - 18, STYLE.in(milestone.colour()), milestone.text());
    }
  }

  /** As near to their times as they can be, from left to right, none beyond the ends. */
  private static double[] middles(TimelineScale scale, List<Milestone> milestones) {
    int count = milestones.size();
    double[] middles = new double[count];
    double[] halves = new double[count];
    for (int i = 0; i < count; i++) {
      halves[i] = SvgDrawing.widthPx(STYLE, milestones.get(i).text()) / 2;
      middles[i] = scale.x(milestones.get(i).atNs());
    }
    // Words that would overlap share the shift, half of it each, until none does.
    for (int round = 0; round < 200; round++) {
      for (int i = 1; i < count; i++) {
        double overlap = middles[i - 1] + halves[i - 1] + SPACE + halves[i] - middles[i];
        if (overlap > 0) {
          middles[i - 1] -= overlap / 2;
          middles[i] += overlap / 2;
        }
      }
      for (int i = 0; i < count; i++) {
        middles[i] = Math.clamp(middles[i], scale.left() + halves[i], scale.right() - halves[i]);
      }
    }
    return middles;
  }
}
