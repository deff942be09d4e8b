package dev.baton.cli;

import dev.baton.simulator.Happening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of a simulated run that a picture shows: what led to one moment, and what came of it.
 *
 * @param zeroNs what counts as time 0: the fault that it began with, or else the first line
 * @param lanes the peers that lived in it, by number, and then the lobby, if there is one
 * @param before where each peer stood when it began; none for those that did not live
 * @param shown what happened in it, without what was said again; arrivals only of what is said in
 *     it
 * @param leftOut how many lines did not fit
 * @param cutNs after which of the lines shown they are missing
 */
record SequenceWindow(
    long zeroNs,
    List<Integer> lanes,
    NavigableMap<Integer, Happening.Moved> before,
    List<Happening> shown,
    int leftOut,
    long cutNs) {

  private static final long MS = 1_000_000;

  /** Where nothing happens for so long, what is before is another story. */
  private static final long QUIET_NS = 1_200 * MS;

  private static final long BEFORE_MAX_NS = 15_000 * MS;
  private static final long AFTER_MAX_NS = 4_000 * MS;

  /** A picture stands a little before the fault that is to blame: since the last tick. */
  private static final long AT_ONCE_NS = 100 * MS;

  private static final long MARGIN_NS = 5 * MS;
  private static final long ARRIVAL_NS = 400 * MS;
  private static final int LINES_MAX = 90;
  private static final int FIRST_LINES = 35;

  /** Copies the lists. */
  SequenceWindow {
    lanes = List.copyOf(lanes);
    shown = List.copyOf(shown);
  }

  /** What led to a change of host, and all that followed the new one. */
  static SequenceWindow ofMigration(List<Happening> run, long atNs, int epoch) {
    long toNs = atNs;
    long stoodNs = atNs;
    for (Happening happening : run) {
      if (happening.atNs() <= atNs + AFTER_MAX_NS && follows(happening, epoch)) {
        toNs = Math.max(toNs, happening.atNs());
        stoodNs =
            happening instanceof Happening.Resumed it ? Math.min(stoodNs, it.sinceNs()) : stoodNs;
      }
    }
    return new Cut(run, stoodNs, atNs, toNs + MARGIN_NS).window();
  }

  private static boolean follows(Happening happening, int epoch) {
    return switch (happening) {
      case Happening.Moved it -> it.epoch() == epoch && it.stage().equals("following");
      case Happening.Resumed it -> it.epoch() == epoch;
      default -> false;
    };
  }

  /** What led to a moment. */
  static SequenceWindow before(List<Happening> run, long atNs) {
    return new Cut(run, atNs, atNs, atNs + MARGIN_NS).window();
  }

  /** Takes a window out of a run. */
  private static final class Cut {
    private final List<Happening> lines;
    private final List<Happening> run;
    private final long toNs;
    private long fromNs;
    private int leftOut;
    private long cutNs = Long.MAX_VALUE;

    /**
     * Begins to cut.
     *
     * @param causedNs when what caused it had begun
     * @param atNs the moment that all is about
     * @param toNs where the window ends
     */
    Cut(List<Happening> run, long causedNs, long atNs, long toNs) {
      this.run = run;
      this.toNs = toNs;
      lines =
          run.stream()
              .filter(it -> it.atNs() <= toNs && it.atNs() >= atNs - BEFORE_MAX_NS && isLine(it))
              .toList();
      fromNs = begin(causedNs + AT_ONCE_NS, atNs);
    }

    private static boolean isLine(Happening happening) {
      return switch (happening) {
        case Happening.Heard ignored -> false;
        case Happening.Hosted ignored -> false;
        case Happening.Began ignored -> false;
        case Happening.Said it -> it.act() != Happening.Act.COMING_AND_GOING;
        default -> true;
      };
    }

    /** Goes back to the last fault before then, and on until it was quiet for a while. */
    private long begin(long causedNs, long atNs) {
      long from = atNs;
      boolean fault = false;
      for (int i = lines.size() - 1; i >= 0; i--) {
        Happening line = lines.get(i);
        if (line.atNs() <= atNs) {
          if (fault && from - line.atNs() > QUIET_NS) {
            return from;
          }
          fault |= line instanceof Happening.Befell && line.atNs() <= causedNs;
          from = line.atNs();
        }
      }
      return from;
    }

    SequenceWindow window() {
      List<Happening> shown = shown();
      TreeMap<Integer, Happening.Moved> before = new TreeMap<>();
      Set<Integer> lanes = new HashSet<>();
      boolean lobby = false;
      for (Happening happening : run) {
        if (happening.atNs() < fromNs) {
          note(happening, before);
        }
        lobby |= happening instanceof Happening.Said it && it.to() == Happening.LOBBY;
      }
      lanes.addAll(before.keySet());
      shown.forEach(
          happening -> {
            if (happening instanceof Happening.Moved moved) {
              lanes.add(moved.peer());
            }
          });
      List<Integer> inOrder = new ArrayList<>(lanes.stream().sorted().toList());
      if (lobby) {
        inOrder.add(Happening.LOBBY);
      }
      return new SequenceWindow(zeroNs(shown), inOrder, before, shown, leftOut, cutNs);
    }

    private static void note(Happening happening, Map<Integer, Happening.Moved> stands) {
      if (happening instanceof Happening.Moved moved) {
        stands.put(moved.peer(), moved);
      } else if (happening instanceof Happening.Vanished gone) {
        stands.remove(gone.peer());
      }
    }

    private long zeroNs(List<Happening> shown) {
      return shown.stream()
          .filter(Happening.Befell.class::isInstance)
          .mapToLong(Happening::atNs)
          .findFirst()
          .orElse(shown.isEmpty() ? fromNs : shown.getFirst().atNs());
    }

    private List<Happening> shown() {
      Set<Integer> arrived = new HashSet<>();
      run.forEach(
          it -> {
            if (it instanceof Happening.Heard heard) {
              arrived.add(heard.number());
            }
          });
      List<Happening> kept = withoutRepetitions(arrived);
      if (kept.size() > LINES_MAX) {
        kept = shortened(kept);
      }
      Set<Integer> numbers = new HashSet<>();
      Set<Happening> lineSet = new HashSet<>(kept);
      List<Happening> all = new ArrayList<>();
      for (Happening happening : run) {
        if (happening.atNs() >= fromNs && happening.atNs() <= toNs + ARRIVAL_NS) {
          boolean take =
              switch (happening) {
                case Happening.Heard heard -> numbers.contains(heard.number());
                case Happening.Hosted ignored -> false;
                case Happening.Began began -> began.atNs() <= toNs;
                default -> lineSet.contains(happening);
              };
          if (happening instanceof Happening.Said said && take) {
            numbers.add(said.number());
          }
          if (take) {
            all.add(happening);
          }
        }
      }
      return all;
    }

    /** The first lines, the last ones, and what changes the peers that there are. */
    private List<Happening> shortened(List<Happening> kept) {
      int lastFrom = kept.size() - (LINES_MAX - FIRST_LINES);
      List<Happening> fewer = new ArrayList<>(kept.subList(0, FIRST_LINES));
      cutNs = fewer.getLast().atNs();
      for (Happening between : kept.subList(FIRST_LINES, lastFrom)) {
        if (between instanceof Happening.Befell || between instanceof Happening.Vanished) {
          fewer.add(between);
        } else {
          leftOut++;
        }
      }
      fewer.addAll(kept.subList(lastFrom, kept.size()));
      return fewer;
    }

    /** Of what is said again and again only the first, and the first that arrives. */
    private List<Happening> withoutRepetitions(Set<Integer> arrived) {
      Map<List<Object>, Boolean> said = new HashMap<>();
      List<Happening> kept = new ArrayList<>();
      for (Happening line : lines) {
        boolean take = line.atNs() >= fromNs;
        if (take && line instanceof Happening.Said it) {
          List<Object> content = List.of(it.from(), it.to(), it.act(), it.words());
          boolean arrives = arrived.contains(it.number());
          Boolean before = said.get(content);
          take = before == null || (arrives && !before);
          said.put(content, arrives || Objects.equals(before, true));
        }
        if (take) {
          kept.add(line);
        }
      }
      return kept;
    }
  }
}
