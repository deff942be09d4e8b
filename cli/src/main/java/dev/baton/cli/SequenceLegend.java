package dev.baton.cli;

import static dev.baton.cli.TimelineColours.*;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.Box;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.simulator.Happening;
import dev.baton.simulator.Happening.Act;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** Says what the marks of a sequence picture mean, in plain words. */
final class SequenceLegend {

  private static final int FAR_EPOCH = 65_536;
  private static final double ROW = 18;
  private static final double COLUMN = 300;
  private static final TextStyle WORDS = new TextStyle(11.5, INK, false, Anchor.START);

  private final SvgDrawing drawing;
  private final int columns;
  private final Set<Act> acts = EnumSet.noneOf(Act.class);
  private final Set<String> stages = new HashSet<>();
  private double top;
  private boolean farEpochs;
  private int drawn;

  /** A legend for what the window shows. */
  SequenceLegend(SequenceWindow window, SvgDrawing drawing, double width) {
    this.drawing = drawing;
    window.before().values().forEach(moved -> stages.add(moved.stage()));
    for (Happening happening : window.shown()) {
      switch (happening) {
        case Happening.Said said -> acts.add(said.act());
        case Happening.Moved moved -> {
          stages.add(moved.stage());
          farEpochs |= moved.epoch() >= FAR_EPOCH;
        }
        default -> {
          // Its words stand in the picture.
        }
      }
    }
    columns = (int) Math.max(1, (width - 2 * SequencePicture.TEXT_LEFT) / COLUMN);
  }

  /** Draws it from {@code top} on and says where it ends. */
  double draw(double from) {
    drawing.text(SequencePicture.TEXT_LEFT, from, TimelinePicture.HEADING, "What the marks mean");
    top = from + 12;
    for (Act act : acts) {
      double x = x();
      drawing.arrow(SequenceWords.colour(act), 1.6, x, y() + 7, x + 24, y() + 7);
      words(SequenceWords.meaning(act));
    }
    stage("following", "plays on, as an ordinary peer");
    stage("suspecting", "thinks the host is lost, bound to nothing");
    stage("promised", "has voted, and waits for the new host");
    stage("claiming", "wants to be host, and gathers votes");
    stage("completing", "has the votes, and gathers the latest state");
    stage("isolated", "host that reaches too few: nothing is safe");
    stage("handingOver", "host that has named its successor");
    stage("hosting", "is host: its game is the one that counts");
    stage("stranded", "too few can be reached to decide");
    drawing.line("#f97316", 3, x() + 12, y(), x() + 12, y() + 14);
    words("for how long a player's picture stood");
    drawing.line(FAULT, 3, x() + 12, y(), x() + 12, y() + 14);
    words("for how long a process was stopped");
    lost();
    words("does not arrive, or only much later");
    note(
        "An epoch is the time of one host: they are counted from 1, and whoever speaks for an"
            + " older one is not obeyed.");
    note(
        "The lobby has a vote, too. More than half of all votes make a host; nobody votes twice"
            + " in one epoch.");
    if (farEpochs) {
      note(
          "From 65536 on: the epochs of those that went on without others, whom the lobby had not"
              + " heard for long.");
    }
    int rows = (drawn + columns - 1) / columns;
    return top + rows * ROW;
  }

  private void note(String line) {
    drawn = (drawn + columns - 1) / columns * columns;
    drawing.text(SequencePicture.TEXT_LEFT, y() + 14, TimelinePicture.SMALL, line);
    drawn += columns;
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
    if (stages.contains(stage)) {
      drawing.box(new Box(x(), y() + 1, 24, 12), 3, SequenceWords.colour(stage), 1);
      words(meaning);
    }
  }

  private double x() {
    return SequencePicture.TEXT_LEFT + drawn % columns * COLUMN;
  }

  private double y() {
    int row = drawn / columns;
    return top + row * ROW;
  }

  private void words(String text) {
    drawing.text(x() + 34, y() + 11, WORDS, text);
    drawn++;
  }
}
