package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.ScenarioText.Malformed;

/** What tests say of a session that is written down. */
final class Scenes {

  private Scenes() {}

  static void assertHolds(String scenario) {
    assertThat(run(scenario).violations()).isEmpty();
  }

  /** Nor is any player told that the session is over. */
  static void assertNobodyLosesTheSession(String scenario) {
    SimulationResult result = run(scenario);
    assertThat(result.violations()).isEmpty();
    assertThat(result.lostSessions()).isZero();
  }

  private static SimulationResult run(String scenario) {
    try {
      return Simulation.run(ScenarioText.parse(scenario), false);
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }
}
