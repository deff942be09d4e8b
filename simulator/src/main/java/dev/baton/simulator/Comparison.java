package dev.baton.simulator;

import java.util.function.Consumer;

/**
 * Plays one scenario under the rules of one system, and measures what its players had of it. The
 * same scenario and system play the same way each time.
 */
public final class Comparison {

  private static final long MS = 1_000_000;
  private static final long BEGIN_NS = 4_000 * MS;

  /** The slowest of the rules need more than two minutes to notice a loss. */
  private static final long SETTLE_LIMIT_NS = 300_000 * MS;

  private static final long LOOK_NS = 100 * MS;
  private static final long STAYS_NS = 1_000 * MS;

  private Comparison() {}

  /** Plays a scenario. */
  public static PlayOutcome play(Scenario scenario, Baseline baseline) {
    PlayObserver observer = new PlayObserver(scenario.setup().rateHz());
    play(scenario, baseline, observer::see);
    return observer.outcome();
  }

  /** Sees what the checkers see. */
  private record Onlooker(Consumer<Sighting> watcher) implements Probe {

    @Override
    public void saw(Sighting sighting) {
      watcher.accept(sighting);
    }
  }

  /** Plays a scenario while somebody looks on. */
  static void play(Scenario scenario, Baseline baseline, Consumer<Sighting> watcher) {
    if (baseline.isBaton()) {
      Setup setup = scenario.setup().patient(baseline == Baseline.BATON_PATIENT);
      Scenario played = new Scenario(scenario.seed(), setup, scenario.faults());
      Simulation.run(played, false, new Onlooker(watcher));
    } else {
      playModel(scenario, new BaselineWorld(scenario, baseline, watcher));
    }
  }

  private static void playModel(Scenario scenario, BaselineWorld world) {
    Agenda agenda = world.agenda();
    BaselineFaults faults = new BaselineFaults(world);
    world.begin();
    pass(agenda, BEGIN_NS);
    long beganNs = agenda.nowNs();
    for (Timed timed : scenario.faults()) {
      agenda.at(beganNs + timed.atMs() * MS, () -> faults.bring(timed.fault()));
    }
    pass(agenda, scenario.setup().playMs() * MS);
    faults.calm();
    boolean settled = settles(world);
    world.see(Sighting.NOBODY, Sighting.NOBODY, new What.Settled(settled, ""));
  }

  private static boolean settles(BaselineWorld world) {
    long limitNs = world.agenda().nowNs() + SETTLE_LIMIT_NS;
    while (world.agenda().nowNs() < limitNs) {
      pass(world.agenda(), LOOK_NS);
      if (world.isSettled()) {
        pass(world.agenda(), STAYS_NS);
        if (world.isSettled()) {
          return true;
        }
      }
    }
    return false;
  }

  private static void pass(Agenda agenda, long passedNs) {
    long untilNs = agenda.nowNs() + passedNs;
    while (agenda.step(untilNs)) {
      // Each step is one thing that happens.
    }
    agenda.passTo(untilNs);
  }
}
