package dev.baton.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one observer hears of a peer until that peer stops for good: made up from a seed. */
final class Traffic {

  private static final long MS = 1_000_000;
  private static final int BURST_LOSS_PER_MILLE = 900;
  private static final int LATE_PER_MILLE = 2;
  private static final long LATE_NS = 25 * MS;
  private static final int BURST_GAP_MS = 15_000;
  private static final int PAUSE_GAP_MS = 20_000;
  private static final int APART_MS = 2_000;

  private final long[] arrivalsNs;
  private final List<Span> stalls;
  private final long stopNs;

  Traffic(long[] arrivalsNs, List<Span> stalls, long stopNs) {
    this.arrivalsNs = arrivalsNs.clone();
    this.stalls = List.copyOf(stalls);
    this.stopNs = stopNs;
  }

  /** How many packets reach the observer's machine. */
  int arrivals() {
    return arrivalsNs.length;
  }

  /** When one of them does; they are in order of time. */
  long arrivalNs(int index) {
    return arrivalsNs[index];
  }

  /** When the observer itself does not run. */
  List<Span> stalls() {
    return stalls;
  }

  /** When the observed peer stops. */
  long stopNs() {
    return stopNs;
  }

  /**
   * A stretch of time.
   *
   * @param toNs not included
   * @param chosen one side of a coin that was thrown for it
   */
  record Span(long fromNs, long toNs, boolean chosen) {

    boolean holds(long atNs) {
      return atNs >= fromNs && atNs < toNs;
    }
  }

  /** How stretches come: so long, so often. */
  private record Habit(int minMs, int maxMs, int gapMs) {}

  /** When the observed peer runs, and when it stops for good. */
  record Sender(List<Span> pauses, long stopNs) {

    static Sender of(TrafficShape shape, Chance chance, long durationNs) {
      long stopNs = durationNs - chance.below(100 * MS);
      return new Sender(
          Traffic.pauses(shape.pauses(), new Habit(50, 300, PAUSE_GAP_MS), chance, stopNs), stopNs);
    }
  }

  static Traffic of(TrafficShape shape, Sender sender, Chance chance) {
    long endNs = sender.stopNs;
    List<Span> bursts = bursts(shape, chance, endNs);
    // The last stall is over well before the stop, so that a detection is one of a running peer.
    List<Span> stalls =
        pauses(shape.pauses(), new Habit(50, 900, PAUSE_GAP_MS), chance, endNs - 3_000 * MS);
    long[] arrivals = new long[(int) (endNs / 1_000_000_000L + 2) * shape.rateHz()];
    int count = 0;
    long tickNs = 1_000_000_000L / shape.rateHz();
    for (long atNs = chance.below(tickNs); atNs < endNs; atNs += tickNs) {
      long sentNs = end(sender.pauses, atNs);
      boolean isLost =
          chance.perMille(isIn(bursts, sentNs) ? BURST_LOSS_PER_MILLE : 10 * shape.lossPercent());
      if (!isLost && sentNs < endNs) {
        arrivals[count++] = sentNs + delayNs(shape, chance);
      }
    }
    long[] sorted = Arrays.copyOf(arrivals, count);
    Arrays.sort(sorted);
    return new Traffic(sorted, stalls, endNs);
  }

  static List<Span> bursts(TrafficShape shape, Chance chance, long endNs) {
    return pauses(shape.bursts(), new Habit(50, 400, BURST_GAP_MS), chance, endNs);
  }

  static long delayNs(TrafficShape shape, Chance chance) {
    long rttNs = shape.rttMs() * MS;
    long lateNs = chance.perMille(LATE_PER_MILLE) ? LATE_NS : 0;
    return rttNs / 2 + chance.below(rttNs / 5) + lateNs;
  }

  private static List<Span> pauses(boolean any, Habit habit, Chance chance, long endNs) {
    List<Span> spans = new ArrayList<>();
    long atNs = 0;
    while (any) {
      atNs += (APART_MS + chance.below(2L * (habit.gapMs - APART_MS))) * MS;
      long toNs = atNs + chance.between(habit.minMs, habit.maxMs) * MS;
      if (toNs >= endNs) {
        break;
      }
      spans.add(new Span(atNs, toNs, chance.perMille(500)));
      atNs = toNs;
    }
    return spans;
  }

  static boolean isIn(List<Span> spans, long atNs) {
    return end(spans, atNs) != atNs;
  }

  /** When the stretch ends that this moment lies in; the moment itself if it lies in none. */
  static long end(List<Span> spans, long atNs) {
    for (Span span : spans) {
      if (span.holds(atNs)) {
        return span.toNs;
      }
    }
    return atNs;
  }
}
