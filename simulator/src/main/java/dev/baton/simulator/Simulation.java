package dev.baton.simulator;

import java.util.List;

/** Runs a scenario in virtual time; the same scenario runs the same way each time. */
public final class Simulation {

  private static final long MS = 1_000_000;

  /** For how long the session may take to begin. */
  private static final long BEGIN_LIMIT_NS = 20_000 * MS;

  /** After the last fault everybody alive must be in one session within this time. */
  static final long SETTLE_LIMIT_NS = 60_000 * MS;

  /** What rules that are patient wait longer. */
  private static final long PATIENCE_NS = 100_000 * MS;

  private static final long LOOK_NS = 100 * MS;

  private final Scenario scenario;
  private final Probe probe;
  private final World world;
  private final Watchers watchers;
  private final Tally tally;
  private final FaultHand hand;
  private final long startNs;

  private Simulation(Scenario scenario, boolean traced, Probe probe) {
    this.scenario = scenario;
    this.probe = probe;
    world = new World(scenario, traced, this::see, probe);
    startNs = world.agenda().nowNs();
    tally = new Tally(startNs);
    watchers = new Watchers(scenario.seed(), startNs);
    hand = new FaultHand(world);
    probe.begins(world, hand);
  }

  /** The scenario that belongs to a seed. */
  public static Scenario scenario(long seed, ScheduleOptions options) {
    return ScheduleMaker.make(seed, options);
  }

  /** Runs the scenario that belongs to a seed. */
  public static SimulationResult run(long seed, ScheduleOptions options) {
    return run(scenario(seed, options), false);
  }

  /**
   * Runs a scenario.
   *
   * @param traced whether to write down all that happens
   */
  public static SimulationResult run(Scenario scenario, boolean traced) {
    return run(scenario, traced, Probe.NONE);
  }

  /**
   * Runs a scenario, and notes which of core's marks it comes through.
   *
   * @param traced whether to write down all that happens
   * @param marks what is added to
   */
  public static SimulationResult run(Scenario scenario, boolean traced, Marks marks) {
    return run(scenario, traced, marks.probe());
  }

  /** What the checkers hold, each in a few words, as {@link Violation#property} names it. */
  public static List<String> properties() {
    return new Watchers(0, 0).properties();
  }

  /** Runs a scenario with somebody who looks on, or interferes. */
  static SimulationResult run(Scenario scenario, boolean traced, Probe probe) {
    return new Simulation(scenario, traced, probe).run();
  }

  private void see(Sighting sighting) {
    watchers.see(sighting);
    tally.note(sighting);
    probe.saw(sighting);
  }

  private SimulationResult run() {
    world.begin();
    if (runUntilSettled(BEGIN_LIMIT_NS)) {
      passMs(1_500);
      play();
      hand.calm();
      boolean patient = scenario.setup().patient();
      boolean settled = runUntilSettled(SETTLE_LIMIT_NS + (patient ? PATIENCE_NS : 0));
      settled(settled);
    } else {
      settled(false);
    }
    return new SimulationResult(
        scenario,
        watchers.violations(),
        tally.migrations(),
        tally.migrationsWithoutFault(),
        tally.lostSessions(),
        world.agenda().nowNs() - startNs,
        world.agenda().done(),
        tally.gapsMs(),
        tally.migrated(),
        world.trace().sum(),
        world.trace().text(),
        world.trace().happenings());
  }

  private void settled(boolean isSo) {
    String why = isSo ? "" : world.umpire().unsettled();
    world.see(Sighting.NOBODY, Sighting.NOBODY, new What.Settled(isSo, why));
  }

  private void play() {
    long beganNs = world.agenda().nowNs();
    for (Timed timed : scenario.faults()) {
      Fault fault = timed.fault();
      world.agenda().at(beganNs + timed.atMs() * MS, () -> hand.bring(fault));
    }
    passMs(scenario.setup().playMs());
  }

  private void passMs(long ms) {
    long untilNs = world.agenda().nowNs() + ms * MS;
    while (world.agenda().step(untilNs)) {
      // Each step is one thing that happens.
    }
    world.agenda().passTo(untilNs);
  }

  /** Goes on until everybody is settled, for two looks with a second between them. */
  private boolean runUntilSettled(long limitNs) {
    long untilNs = world.agenda().nowNs() + limitNs;
    while (world.agenda().nowNs() < untilNs) {
      passMs(LOOK_NS / MS);
      if (isComplete() && isSettled()) {
        passMs(1_000);
        if (isSettled()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isSettled() {
    return world.umpire().unsettled().isEmpty() && (hand.isCalm() || world.host() != null);
  }

  /** Whether the players that the session begins with have all come. */
  private boolean isComplete() {
    return world.players().size() >= scenario.setup().peers()
        && (hand.isCalm() || world.running().size() >= scenario.setup().peers());
  }
}
