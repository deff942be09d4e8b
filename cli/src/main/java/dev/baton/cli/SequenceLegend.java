package dev.baton.cli;

import static dev.baton.cli.TimelineColours.*;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.Box;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.simulator.Happening.Act;
import java.util.List;

/** Says what the marks of a sequence picture mean, in plain words. */
final class SequenceLegend {

  private static final double ROW = 18;
  private static final double COLUMN = 290;
  private static final TextStyle WORDS = new TextStyle(11.5, INK, false, Anchor.START);

  private final SvgDrawing drawing;
  private final int columns;
  private double top;
  private int drawn;

  SequenceLegend(SvgDrawing drawing, double width) {
    this.drawing = drawing;
    columns = (int) Math.max(1, (width - 2 * SequencePicture.TEXT_LEFT) / COLUMN);
  }

  /** Draws it from {@code top} on and says where it ends. */
  double draw(double from) {
    drawing.text(SequencePicture.TEXT_LEFT, from, TimelinePicture.HEADING, "What the marks mean");
    top = from + 12;
    for (Act act : Act.values()) {
      if (act != Act.UPKEEP && act != Act.COMING_AND_GOING) {
        double x = x();
        drawing.arrow(SequenceWords.colour(act), 1.6, x, y() + 7, x + 24, y() + 7);
        words(SequenceWords.meaning(act));
      }
    }
    stage("following", "plays on, as an ordinary peer");
    stage("suspecting", "thinks the host is lost, bound to nothing");
    stage("promised", "has voted, and waits for the new host");
    stage("claiming", "wants to be host, and gathers votes");
    stage("hosting", "is host: its game is the one that counts");
    stage("stranded", "too few can be reached to decide");
    drawing.line("#f97316", 3, x() + 12, y(), x() + 12, y() + 14);
    words("for how long a player's picture stood");
    drawing.line(FAULT, 3, x() + 12, y(), x() + 12, y() + 14);
    words("for how long a process was stopped");
    lost();
    words("does not arrive, or only much later");
    for (String line :
        List.of(
            "An epoch is the time of one host: they are counted from 1, and whoever speaks for an"
                + " older one is not obeyed.",
            "The lobby has a vote, too. More than half of all votes make a host; nobody votes twice"
                + " in one epoch.")) {
      drawn = (drawn + columns - 1) / columns * columns;
      drawing.text(SequencePicture.TEXT_LEFT, y() + 14, TimelinePicture.SMALL, line);
      drawn += columns;
    }
    return top + (double) (drawn + columns - 1) / columns * ROW;
  }

  private void lost() {
    String colour = SequenceWords.colour(Act.VOTE);
    double x = x() + 16;
    double y = y() + 7;
    drawing.dashes(colour, 1.1, x() + 2, y, x, y);
    drawing.line(colour, 1.4, x - 3, y - 3, x + 3, y + 3);
    drawing.line(colour, 1.4, x - 3, y + 3, x + 3, y - 3);
  }

  private void stage(String stage, String meaning) {
    drawing.box(new Box(x(), y() + 1, 24, 12), 3, SequenceWords.colour(stage), 1);
    words(meaning);
  }

  private double x() {
    return SequencePicture.TEXT_LEFT + drawn % columns * COLUMN;
  }

  private double y() {
    return top + drawn / columns * ROW;
  }

  private void words(String text) {
    drawing.text(x() + 34, y() + 11, WORDS, text);
    drawn++;
  }
}
