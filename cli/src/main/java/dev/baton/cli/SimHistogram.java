package dev.baton.cli;

import static dev.baton.cli.TimelineColours.*;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.Box;
import java.util.List;

/** Draws how many of the gaps were how long: a bar for each doubling, since they differ so much. */
final class SimHistogram {

  private static final int[] LIMITS_MS = {
    25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1_200, 1_600, 2_500, 5_000, 10_000, 30_000
  };

  private static final double WIDTH = 900;
  private static final double HEIGHT = 240;
  private static final double FOOT = 190;
  private static final double LEFT = 24;
  private static final double BARS_HEIGHT = 150;

  private SimHistogram() {}

  /** The picture, as SVG. */
  static String svg(List<Integer> gapsMs) {
    int[] counts = counts(gapsMs);
    int most = 1;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    SvgDrawing drawing = new SvgDrawing();
    double pitch = (WIDTH - 2 * LEFT) / counts.length;
    for (int i = 0; i < counts.length; i++) {
      double height = counts[i] == 0 ? 0 : Math.max(1.5, BARS_HEIGHT * counts[i] / most);
      double x = LEFT + i * pitch;
      drawing.box(new Box(x + 3, FOOT - height, pitch - 6, height), 2, peer(1), 0.85);
      if (counts[i] > 0) {
        String count = String.valueOf(counts[i]);
        double middle = x + pitch / 2;
        drawing.text(middle, FOOT - height - 5, TimelinePicture.SMALL.at(Anchor.MIDDLE), count);
      }
      if (i < LIMITS_MS.length) {
        String limit = SequenceWords.span(LIMITS_MS[i] * 1_000_000L).replace(".0", "");
        drawing.text(x + pitch, FOOT + 16, TimelinePicture.SMALL.at(Anchor.MIDDLE), limit);
      }
    }
    drawing.line(FAINT_INK, 1, LEFT, FOOT, WIDTH - LEFT, FOOT);
    drawing.text(
        LEFT,
        FOOT + 40,
        TimelinePicture.SMALL,
        "How long a player's picture stood: each player counts once for each change of host. The"
            + " steps are not equally wide.");
    return drawing.svg(WIDTH, HEIGHT, "How long pictures stood");
  }

  private static int[] counts(List<Integer> gapsMs) {
    int[] counts = new int[LIMITS_MS.length + 1];
    for (int gapMs : gapsMs) {
      int step = 0;
      while (step < LIMITS_MS.length && gapMs > LIMITS_MS[step]) {
        step++;
      }
      counts[step]++;
    }
    return counts;
  }
}
