package dev.baton.simulator;

import java.util.List;

/**
 * What players had of one session.
 *
 * @param hostFaults how often a fault hit the host
 * @param outagesMs for each such fault and each player whose process went on: for how long its
 *     picture stood at most; {@link #NEVER_MS} if it never moved again
 * @param rewoundMs for the same: how much play that it had been shown was taken back
 * @param sessionLost whether in the end nobody played who could and wanted to
 * @param twoHostsMs for how long two hosts computed ticks at once
 * @param removedPeers players that were thrown out, or are apart from the others in the end, though
 *     they could and wanted to play; 0 if the session was lost for all
 */
public record PlayOutcome(
    int hostFaults,
    List<Integer> outagesMs,
    List<Integer> rewoundMs,
    boolean sessionLost,
    long twoHostsMs,
    int removedPeers) {

  /** The length of an outage without end. */
  public static final int NEVER_MS = Integer.MAX_VALUE;

  /** Copies the lists. */
  public PlayOutcome {
    outagesMs = List.copyOf(outagesMs);
    rewoundMs = List.copyOf(rewoundMs);
  }
}
