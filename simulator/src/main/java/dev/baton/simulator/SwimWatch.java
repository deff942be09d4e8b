package dev.baton.simulator;

import dev.baton.simulator.Traffic.Sender;
import dev.baton.simulator.Traffic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Three members that watch a fourth in the manner of SWIM with Lifeguard's additions (Das and
 * others, 2002; Dadgar and others, 2018), with the proportions that are usual for it: a probe that
 * is not answered within half a period is repeated through the other two; if that fails by the end
 * of the period the member is suspected, and held for dead after 4 to 24 periods, the sooner the
 * more members suspect it; a member whose own probes fail probes more slowly.
 *
 * <p>Each member probes one other in each period, so the watched one every third. Gossip among the
 * members takes no time; the suspected one is told five times a period, and takes the suspicion
 * back if it runs.
 */
final class SwimWatch {

  private static final int WATCHERS = 3;
  private static final int PERIODS_MIN = 4;
  private static final int PERIODS_MAX = 24;
  private static final int HEALTH_MAX = 8;
  private static final int GOSSIPS = 5;

  private final TrafficShape shape;
  private final Sender sender;
  private final Chance chance;
  private final long periodNs;
  private final List<Watcher> watchers = new ArrayList<>();
  private final TreeSet<Integer> suspecting = new TreeSet<>();
  private long suspectedAtNs;
  private long refuteNs;
  private int falseDeaths;

  /** One of those who watch. */
  private static final class Watcher {
    private final List<Span> bursts;
    private final List<Span> stalls;
    private long probeAtNs;
    private int illness;

    Watcher(List<Span> bursts, List<Span> stalls) {
      this.bursts = bursts;
      this.stalls = stalls;
    }
  }

  /**
   * What came of it.
   *
   * @param falseDeaths how often a member that ran was held for dead
   * @param detectNs from its stop until it was held for dead
   */
  record Result(int falseDeaths, long detectNs) {}

  private SwimWatch(TrafficShape shape, Sender sender, Chance chance, int periodMs) {
    this.shape = shape;
    this.sender = sender;
    this.chance = chance;
    periodNs = periodMs * 1_000_000L;
  }

  static Result watch(
      TrafficShape shape, Sender sender, List<Traffic> traffics, Chance chance, int periodMs) {
    SwimWatch watch = new SwimWatch(shape, sender, chance, periodMs);
    for (Traffic traffic : traffics) {
      List<Span> bursts = Traffic.bursts(shape, chance, sender.stopNs());
      watch.watchers.add(new Watcher(bursts, traffic.stalls()));
    }
    return watch.run();
  }

  private Result run() {
    for (Watcher watcher : watchers) {
      watcher.probeAtNs = chance.below(WATCHERS * periodNs);
    }
    while (true) {
      int next = 0;
      for (int i = 1; i < watchers.size(); i++) {
        next = watchers.get(i).probeAtNs < watchers.get(next).probeAtNs ? i : next;
      }
      Watcher watcher = watchers.get(next);
      long failsNs = watcher.probeAtNs + scaled(watcher);
      if (isDead(watcher.probeAtNs)) {
        return new Result(falseDeaths, Math.max(0, deadNs() - sender.stopNs()));
      }
      boolean answered = probe(watcher);
      watcher.illness = Math.clamp(watcher.illness + (answered ? -1 : 1), 0, HEALTH_MAX);
      if (!answered) {
        suspect(next, failsNs);
      }
      watcher.probeAtNs =
          Traffic.end(watcher.stalls, watcher.probeAtNs + WATCHERS * scaled(watcher));
    }
  }

  private long scaled(Watcher watcher) {
    return periodNs * (watcher.illness + 1);
  }

  // Probing.

  private boolean probe(Watcher watcher) {
    long atNs = watcher.probeAtNs;
    long endNs = atNs + scaled(watcher);
    long answeredNs = roundTrip(watcher, atNs);
    long heardNs = Traffic.end(watcher.stalls, answeredNs);
    if (heardNs <= atNs + scaled(watcher) / 2 || arrivedInStall(watcher, answeredNs, heardNs)) {
      return true;
    }
    for (Watcher helper : watchers) {
      boolean reached = helper != watcher && !isLost(watcher, atNs) && !isLost(watcher, atNs);
      if (reached) {
        long viaNs = roundTrip(helper, atNs + scaled(watcher) / 2);
        long backNs = viaNs == Long.MAX_VALUE ? viaNs : viaNs + shape.rttMs() * 1_000_000L;
        if (backNs <= endNs) {
          return true;
        }
      }
    }
    return false;
  }

  /** The answer lay there when the watcher woke, and it looked at its packets first. */
  private static boolean arrivedInStall(Watcher watcher, long answeredNs, long heardNs) {
    if (heardNs == answeredNs) {
      return false;
    }
    return watcher.stalls.stream().noneMatch(span -> span.holds(answeredNs) && span.chosen());
  }

  /** When the answer to what is sent now comes; never if it is lost. */
  private long roundTrip(Watcher watcher, long atNs) {
    long thereNs = Traffic.end(sender.pauses(), atNs + Traffic.delayNs(shape, chance));
    boolean lost = isLost(watcher, atNs) || isLost(watcher, thereNs);
    return lost || thereNs >= sender.stopNs()
        ? Long.MAX_VALUE
        : thereNs + Traffic.delayNs(shape, chance);
  }

  private boolean isLost(Watcher watcher, long atNs) {
    return chance.perMille(Traffic.isIn(watcher.bursts, atNs) ? 900 : 10 * shape.lossPercent());
  }

  // Suspecting.

  private void suspect(int who, long atNs) {
    if (suspecting.isEmpty()) {
      suspectedAtNs = atNs;
      refuteNs = refutationNs(atNs);
    }
    suspecting.add(who);
  }

  /** When the suspected one has taken it back, if it can. */
  private long refutationNs(long atNs) {
    for (long tryNs = atNs; tryNs < sender.stopNs(); tryNs += periodNs / GOSSIPS) {
      for (Watcher watcher : watchers) {
        long backNs = roundTrip(watcher, tryNs);
        if (backNs != Long.MAX_VALUE) {
          return backNs;
        }
      }
    }
    return Long.MAX_VALUE;
  }

  private long deadNs() {
    double share = StrictMath.log(suspecting.size()) / StrictMath.log(WATCHERS);
    double periods = PERIODS_MAX - (PERIODS_MAX - PERIODS_MIN) * share;
    return suspectedAtNs + (long) (periods * periodNs);
  }

  /** Whether by now it is held for dead, and rightly; a false death is counted and forgotten. */
  private boolean isDead(long nowNs) {
    if (suspecting.isEmpty()) {
      return false;
    }
    if (refuteNs <= deadNs()) {
      if (refuteNs <= nowNs) {
        suspecting.clear();
      }
      return false;
    }
    if (deadNs() > nowNs) {
      return false;
    }
    if (deadNs() < sender.stopNs()) {
      falseDeaths++;
      suspecting.clear();
      return false;
    }
    return true;
  }
}
