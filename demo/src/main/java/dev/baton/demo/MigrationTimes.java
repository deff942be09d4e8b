package dev.baton.demo;

import java.util.List;

/** Measures the changes of host that recordings tell of, without judging them. */
public final class MigrationTimes {
  private MigrationTimes() {}

  /**
   * Every change of host, in order of epoch.
   *
   * @param recordings of one session; those of peers without a number say nothing of it
   */
  public static List<Report.Migration> of(List<Recording> recordings) {
    if (recordings.isEmpty()) {
      return List.of();
    }
    ClockAlignment clocks = ClockAlignment.of(recordings);
    Deeds deeds = new Deeds(recordings, clocks);
    List<Recording> peers =
        recordings.stream().filter(recording -> recording.peer().isPresent()).toList();
    Findings unused = new Findings();
    SurvivingHistory history = SurvivingHistory.of(peers, unused);
    return new MigrationCheck(peers, clocks, deeds, unused).check(history.hosts());
  }
}
