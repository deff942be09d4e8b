package dev.baton.cli;

import static dev.baton.cli.TimelineColours.*;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.Box;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.simulator.Fault;
import dev.baton.simulator.Happening;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws what the peers of a simulated session said to each other around one moment: a line for each
 * peer and the lobby, time downwards, an arrow for each message; below it where each peer stood
 * when.
 */
final class SequencePicture {

  static final double PITCH = 168;
  static final double TEXT_LEFT = 20;

  private static final double LEFT = 172;
  private static final double PILL = 148;
  private static final double HEAD = 26;
  private static final String PALE = "#fee2e2";
  private static final TextStyle WORDS = new TextStyle(10.5, INK, false, Anchor.MIDDLE);
  private static final TextStyle TIME = new TextStyle(10.5, FAINT_INK, false, Anchor.END);

  private final SvgDrawing drawing = new SvgDrawing();
  private final SequenceWindow window;
  private final String title;
  private final SequenceRows rows;
  private final double top;

  private SequencePicture(SequenceWindow window, String title) {
    this.window = window;
    this.title = title;
    top = 92;
    rows = new SequenceRows(window, top + HEAD + 14);
  }

  /** The picture, as the text of an SVG file. */
  static String svg(SequenceWindow window, String title) {
    return new SequencePicture(window, title).draw();
  }

  static double x(int index) {
    return LEFT + index * PITCH;
  }

  private double laneX(int lane) {
    return x(window.lanes().indexOf(lane));
  }

  private double width() {
    return Math.max(860, x(window.lanes().size() - 1) + PITCH / 2 + 16);
  }

  private String draw() {
    drawing.text(TEXT_LEFT, 32, TimelinePicture.TITLE, title);
    drawing.text(
        TEXT_LEFT,
        54,
        TimelinePicture.SMALL,
        "Time goes down, in ms since the first fault shown; quiet times are shortened. Left out:"
            + " heartbeats, game states, inputs,");
    drawing.text(TEXT_LEFT, 70, TimelinePicture.SMALL, "bookkeeping, and what is said again.");
    time();
    for (int lane : window.lanes()) {
      lifeline(lane);
    }
    bands();
    rows.blocks().forEach(this::arrows);
    rows.blocks().forEach(this::pills);
    heads(top);
    double y = new SequenceStages(window, drawing).draw(rows.bottom() + 30);
    y = new SequenceLegend(window, drawing, width()).draw(y + 26);
    return drawing.svg(width(), y + 10, title);
  }

  private void heads(double y) {
    for (int lane : window.lanes()) {
      boolean lobby = lane == Happening.LOBBY;
      String colour = lobby ? GAP : peer(lane);
      drawing.box(new Box(laneX(lane) - PILL / 2, y, PILL, HEAD), 5, colour, 1);
      Happening.Moved before = window.before().get(lane);
      boolean hosts = before != null && before.stage().equals("hosting");
      String name = SequenceWords.lane(lane) + (hosts ? " (host)" : "");
      TextStyle style = new TextStyle(13, PAPER, true, Anchor.MIDDLE);
      drawing.text(laneX(lane), y + 17.5, style, name);
    }
  }

  private void time() {
    double last = Double.NEGATIVE_INFINITY;
    double right = width() - 14;
    for (Map.Entry<Long, Double> moment : rows.moments().entrySet()) {
      double y = moment.getValue();
      if (y - last >= 14) {
        drawing.line(RULE, 0.8, 74, y, right, y);
        String text = SequenceWords.moment(moment.getKey() - window.zeroNs());
        drawing.text(68, y + 3.5, TIME, text);
        last = y;
      }
    }
  }

  private void bands() {
    double left = 78;
    double width = width() - left - 14;
    for (SequenceRows.Band band : rows.bands()) {
      boolean fault = band.colour().equals(FAULT);
      drawing.box(new Box(left, band.y() - 9, width, 18), 4, fault ? PALE : LANE, 1);
      TextStyle style = TimelinePicture.SMALL.in(band.colour());
      drawing.text(left + 8, band.y() + 4, style, band.words());
    }
  }

  // A peer's line: as wide and coloured as its stage, dashed while nothing runs there.

  private void lifeline(int lane) {
    double from = top + HEAD;
    double bottom = rows.bottom();
    Happening.Moved stage = window.before().get(lane);
    boolean alive = lane == Happening.LOBBY || stage != null;
    for (Happening happening : window.shown()) {
      boolean here =
          switch (happening) {
            case Happening.Moved it -> it.peer() == lane;
            case Happening.Vanished it -> it.peer() == lane;
            default -> false;
          };
      if (here) {
        double to = rows.y(happening.atNs());
        stretch(lane, alive ? stage : null, alive, from, to);
        from = to;
        alive = happening instanceof Happening.Moved;
        stage = happening instanceof Happening.Moved moved ? moved : null;
      }
    }
    stretch(lane, stage, alive, from, bottom);
    troubles(lane);
  }

  private void stretch(
      int lane, Happening.@Nullable Moved stage, boolean alive, double from, double to) {
    double x = laneX(lane);
    if (!alive) {
      drawing.dashes("#d1d5db", 1, x, from, x, to);
    } else if (stage == null) {
      drawing.line("#9ca3af", 2, x, from, x, to);
    } else {
      boolean hosts = stage.stage().equals("hosting");
      double width = hosts ? 14 : 8;
      Box box = new Box(x - width / 2, from, width, to - from);
      drawing.box(box, 0, SequenceWords.colour(stage.stage()), 1);
      drawing.line("#9ca3af", 0.7, x, from, x, to);
    }
  }

  /** Marks beside a line for how long a picture stood, and for how long a process did. */
  private void troubles(int lane) {
    for (Happening happening : window.shown()) {
      switch (happening) {
        case Happening.Resumed it when it.peer() == lane -> {
          double from = Math.max(top + HEAD, rows.y(it.sinceNs()));
          double to = rows.y(it.atNs());
          drawing.line("#f97316", 3, laneX(lane) - 12, from, laneX(lane) - 12, to);
        }
        case Happening.Befell it when stops(it, lane) -> {
          double to = rows.y(it.atNs() + it.fault().forMs() * 1_000_000L);
          drawing.line(FAULT, 3, laneX(lane) + 12, rows.y(it.atNs()), laneX(lane) + 12, to);
        }
        default -> {
          // Nothing that lasts.
        }
      }
    }
  }

  private static boolean stops(Happening.Befell befell, int lane) {
    return switch (befell.fault()) {
      case Fault.Stop ignored -> befell.peers().contains(lane);
      case Fault.Busy ignored -> befell.peers().contains(lane);
      case Fault.Lobby ignored -> lane == Happening.LOBBY;
      default -> false;
    };
  }

  // What is said.

  private void arrows(SequenceRows.Block block) {
    for (int i = 0; i < block.lines().size(); i++) {
      SequenceRows.Line line = block.lines().get(i);
      double y = block.y() + i * SequenceRows.LINE + SequenceRows.LINE / 2 - 1;
      for (Happening.Said said : line.messages()) {
        if (window.lanes().contains(said.to())) {
          arrow(said, line.colour(), y);
        }
      }
    }
  }

  private void arrow(Happening.Said said, String colour, double y) {
    double way = Math.signum(laneX(said.to()) - laneX(said.from()));
    double from = laneX(said.from()) + way * PILL / 2;
    SequenceRows.Place arrival = rows.arrivals().get(said.number());
    if (arrival != null) {
      double to = laneX(said.to()) - way * 5;
      drawing.arrow(colour, 1.1, from, y, to, Math.max(arrival.y(), y));
    } else {
      double to = from + way * 16;
      drawing.dashes(colour, 1.1, from, y, to, y + 4);
      drawing.line(colour, 1.4, to - 3, y + 1, to + 3, y + 7);
      drawing.line(colour, 1.4, to - 3, y + 7, to + 3, y + 1);
    }
  }

  private void pills(SequenceRows.Block block) {
    double x = laneX(block.lane());
    for (int i = 0; i < block.lines().size(); i++) {
      SequenceRows.Line line = block.lines().get(i);
      double y = block.y() + i * SequenceRows.LINE;
      Box box = new Box(x - PILL / 2, y, PILL, SequenceRows.LINE - 1.5);
      boolean fault = line.colour().equals(FAULT);
      drawing.box(box, 4, line.isStage() ? line.colour() : fault ? PALE : PAPER, 1);
      frame(box, line.isStage() ? "#6b7280" : line.colour());
      TextStyle style = line.isStage() || fault ? bold(line) : WORDS.in(line.colour());
      double widest = PILL - 6;
      double size = Math.min(10.5, 10.5 * widest / SvgDrawing.widthPx(style, line.words()));
      drawing.text(
          x,
          y + 10.3,
          new TextStyle(size, style.colour(), style.bold(), Anchor.MIDDLE),
          line.words());
    }
  }

  private static TextStyle bold(SequenceRows.Line line) {
    return new TextStyle(10.5, line.isStage() ? INK : line.colour(), true, Anchor.MIDDLE);
  }

  private void frame(Box box, String colour) {
    double right = box.x() + box.width();
    double bottom = box.y() + box.height();
    drawing.line(
        colour, 0.8, box.x(), box.y(), right, box.y(), right, bottom, box.x(), bottom, box.x(),
        box.y());
  }

  /** The lanes' numbers, in order. */
  static List<Integer> peersOf(SequenceWindow window) {
    return window.lanes().stream().filter(lane -> lane != Happening.LOBBY).toList();
  }
}
