package dev.baton.replication;

/**
 * When ticks are due: on the host, and, as long as this peer is not host, as the present host seems
 * to keep them, so that a new host goes on at the tick's own time.
 *
 * <p>Of the arrivals of the last {@value #WINDOW_TICKS} states the earliest, compared with its
 * tick's number, tells the phase of the host's clock; what came later was held up on its way.
 * Confined to one thread.
 */
final class TickClock {

  /** Ticks that a host that is late makes up for, one after the other; what is more is dropped. */
  static final int CATCH_UP_TICKS = 3;

  private static final int WINDOW_TICKS = 64;

  /** Ticks as slow as this are captures, and a new host makes its first one at once. */
  private static final long SLOW_TICK_NS = 200_000_000;

  private final long tickNs;
  private final long[] phasesNs = new long[WINDOW_TICKS];
  private int known;
  private int cursor;
  private long dueNs;
  private long dropped;

  TickClock(long tickNs) {
    this.tickNs = tickNs;
  }

  long tickNs() {
    return tickNs;
  }

  /** Forgets how an earlier host kept its ticks. */
  void followAnew() {
    known = 0;
    cursor = 0;
  }

  /**
   * A state came from the host.
   *
   * @param tick which
   * @param nowNs when
   * @param pathNs how long it was on its way, as far as that is known
   */
  void stateArrived(long tick, long nowNs, long pathNs) {
    phasesNs[cursor] = nowNs - pathNs - tick * tickNs;
    cursor = (cursor + 1) % WINDOW_TICKS;
    known = Math.min(known + 1, WINDOW_TICKS);
  }

  /** This peer is host from now on, and the next tick is {@code tick}. */
  void startAt(long tick, long nowNs) {
    dueNs = nowNs;
    if (known > 0 && tickNs < SLOW_TICK_NS) {
      long phaseNs = phasesNs[0];
      for (int i = 1; i < known; i++) {
        phaseNs = Math.min(phaseNs, phasesNs[i]);
      }
      // Never later than a tick from now, whatever was believed of the old host's clock.
      dueNs = Math.min(phaseNs + tick * tickNs, nowNs + tickNs);
    }
    known = 0;
    cursor = 0;
  }

  /** When the next tick is due. */
  long dueNs() {
    return dueNs;
  }

  /** Drops what is beyond catching up, and says how many ticks that is. */
  long dropDebt(long nowNs) {
    long late = (nowNs - dueNs) / tickNs - CATCH_UP_TICKS;
    if (late <= 0) {
      return 0;
    }
    dueNs += late * tickNs;
    dropped += late;
    return late;
  }

  /** The tick that was due is computed. */
  void tickDone() {
    dueNs += tickNs;
  }

  /** How many ticks were dropped in all. */
  long dropped() {
    return dropped;
  }
}
