package dev.baton.core;

import java.util.List;
import java.util.Optional;

/**
 * What a session was created with; the same for every peer, since it stands in the name table.
 *
 * @param migratable whether another peer may become host; if not, the session ends with its host
 * @param durability when an input counts as safe
 * @param standbys how many of the succession hold the complete state, 0 to 8
 * @param rateHz ticks a second, 1 to 240
 * @param peersMax seats of the session, 2 to 64
 * @param noMajority what to do without a majority, tried in order; not empty
 * @param witnessKey the lobby's public key (SubjectPublicKeyInfo), where the session has a witness
 */
public record Rules(
    boolean migratable,
    Durability durability,
    int standbys,
    int rateHz,
    int peersMax,
    List<NoMajorityStep> noMajority,
    Optional<Bytes> witnessKey) {

  /** Checks the ranges. */
  public Rules {
    check(standbys >= 0 && standbys <= 8, "standbys must be 0 to 8", standbys);
    check(rateHz >= 1 && rateHz <= 240, "rateHz must be 1 to 240", rateHz);
    check(peersMax >= 2 && peersMax <= 64, "peersMax must be 2 to 64", peersMax);
    check(
        !noMajority.isEmpty() && noMajority.size() <= 8,
        "noMajority must have 1 to 8 steps",
        noMajority.size());
    noMajority = List.copyOf(noMajority);
  }

  private static void check(boolean holds, String rule, int value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }

  /** The length of one tick in nanoseconds. */
  public long tickNs() {
    return 1_000_000_000L / rateHz;
  }

  /**
   * One entry of the no-majority list.
   *
   * @param policy what to do
   * @param limitMs for how long, in milliseconds, before the next entry's turn; 0 to 600000
   */
  public record NoMajorityStep(NoMajorityPolicy policy, int limitMs) {

    /** Checks the range. */
    public NoMajorityStep {
      check(limitMs >= 0 && limitMs <= 600_000, "limitMs must be 0 to 600000", limitMs);
    }
  }
}
