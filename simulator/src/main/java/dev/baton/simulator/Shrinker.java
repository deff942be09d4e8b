package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds a small scenario that breaks the same property as a large one: leaves out faults, half of
 * them at a time and then fewer (delta debugging, Zeller and Hildebrandt 2002), and makes the rest
 * plainer.
 */
public final class Shrinker {

  /** What is tried at most. */
  public static final int RUNS_MAX = 300;

  private final Predicate<Scenario> breaks;
  private Scenario smallest;
  private int runs;

  private Shrinker(Scenario scenario, Predicate<Scenario> breaks) {
    smallest = scenario;
    this.breaks = breaks;
  }

  /**
   * Makes a scenario smaller.
   *
   * @param broken what a run of it broke; its property must stay broken
   * @return the smallest that was found; the same if there is none
   */
  public static Scenario shrink(Scenario scenario, Violation broken) {
    return shrink(scenario, candidate -> breaks(candidate, broken.property()));
  }

  private static boolean breaks(Scenario candidate, String property) {
    return Simulation.run(candidate, false).violations().stream()
        .anyMatch(violation -> violation.property().equals(property));
  }

  /**
   * Makes a scenario smaller.
   *
   * @param breaks whether a scenario is as bad as this one; asked {@link #RUNS_MAX} times at most
   * @return the smallest that was found; the same if there is none
   */
  public static Scenario shrink(Scenario scenario, Predicate<Scenario> breaks) {
    Shrinker shrinker = new Shrinker(scenario, breaks);
    shrinker.leaveOut();
    shrinker.simplify();
    shrinker.leaveOut();
    return shrinker.smallest;
  }

  private boolean stillBreaks(Scenario candidate) {
    runs++;
    return breaks.test(candidate);
  }

  private boolean take(Scenario candidate) {
    boolean better = runs < RUNS_MAX && !candidate.equals(smallest) && stillBreaks(candidate);
    if (better) {
      smallest = candidate;
    }
    return better;
  }

  private void leaveOut() {
    int parts = 2;
    while (smallest.faults().size() > 1 && parts <= smallest.faults().size() && runs < RUNS_MAX) {
      if (leftOutOne(parts)) {
        parts = Math.max(2, parts - 1);
      } else if (parts == smallest.faults().size()) {
        return;
      } else {
        parts = Math.min(2 * parts, smallest.faults().size());
      }
    }
  }

  private boolean leftOutOne(int parts) {
    List<Timed> faults = smallest.faults();
    for (int part = 0; part < parts; part++) {
      List<Timed> rest = new ArrayList<>(faults.subList(0, faults.size() * part / parts));
      rest.addAll(faults.subList(faults.size() * (part + 1) / parts, faults.size()));
      if (take(smallest.with(rest))) {
        return true;
      }
    }
    return false;
  }

  private void simplify() {
    Setup was = smallest.setup();
    take(with(was, was.peers(), was.ballastBytes(), false, Air.FINE));
    for (int peers = 2; peers < was.peers() && smallest.setup().peers() == was.peers(); peers++) {
      Setup now = smallest.setup();
      take(with(now, peers, now.ballastBytes(), now.secrets(), now.air()));
    }
    Setup now = smallest.setup();
    take(with(now, now.peers(), 0, now.secrets(), now.air()));
    take(with(smallest.setup(), smallest.setup().peers(), 0, false, smallest.setup().air()));
    sooner();
  }

  private Scenario with(Setup setup, int peers, int ballast, boolean secrets, Air air) {
    Setup plainer =
        new Setup(
            peers,
            setup.rateHz(),
            setup.playMs(),
            setup.standbys(),
            setup.copies(),
            setup.lobby(),
            secrets,
            ballast,
            setup.computeUs(),
            setup.inputGapMs(),
            setup.driftPpm(),
            air,
            setup.patient());
    return new Scenario(smallest.seed(), plainer, smallest.faults());
  }

  /** Lets the first fault come soon, and the play end soon after the last. */
  private void sooner() {
    if (smallest.faults().isEmpty()) {
      return;
    }
    int firstMs = smallest.faults().getFirst().atMs();
    int byMs = firstMs - 1_000;
    if (byMs > 0) {
      List<Timed> earlier =
          smallest.faults().stream()
              .map(timed -> new Timed(timed.atMs() - byMs, timed.fault()))
              .toList();
      take(smallest.with(earlier));
    }
    endOfFaults().ifPresent(this::endAt);
  }

  private Optional<Integer> endOfFaults() {
    return smallest.faults().stream()
        .map(timed -> timed.atMs() + timed.fault().forMs() + 3_000)
        .max(Integer::compare);
  }

  private void endAt(int playMs) {
    Setup was = smallest.setup();
    if (playMs < was.playMs()) {
      Setup shorter =
          new Setup(
              was.peers(),
              was.rateHz(),
              playMs,
              was.standbys(),
              was.copies(),
              was.lobby(),
              was.secrets(),
              was.ballastBytes(),
              was.computeUs(),
              was.inputGapMs(),
              was.driftPpm(),
              was.air(),
              was.patient());
      take(new Scenario(smallest.seed(), shorter, smallest.faults()));
    }
  }
}
