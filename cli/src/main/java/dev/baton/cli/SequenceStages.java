package dev.baton.cli;

import static dev.baton.cli.TimelineColours.*;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.Box;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.simulator.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table below a sequence picture: where each peer stood when, in the columns of the lanes. */
final class SequenceStages {

  private static final double ROW = 17;
  private static final int ROWS_MAX = 60;
  private static final TextStyle CELL = new TextStyle(10.5, INK, false, Anchor.MIDDLE);

  private final SequenceWindow window;
  private final SvgDrawing drawing;

  /** What the table says of one peer from one moment on. */
  private record Cell(String words, String colour) {}

  SequenceStages(SequenceWindow window, SvgDrawing drawing) {
    this.window = window;
    this.drawing = drawing;
  }

  /** Draws it from {@code top} on and says where it ends. */
  double draw(double top) {
    drawing.text(SequencePicture.TEXT_LEFT, top, TimelinePicture.HEADING, "Where each peer stood");
    Map<Long, Map<Integer, Cell>> changes = changes();
    List<Integer> peers = SequencePicture.peersOf(window);
    double y = top + 12;
    for (int i = 0; i < peers.size(); i++) {
      TextStyle name = new TextStyle(11.5, peer(peers.get(i)), true, Anchor.MIDDLE);
      drawing.text(SequencePicture.x(i), y + 12, name, SequenceWords.lane(peers.get(i)));
    }
    y += ROW + 2;
    Map<Integer, Cell> now = new TreeMap<>();
    window.before().forEach((peer, moved) -> now.put(peer, cell(moved)));
    row(y, "before", peers, now, now);
    y += ROW;
    for (Map.Entry<Long, Map<Integer, Cell>> change :
        new ArrayList<>(changes.entrySet()).subList(0, Math.min(ROWS_MAX, changes.size()))) {
      now.putAll(change.getValue());
      String moment = SequenceWords.moment(change.getKey() - window.zeroNs());
      row(y, moment + " ms", peers, now, change.getValue());
      y += ROW;
    }
    return y;
  }

  private Map<Long, Map<Integer, Cell>> changes() {
    TreeMap<Long, Map<Integer, Cell>> changes = new TreeMap<>();
    for (Happening happening : window.shown()) {
      switch (happening) {
        case Happening.Moved it ->
            changes.computeIfAbsent(it.atNs(), at -> new TreeMap<>()).put(it.peer(), cell(it));
        case Happening.Vanished it ->
            changes
                .computeIfAbsent(it.atNs(), at -> new TreeMap<>())
                .put(it.peer(), new Cell("(no process)", PAPER));
        default -> {
          // Nobody stands elsewhere for it.
        }
      }
    }
    return changes;
  }

  private static Cell cell(Happening.Moved moved) {
    return new Cell(SequenceWords.stage(moved), SequenceWords.colour(moved.stage()));
  }

  private void row(
      double y,
      String moment,
      List<Integer> peers,
      Map<Integer, Cell> now,
      Map<Integer, Cell> changed) {
    TextStyle time = new TextStyle(10.5, FAINT_INK, false, Anchor.END);
    drawing.text(78, y + 12, time, moment);
    for (int i = 0; i < peers.size(); i++) {
      Cell cell = now.get(peers.get(i));
      if (cell != null) {
        double left = SequencePicture.x(i) - SequencePicture.PITCH / 2 + 2;
        Box box = new Box(left, y, SequencePicture.PITCH - 4, ROW - 0.5);
        boolean isNew = changed.containsKey(peers.get(i));
        drawing.box(box, 0, cell.colour, isNew ? 1 : 0.45);
        if (isNew) {
          drawing.text(SequencePicture.x(i), y + 12, CELL, cell.words);
        }
      }
    }
  }
}
