package dev.baton.simulator;

/**
 * A process's own monotonic clock: started somewhere, and a little too fast or too slow.
 *
 * @param offsetNs what it showed at virtual time 0
 * @param driftPpm how much too fast it is, in millionths, -999 to 999
 */
record LocalClock(long offsetNs, int driftPpm) {

  private static final int THOUSAND = 1000;

  /** What it shows. */
  long at(long virtualNs) {
    return offsetNs + virtualNs + virtualNs / THOUSAND * driftPpm / THOUSAND;
  }

  /** When it shows at least {@code localNs}, to within the drift. */
  long whenItShows(long localNs) {
    long passedNs = localNs - offsetNs;
    long virtualNs = passedNs - passedNs / THOUSAND * driftPpm / THOUSAND;
    while (at(virtualNs) < localNs) {
      virtualNs += localNs - at(virtualNs);
    }
    return virtualNs;
  }
}
