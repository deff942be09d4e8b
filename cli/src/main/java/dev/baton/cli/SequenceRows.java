package dev.baton.cli;

import dev.baton.simulator.Fault;
import dev.baton.simulator.Happening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where each thing of a sequence picture is: time goes down, faster where little happens, so that
 * nothing in one lane covers anything else.
 */
final class SequenceRows {

  static final double LINE = 15;

  private static final double STEP_MIN = 3;
  private static final double STEP_MAX = 30;
  private static final long QUIET_NS = 250_000_000;
  private static final double QUIET_STEP = 40;
  private static final double APART = 5;
  private static final int NOBODY = -1;

  private final SequenceWindow window;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Band> bands = new ArrayList<>();
  private final Map<Integer, Place> arrivals = new HashMap<>();
  private final Map<Integer, Double> free = new HashMap<>();
  private final TreeMap<Long, Double> ys = new TreeMap<>();
  private long lastNs;
  private double y;

  /** One line of a block, and whom it goes to. */
  record Line(String words, String colour, boolean isStage, List<Happening.Said> messages) {}

  /** All that one lane does at one moment; {@code y} is its top. */
  record Block(int lane, long atNs, double y, List<Line> lines) {
    double bottom() {
      return y + lines.size() * LINE;
    }
  }

  /** Where a message arrives. */
  record Place(int lane, double y) {}

  /** What concerns all lanes; {@code y} is its middle. */
  record Band(double y, String words, String colour) {}

  SequenceRows(SequenceWindow window, double top) {
    this.window = window;
    y = top;
    lastNs = window.shown().isEmpty() ? 0 : window.shown().getFirst().atNs();
    arrange();
  }

  private void arrange() {
    List<Happening> shown = window.shown();
    int i = 0;
    while (i < shown.size()) {
      Happening happening = shown.get(i);
      int lane = lane(happening);
      if (happening instanceof Happening.Heard heard) {
        arrive(heard);
      } else if (lane >= 0) {
        // What a peer does in answer to one thing stands together.
        List<Happening> together = new ArrayList<>();
        while (i < shown.size() && isWith(shown.get(i), happening, lane)) {
          together.add(shown.get(i));
          i++;
        }
        List<Line> lines = lines(together);
        if (!lines.isEmpty()) {
          place(lane, happening.atNs(), lines);
        }
        continue;
      } else {
        befall(happening);
      }
      i++;
    }
  }

  private static boolean isWith(Happening next, Happening first, int lane) {
    return next.atNs() == first.atNs() && lane(next) == lane;
  }

  /** In which lane a happening has a line; -1 if it has none, or one for each whom it befalls. */
  private static int lane(Happening happening) {
    return switch (happening) {
      case Happening.Moved it -> it.peer();
      case Happening.Said it -> it.from();
      case Happening.Resumed it -> it.peer();
      case Happening.Vanished it -> it.peer();
      case Happening.Began it -> it.peer();
      default -> -1;
    };
  }

  private void arrive(Happening.Heard heard) {
    for (Happening happening : window.shown()) {
      if (happening instanceof Happening.Said said && said.number() == heard.number()) {
        passTo(heard.atNs(), said.to(), 1);
        arrivals.put(said.number(), new Place(said.to(), y));
        free.put(said.to(), y + 1);
        return;
      }
    }
  }

  private void befall(Happening happening) {
    switch (happening) {
      case Happening.Befell it -> {
        Line line = new Line(it.fault().toString(), TimelineColours.FAULT, false, List.of());
        List<Integer> lanes = whom(it);
        for (int lane : lanes) {
          place(lane, it.atNs(), List.of(line));
        }
        if (lanes.isEmpty()) {
          band(it.atNs(), line.words + (isForSomebody(it.fault()) ? " (there is none)" : ""));
        }
      }
      case Happening.Calmed it -> band(it.atNs(), "all faults are mended");
      default -> {
        // Has no line.
      }
    }
  }

  /** The lanes in which a fault stands; none where it befalls everybody. */
  private List<Integer> whom(Happening.Befell befell) {
    List<Integer> named =
        switch (befell.fault().kind()) {
          case LOBBY -> List.of(Happening.LOBBY);
          case HANDOVER, TERMINATE -> List.of(befell.host());
          default -> befell.peers();
        };
    return named.stream().filter(window.lanes()::contains).distinct().toList();
  }

  private static boolean isForSomebody(Fault fault) {
    return switch (fault.kind()) {
      case KILL, VANISH, RESTART, STOP, BUSY, CUT, UNLOBBY, LEAVE, KICK, FITNESS, REPLAY, FORGE ->
          true;
      case PART, WEATHER, LOBBY, JOIN, HANDOVER, TERMINATE -> false;
    };
  }

  private void band(long atNs, String words) {
    double lowest = free.values().stream().max(Double::compare).orElse(y);
    passTo(atNs, NOBODY, 0);
    y = Math.max(y, lowest + APART) + 9;
    ys.put(atNs, y);
    bands.add(new Band(y, words, TimelineColours.FAULT));
    y += 9;
  }

  private List<Line> lines(List<Happening> together) {
    List<Line> lines = new ArrayList<>();
    Happening.Moved last = null;
    for (Happening happening : together) {
      last = happening instanceof Happening.Moved moved ? moved : last;
    }
    if (last != null) {
      String stage = SequenceWords.stage(last);
      lines.add(new Line(stage, SequenceWords.colour(last.stage()), true, List.of()));
    }
    for (Happening happening : together) {
      switch (happening) {
        case Happening.Said said -> say(said, lines);
        case Happening.Resumed it ->
            lines.add(
                new Line(
                    "picture stood " + SequenceWords.span(it.atNs() - it.sinceNs()),
                    TimelineColours.INK,
                    false,
                    List.of()));
        case Happening.Vanished it when !isKilled(it) ->
            lines.add(new Line("process gone", TimelineColours.FAULT, false, List.of()));
        case Happening.Began ignored ->
            lines.add(new Line("new process", TimelineColours.INK, false, List.of()));
        default -> {
          // Its stage stands above.
        }
      }
    }
    return lines;
  }

  /** Whether a fault that stands in the lane says as much. */
  private boolean isKilled(Happening.Vanished gone) {
    return window.shown().stream()
        .anyMatch(
            it ->
                it instanceof Happening.Befell befell
                    && befell.atNs() == gone.atNs()
                    && befell.peers().contains(gone.peer()));
  }

  private static void say(Happening.Said said, List<Line> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean same = !line.messages.isEmpty() && line.words.equals(said.words());
      if (same) {
        List<Happening.Said> more = new ArrayList<>(line.messages);
        more.add(said);
        lines.set(i, new Line(line.words, line.colour, false, more));
        return;
      }
    }
    lines.add(new Line(said.words(), SequenceWords.colour(said.act()), false, List.of(said)));
  }

  private void place(int lane, long atNs, List<Line> lines) {
    passTo(atNs, lane, APART);
    Block block = new Block(lane, atNs, y, lines);
    blocks.add(block);
    free.put(lane, block.bottom());
  }

  private void passTo(long atNs, int lane, double apart) {
    long passedNs = atNs - lastNs;
    boolean cut = lastNs <= window.cutNs() && atNs > window.cutNs();
    if (passedNs > QUIET_NS || cut) {
      double from = Math.max(y + STEP_MAX, free.values().stream().max(Double::compare).orElse(y));
      String left = cut ? ", and " + window.leftOut() + " lines are left out from here on" : "";
      String words = SequenceWords.span(passedNs) + " pass" + left;
      bands.add(new Band(from + QUIET_STEP / 2, words, TimelineColours.FAINT_INK));
      y = from + QUIET_STEP;
    } else if (passedNs > 0) {
      double ms = passedNs / 1e6;
      y += Math.min(STEP_MAX, STEP_MIN + 5 * Math.log1p(ms));
    }
    lastNs = atNs;
    y = Math.max(y, free.getOrDefault(lane, 0.0) + apart);
    ys.putIfAbsent(atNs, y);
  }

  List<Block> blocks() {
    return blocks;
  }

  List<Band> bands() {
    return bands;
  }

  /** Where each message that arrives does so, by its number. */
  Map<Integer, Place> arrivals() {
    return arrivals;
  }

  /** The moments at which something is drawn, and where. */
  NavigableMap<Long, Double> moments() {
    return ys;
  }

  double bottom() {
    return Math.max(y, free.values().stream().max(Double::compare).orElse(y)) + 16;
  }

  /** Where a moment is. */
  double y(long atNs) {
    Map.Entry<Long, Double> below = ys.floorEntry(atNs);
    Map.Entry<Long, Double> above = ys.ceilingEntry(atNs);
    if (below == null || above == null) {
      return above != null ? above.getValue() : bottom();
    }
    double share =
        above.getKey().equals(below.getKey())
            ? 0
            : (double) (atNs - below.getKey()) / (above.getKey() - below.getKey());
    return below.getValue() + share * (above.getValue() - below.getValue());
  }
}
