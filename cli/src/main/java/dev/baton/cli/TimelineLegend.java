package dev.baton.cli;

import static dev.baton.cli.TimelineColours.*;

import dev.baton.cli.SvgDrawing.Box;

/** Says what the marks of a close-up mean. */
final class TimelineLegend {
  private static final double SPACE = 18;

  private final SvgDrawing drawing;
  private final double y;
  private double x = TimelinePicture.LEFT;

  private TimelineLegend(SvgDrawing drawing, double y) {
    this.drawing = drawing;
    this.y = y;
  }

  /** Draws it from {@code top} on and says where it ends. */
  static double draw(SvgDrawing drawing, double top) {
    TimelineLegend legend = new TimelineLegend(drawing, top);
    legend.strokes();
    legend.strip(SUSPECTING, "suspecting");
    legend.strip(CLAIMING, "claiming");
    legend.strip(PROMISED, "has voted");
    legend.arrow(SUSPICION, "suspicion");
    legend.arrow(CLAIM, "claim");
    legend.arrow(VOTE, "vote");
    legend.arrow(ANNOUNCE, "announcement");
    TimelineOverview.cross(drawing, legend.x + 6, top + 6);
    legend.word(18, "fault");
    return top + 30;
  }

  private void strokes() {
    drawing.strokes(peer(1), 5, new Box(0, y - 2, 0, 16), x, x + 10);
    word(18, "tick on its host");
    drawing.strokes(peer(1), 3, new Box(0, y - 2, 0, 16), x, x + 9);
    word(17, "on a peer");
  }

  private void strip(String colour, String word) {
    drawing.box(new Box(x, y + 3.5, 22, 5), 1.5, colour, 1);
    word(28, word);
  }

  private void arrow(String colour, String word) {
    drawing.arrow(colour, 1.3, x, y + 12, x + 20, y);
    word(26, word);
  }

  private void word(double indent, String word) {
    drawing.text(x + indent, y + 10, TimelinePicture.SMALL, word);
    x += indent + SvgDrawing.widthPx(TimelinePicture.SMALL, word) + SPACE;
  }
}
