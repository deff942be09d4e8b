package dev.baton.simulator;

import dev.baton.simulator.Traffic.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * One observer that listens to one traffic until it suspects the peer that has stopped.
 *
 * <p>An observer that wakes from a stall finds packets and timers waiting. Whether it looks at its
 * timers first is a coin's throw, since event loops differ in that.
 */
final class Vigil {

  private final Traffic traffic;
  private final Suspector suspector;
  private final List<Span> suspicions = new ArrayList<>();
  private long suspectsSinceNs = -1;
  private int nextStall;

  private Vigil(Traffic traffic, Suspector suspector) {
    this.traffic = traffic;
    this.suspector = suspector;
  }

  /** When it suspected, and until when; the last one has no end. */
  static List<Span> suspicions(Traffic traffic, Suspector suspector) {
    return new Vigil(traffic, suspector).run();
  }

  private List<Span> run() {
    List<Span> stalls = traffic.stalls();
    int i = 0;
    while (i < traffic.arrivals()) {
      boolean stallComes =
          nextStall < stalls.size() && stalls.get(nextStall).fromNs() <= traffic.arrivalNs(i);
      if (stallComes) {
        i = stall(stalls.get(nextStall++), i);
      } else {
        judge(traffic.arrivalNs(i));
        heard(traffic.arrivalNs(i++));
      }
    }
    judge(Long.MAX_VALUE - 1);
    suspicions.add(new Span(suspectsSinceNs, Long.MAX_VALUE, false));
    return suspicions;
  }

  /** Passes a stall, with all that comes meanwhile; says which arrival is the next. */
  private int stall(Span stall, int first) {
    judge(stall.fromNs());
    suspector.woke(stall.toNs(), stall.toNs() - stall.fromNs());
    boolean timersFirst = stall.chosen();
    if (timersFirst) {
      judge(stall.toNs());
    }
    int i = first;
    while (i < traffic.arrivals() && traffic.arrivalNs(i) < stall.toNs()) {
      heard(stall.toNs());
      i++;
    }
    if (!timersFirst) {
      judge(stall.toNs());
    }
    return i;
  }

  private void judge(long nowNs) {
    long dueNs = suspector.dueNs();
    if (suspectsSinceNs < 0 && dueNs < nowNs) {
      suspectsSinceNs = dueNs;
    }
  }

  private void heard(long nowNs) {
    if (suspectsSinceNs >= 0) {
      suspicions.add(new Span(suspectsSinceNs, nowNs, false));
      suspectsSinceNs = -1;
    }
    suspector.heard(nowNs);
  }
}
