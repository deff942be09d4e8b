package dev.baton.simulator;

/** When ticks are due: at the host, and at a peer as its host seems to keep them. */
final class TickTimes {

  private static final int CATCH_UP_TICKS = 3;
  private static final int WINDOW_TICKS = 64;

  private final long tickNs;
  private final long[] phasesNs = new long[WINDOW_TICKS];
  private int known;
  private int cursor;
  private long dueNs;

  TickTimes(long tickNs) {
    this.tickNs = tickNs;
  }

  long tickNs() {
    return tickNs;
  }

  long dueNs() {
    return dueNs;
  }

  void followAnew() {
    known = 0;
    cursor = 0;
  }

  void stateArrived(long tick, long nowNs, long pathNs) {
    phasesNs[cursor] = nowNs - pathNs - tick * tickNs;
    cursor = (cursor + 1) % WINDOW_TICKS;
    known = Math.min(known + 1, WINDOW_TICKS);
  }

  void startAt(long tick, long nowNs) {
    dueNs = nowNs;
    if (known > 0) {
      long phaseNs = phasesNs[0];
      for (int i = 1; i < known; i++) {
        phaseNs = Math.min(phaseNs, phasesNs[i]);
      }
      dueNs = Math.min(phaseNs + tick * tickNs, nowNs + tickNs);
    }
    followAnew();
  }

  void dropDebt(long nowNs) {
    long late = (nowNs - dueNs) / tickNs - CATCH_UP_TICKS;
    if (late > 0) {
      dueNs += late * tickNs;
    }
  }

  void tickDone() {
    dueNs += tickNs;
  }
}
