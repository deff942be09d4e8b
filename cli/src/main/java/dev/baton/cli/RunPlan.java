package dev.baton.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a run of several peer processes is to do.
 *
 * @param peers how many play at a time
 * @param faults what is done to the present host, one after the other
 * @param replaced whether a fresh peer takes the place of one that is lost
 * @param lobbyDown whether the lobby is killed before the first fault
 * @param pauses for how long peers that are not host are paused now and then; zero for not at all
 * @param play how the game is played
 * @param timing how long things take
 * @param folder where the recordings go; empty but for what this run writes
 */
record RunPlan(
    int peers,
    List<Fault> faults,
    boolean replaced,
    boolean lobbyDown,
    Duration pauses,
    Play play,
    Pace timing,
    Path folder) {

  /** Copies the list. */
  RunPlan {
    faults = List.copyOf(faults);
  }

  /** Where the harm done is recorded. */
  Path faultFile() {
    return folder.resolve("faults.jsonl");
  }

  /** Where that peer's flight recorder goes. */
  Path recording(int peer) {
    return folder.resolve("peer-" + peer + ".jsonl");
  }

  /**
   * How the game is played.
   *
   * @param rateHz ticks a second
   * @param seed of bots, arena, network and of the moments of the faults
   * @param durability as {@link DurabilityOption} reads it
   * @param shape of the network
   */
  record Play(int rateHz, long seed, String durability, Shape shape) {}

  /**
   * How long things take.
   *
   * @param warmUp play before the first fault
   * @param settle undisturbed play after each fault
   * @param step the limit of each step
   * @param total the limit of all together
   */
  record Pace(Duration warmUp, Duration settle, Duration step, Duration total) {}
}
