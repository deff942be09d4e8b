package dev.baton.demo;

import java.util.List;

/**
 * What a run of the demo showed, in the form of the file that {@code baton demo --json} writes.
 *
 * @param ok whether everything held
 * @param peers how many took part
 * @param rateHz ticks a second
 * @param seed of the bots and the arena
 * @param rttMs the round trip that the link shaper added
 * @param lossPercent the loss that it added
 * @param migrations every change of host, in order of epoch
 * @param inputs of all peers together
 * @param stateHashes the comparison of the peers' states with their host's
 * @param migrationsWithoutFault changes of host that no fault explains
 */
public record Report(
    boolean ok,
    int peers,
    int rateHz,
    long seed,
    int rttMs,
    double lossPercent,
    List<Migration> migrations,
    Inputs inputs,
    StateHashes stateHashes,
    int migrationsWithoutFault) {

  /** Copies the list. */
  public Report {
    migrations = List.copyOf(migrations);
  }

  /**
   * One change of host.
   *
   * @param epoch the new host's
   * @param fault {@code kill}, {@code stop}, {@code leave}, {@code handover}, or {@code none}
   * @param oldHost the peer that was host before
   * @param newHost the peer that is host after
   * @param cause the first evidence that a survivor had ({@code handOver} for a planned one)
   * @param survivors those who saw both hosts
   */
  public record Migration(
      int epoch, String fault, int oldHost, int newHost, String cause, List<Survivor> survivors) {

    /** Copies the list. */
    public Migration {
      survivors = List.copyOf(survivors);
    }
  }

  /**
   * How one peer saw a change of host, in milliseconds of its own clock.
   *
   * @param peer who
   * @param gapMs from the last state shown from the old host to the first shown from the new one
   * @param detectMs from the fault to the first sign of it on this peer
   * @param decideMs from there until it knew the new host
   * @param resumeMs from there to the first state shown
   * @param rewoundTicks ticks that were shown and did not survive
   */
  public record Survivor(
      int peer,
      double gapMs,
      double detectMs,
      double decideMs,
      double resumeMs,
      long rewoundTicks) {}

  /**
   * What became of the inputs.
   *
   * @param sent submitted by all peers
   * @param safe reported safe to them
   * @param lostSafe reported safe and not found in the surviving history
   * @param appliedTwice found more than once
   * @param resent sent again to a new host
   */
  public record Inputs(long sent, long safe, long lostSafe, long appliedTwice, long resent) {}

  /**
   * Whether all saw the same.
   *
   * @param comparedTicks states of peers that were compared with their host's for the same tick
   * @param mismatches those that differed
   */
  public record StateHashes(long comparedTicks, long mismatches) {}
}
