package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes up sessions in which nothing happens that would be worth another host: a poor network, and
 * processes that pause for a moment, as a garbage collection makes them.
 */
public final class CalmSchedule {

  /** For how long a process pauses. */
  public static final int PAUSE_MS = 200;

  /** How long it takes on average until some process pauses again. */
  public static final int PAUSE_GAP_MS = 20_000;

  private static final int PEERS = 4;
  private static final int RATE_HZ = 20;
  private static final int PAUSE_GAP_MIN_MS = 1_000;
  private static final Air AIR = new Air(20_000, 30_000, 20, 0, 0, 0, 1500);

  private CalmSchedule() {}

  /**
   * The session that belongs to a seed: 4 players at 20 Hz who lose 2 % of all datagrams, which
   * take 20 to 50 ms, and of whom one chosen by chance pauses every 20 s on average.
   *
   * @param minutes for how long it is played, 1 to 60
   */
  public static Scenario scenario(long seed, int minutes) {
    int playMs = minutes * 60_000;
    // Another stream than that of the world, so that a schedule can be changed without it.
    Chance chance = new Chance(seed ^ 0xca1aca1aca1aL);
    List<Timed> pauses = new ArrayList<>();
    int atMs = nextGapMs(chance);
    while (atMs < playMs) {
      pauses.add(new Timed(atMs, new Fault.Stop(Who.peer(chance.between(1, PEERS)), PAUSE_MS)));
      atMs += nextGapMs(chance);
    }
    Setup setup = new Setup(PEERS, RATE_HZ, playMs, 2, 1, true, false, 0, 500, 100, 50, AIR, false);
    return new Scenario(seed, setup, pauses);
  }

  private static int nextGapMs(Chance chance) {
    return chance.between(PAUSE_GAP_MIN_MS, 2 * PAUSE_GAP_MS - PAUSE_GAP_MIN_MS);
  }
}
