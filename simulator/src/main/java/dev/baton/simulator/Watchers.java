package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;

/** All checkers of one run: each sees everything, each complains once. */
final class Watchers {

  private final long seed;
  private final long startNs;
  private final List<Checker> checkers =
      new ArrayList<>(
          List.of(
              new OneHost(),
              new EpochsRise(),
              new StatesSurvive(),
              new SafeSurvives(),
              new InputsOnce(),
              new TicksForward(),
              new OneTable(),
              new OneState(),
              new LoneLoss(),
              new SeatsKept(),
              new NobodyGivenUp(),
              new MajorityGoesOn(),
              new SeatsKnown(),
              new VotesOnce(),
              new HostsElected(),
              new FitHosts(),
              new PromisesKept(),
              new OldEpochsFenced(),
              new LeaseKept(),
              new LogsReach(),
              new NothingBreaks(),
              new EverybodySettles()));
  private final List<Violation> violations = new ArrayList<>();

  Watchers(long seed, long startNs) {
    this.seed = seed;
    this.startNs = startNs;
  }

  void see(Sighting sighting) {
    for (int i = checkers.size() - 1; i >= 0; i--) {
      Checker checker = checkers.get(i);
      String complaint = checker.judge(sighting);
      if (complaint != null) {
        double atMs = (sighting.atNs() - startNs) / 1e6;
        violations.add(new Violation(seed, checker.property(), atMs, complaint));
        checkers.remove(i);
      }
    }
  }

  /** What is watched for. */
  List<String> properties() {
    return checkers.stream().map(Checker::property).toList();
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }
}
