package dev.baton.simulator;

import java.util.EnumSet;
import java.util.Set;

/**
 * From what schedules are generated.
 *
 * @param kinds kinds of faults that may come
 * @param peersMin the fewest players
 * @param peersMax the most players
 * @param rateHz ticks a second
 * @param playMs for how long faults come, in milliseconds
 */
public record ScheduleOptions(
    Set<Fault.Kind> kinds, int peersMin, int peersMax, int rateHz, int playMs) {

  /** All kinds of faults, 2 to 8 players, 20 ticks a second, 30 s of play. */
  public static final ScheduleOptions DEFAULT =
      new ScheduleOptions(EnumSet.allOf(Fault.Kind.class), 2, 8, 20, 30_000);

  /** Copies the kinds, and checks the ranges. */
  public ScheduleOptions {
    kinds = EnumSet.copyOf(kinds);
    if (peersMin < 2 || peersMax < peersMin || peersMax > 16) {
      throw new IllegalArgumentException(
          "peers must be 2 to 16, the fewest first: " + peersMin + ".." + peersMax);
    }
  }
}
