package dev.baton.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The exhaustive part of one migration, run once for all tests that look at it.
 *
 * @param broken the trials in which something did not hold
 * @param impossible the trials that could not come to pass
 */
record Exhausted(List<String> broken, List<Trial> impossible) {

  private static final Map<String, Exhausted> DONE = new LinkedHashMap<>();

  /** Of so many deaths in sessions of three whose host is stopped one is tried here. */
  private static final int STOP_SHARE = 4;

  /** What all these runs reached. */
  static final Marks MARKS = new Marks();

  static synchronized Exhausted of(int peers, Migration migration) {
    return DONE.computeIfAbsent(peers + " " + migration, which -> run(peers, migration));
  }

  private static Exhausted run(int peers, Migration migration) {
    Boundaries boundaries = Boundaries.of(peers, migration);
    List<String> broken = new ArrayList<>();
    List<Trial> impossible = new ArrayList<>();
    List<Trial> trials = boundaries.trials();
    int share = peers > 2 && migration == Migration.STOP ? STOP_SHARE : 1;
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      if (isDeath(trial) && i % share != 0) {
        continue;
      }
      TrialResult result = boundaries.run(trial, false, MARKS);
      if (!result.result().ok()) {
        broken.add(trial.toString());
      }
      if (!result.tookPlace()) {
        impossible.add(trial);
      }
    }
    return new Exhausted(broken, impossible);
  }

  private static boolean isDeath(Trial trial) {
    return trial.deed() instanceof Trial.Deed.Deaths;
  }
}
