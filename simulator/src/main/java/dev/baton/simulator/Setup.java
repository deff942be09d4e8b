package dev.baton.simulator;

import dev.baton.core.Bytes;
import dev.baton.core.Durability;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.Rules;
import dev.baton.core.Rules.NoMajorityStep;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated session is like before anything befalls it.
 *
 * @param peers players that join at the start, 1 to 32
 * @param rateHz ticks a second
 * @param playMs for how long faults come, in milliseconds
 * @param standbys how many peers hold the complete state
 * @param copies standbys that must hold a state before it is safe; 0 for durability {@code Fast}
 * @param lobby whether there is one, and with it a witness
 * @param secrets whether standbys are sent more than the others
 * @param ballastBytes how much larger the state is than it need be
 * @param computeUs how long the game takes for a tick, in microseconds
 * @param inputGapMs how long a player takes between two inputs, on average, in milliseconds
 * @param driftPpm how much any clock is too fast or too slow at most
 * @param air the network while nothing befalls it
 * @param patient whether its rules wait two minutes for a majority before they count anybody out;
 *     else they count out at once, and wait for 20 s
 */
public record Setup(
    int peers,
    int rateHz,
    int playMs,
    int standbys,
    int copies,
    boolean lobby,
    boolean secrets,
    int ballastBytes,
    int computeUs,
    int inputGapMs,
    int driftPpm,
    Air air,
    boolean patient) {

  /** Seats of the session. */
  static final int SEATS_MAX = 32;

  /** Checks the ranges. */
  public Setup {
    check("peers", peers, 1, SEATS_MAX);
    check("rate", rateHz, 1, 240);
    check("play in ms", playMs, 100, 3_600_000);
    check("standbys", standbys, 0, 8);
    check("copies", copies, 0, standbys);
    check("ballast in bytes", ballastBytes, 0, 200_000);
    check("compute in us", computeUs, 0, 100_000);
    check("input gap in ms", inputGapMs, 5, 10_000);
    check("drift in ppm", driftPpm, 0, 900);
  }

  /** The same with rules that are patient, or not. */
  Setup patient(boolean value) {
    return new Setup(
        peers,
        rateHz,
        playMs,
        standbys,
        copies,
        lobby,
        secrets,
        ballastBytes,
        computeUs,
        inputGapMs,
        driftPpm,
        air,
        value);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
    }
  }

  Durability durability() {
    return copies == 0 ? new Durability.Fast() : new Durability.Standby(copies);
  }

  private List<NoMajorityStep> noMajority() {
    NoMajorityStep survivors = new NoMajorityStep(NoMajorityPolicy.SURVIVORS, 5_000);
    int freezeMs = patient ? 120_000 : 20_000;
    NoMajorityStep freeze = new NoMajorityStep(NoMajorityPolicy.FREEZE, freezeMs);
    NoMajorityStep end = new NoMajorityStep(NoMajorityPolicy.END, 0);
    return patient ? List.of(freeze, survivors, end) : List.of(survivors, freeze, end);
  }

  Rules rules(Optional<Bytes> witnessKey) {
    return new Rules(true, durability(), standbys, rateHz, SEATS_MAX, noMajority(), witnessKey);
  }
}
