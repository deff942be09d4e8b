package dev.baton.simulator;

import dev.baton.simulator.DetectorFigures.Family;
import dev.baton.simulator.Traffic.Sender;
import dev.baton.simulator.Traffic.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets all detectors listen to the same traffic, and measures how soon they notice a real stop and
 * how often they suspect a peer that runs. The same seed gives the same figures.
 */
public final class DetectorTrials {

  private static final long SECOND_NS = 1_000_000_000;

  /** For so long the peer is heard before it stops for good. */
  private static final long TRIAL_NS = 120 * SECOND_NS;

  /** What is suspected earlier does not count, since detectors must learn. */
  private static final long WARM_UP_NS = 10 * SECOND_NS;

  private static final int OBSERVERS = 3;
  private static final int[] FIXED_MS = {60, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000};
  private static final int[] PHIS = {1, 2, 3, 5, 8, 12, 16};

  /** The least silence that is suspicious by itself, besides the one that ships. */
  private static final int[] FLOORS_MS = {120, 200, 300};

  private static final int[] SWIM_PERIODS_MS = {50, 100, 200, 500, 1_000};

  private final TrafficShape shape;
  private final List<Score> scores = new ArrayList<>();
  private final List<Score> majorities = new ArrayList<>();

  /** How one detector does. */
  private static final class Score {
    private final Family family;
    private final String parameter;
    private final Supplier<Suspector> maker;
    private final List<Long> detectNs = new ArrayList<>();
    private int falseSuspicions;
    private double hours;

    Score(Family family, String parameter, Supplier<Suspector> maker) {
      this.family = family;
      this.parameter = parameter;
      this.maker = maker;
    }

    void heardFor(long listenedNs) {
      hours += listenedNs / 3.6e12;
    }

    DetectorFigures figures(TrafficShape shape) {
      List<Long> sorted = new ArrayList<>(detectNs);
      Collections.sort(sorted);
      int count = sorted.size();
      double median = sorted.get(count / 2) / 1e6;
      double p99 = sorted.get(Math.ceilDiv(99 * count, 100) - 1) / 1e6;
      return new DetectorFigures(family, parameter, shape, hours, median, p99, falseSuspicions);
    }
  }

  private DetectorTrials(TrafficShape shape) {
    this.shape = shape;
    for (int ms : FIXED_MS) {
      scores.add(new Score(Family.FIXED, ms + " ms", () -> new Suspector.Fixed(ms * 1_000_000L)));
    }
    for (int phi : PHIS) {
      scores.add(new Score(Family.PHI, "phi " + phi, () -> new Suspector.Phi(phi)));
    }
    scores.add(new Score(Family.BATON, "as it ships", () -> new Suspector.Shipped()));
    majorities.add(new Score(Family.BATON_MAJORITY, "2 of 3", () -> new Suspector.Shipped()));
    for (int ms : FLOORS_MS) {
      Supplier<Suspector> patient = () -> new Suspector.Shipped(ms * 1_000_000L);
      scores.add(new Score(Family.BATON, "floor " + ms + " ms", patient));
      majorities.add(new Score(Family.BATON_MAJORITY, "2 of 3, floor " + ms + " ms", patient));
    }
  }

  /**
   * Listens to one kind of traffic.
   *
   * @param trials how many times two minutes, by three observers each
   * @throws IllegalArgumentException if there are no trials
   */
  public static List<DetectorFigures> run(TrafficShape shape, long seed, int trials) {
    if (trials < 1) {
      throw new IllegalArgumentException("trials must be 1 or more: " + trials);
    }
    DetectorTrials all = new DetectorTrials(shape);
    List<Score> swim = new ArrayList<>();
    for (int periodMs : SWIM_PERIODS_MS) {
      swim.add(new Score(Family.SWIM, "period " + periodMs + " ms", () -> new Suspector.Shipped()));
    }
    Chance chance = new Chance(seed);
    for (int i = 0; i < trials; i++) {
      all.trial(chance.fork(), swim);
    }
    List<DetectorFigures> figures = new ArrayList<>();
    all.scores.addAll(swim);
    all.scores.addAll(all.majorities);
    for (Score score : all.scores) {
      figures.add(score.figures(shape));
    }
    return figures;
  }

  /**
   * Listens to what was recorded of real sessions: once to the end for false suspicions, and again
   * and again to a part of it, as if the host had stopped there. SWIM is left out, whose probes
   * nobody recorded.
   */
  public static List<DetectorFigures> run(ArrivalRecording recording) {
    DetectorTrials all = new DetectorTrials(recording.shape());
    all.scores.addAll(all.majorities);
    for (Score score : all.scores) {
      boolean together = all.majorities.contains(score);
      List<Traffic> whole = recording.until(recording.endNs());
      for (List<Span> spans : listen(score, whole, together)) {
        countFalse(score, spans, recording.endNs());
      }
      for (long stopNs = 2 * WARM_UP_NS; stopNs < recording.endNs(); stopNs += SECOND_NS) {
        for (List<Span> spans : listen(score, recording.until(stopNs), together)) {
          // The last packet to arrive by then was sent half a round trip earlier.
          long sentNs = stopNs - recording.shape().rttMs() * 500_000L;
          score.detectNs.add(Math.max(0, spans.getLast().fromNs() - sentNs));
        }
      }
    }
    return all.scores.stream().map(score -> score.figures(recording.shape())).toList();
  }

  private static List<List<Span>> listen(Score score, List<Traffic> traffics, boolean together) {
    return together
        ? List.of(majority(score, traffics))
        : traffics.stream().map(traffic -> Vigil.suspicions(traffic, score.maker.get())).toList();
  }

  private void trial(Chance chance, List<Score> swim) {
    Sender sender = Sender.of(shape, chance, TRIAL_NS);
    List<Traffic> traffics = new ArrayList<>();
    for (int i = 0; i < OBSERVERS; i++) {
      traffics.add(Traffic.of(shape, sender, chance.fork()));
    }
    for (Score score : scores) {
      for (Traffic traffic : traffics) {
        judge(score, Vigil.suspicions(traffic, score.maker.get()), sender.stopNs());
      }
    }
    for (Score score : majorities) {
      judge(score, majority(score, traffics), sender.stopNs());
    }
    for (int i = 0; i < SWIM_PERIODS_MS.length; i++) {
      SwimWatch.Result result =
          SwimWatch.watch(shape, sender, traffics, chance.fork(), SWIM_PERIODS_MS[i]);
      Score score = swim.get(i);
      score.heardFor(sender.stopNs());
      score.detectNs.add(result.detectNs());
      score.falseSuspicions += result.falseDeaths();
    }
  }

  private static void countFalse(Score score, List<Span> suspicions, long stopNs) {
    score.heardFor(stopNs - WARM_UP_NS);
    for (Span suspicion : suspicions) {
      boolean counts = suspicion.fromNs() >= WARM_UP_NS && suspicion.fromNs() < stopNs;
      score.falseSuspicions += counts ? 1 : 0;
    }
  }

  private static void judge(Score score, List<Span> suspicions, long stopNs) {
    countFalse(score, suspicions, stopNs);
    score.detectNs.add(Math.max(0, suspicions.getLast().fromNs() - stopNs));
  }

  /** When two of three observers suspected at once; the last time has no end. */
  private static List<Span> majority(Score score, List<Traffic> traffics) {
    List<List<Span>> each = new ArrayList<>();
    for (Traffic traffic : traffics) {
      each.add(Vigil.suspicions(traffic, score.maker.get()));
    }
    List<Span> both = new ArrayList<>();
    for (int a = 0; a < OBSERVERS; a++) {
      for (int b = a + 1; b < OBSERVERS; b++) {
        overlaps(each.get(a), each.get(b), both);
      }
    }
    both.sort((x, y) -> Long.compare(x.fromNs(), y.fromNs()));
    return merged(both);
  }

  private static void overlaps(List<Span> a, List<Span> b, List<Span> into) {
    for (Span one : a) {
      for (Span other : b) {
        long fromNs = Math.max(one.fromNs(), other.fromNs());
        long toNs = Math.min(one.toNs(), other.toNs());
        if (fromNs < toNs) {
          into.add(new Span(fromNs, toNs, false));
        }
      }
    }
  }

  private static List<Span> merged(List<Span> sorted) {
    List<Span> merged = new ArrayList<>();
    for (Span span : sorted) {
      Span last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && span.fromNs() <= last.toNs()) {
        long toNs = Math.max(last.toNs(), span.toNs());
        merged.set(merged.size() - 1, new Span(last.fromNs(), toNs, false));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }
}
