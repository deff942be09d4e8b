package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.ScenarioText.Malformed;

/** What tests say of a session that is written down. */
final class Scenes {

  private Scenes() {}

  static void assertHolds(String scenario) {
    try {
      SimulationResult result = Simulation.run(ScenarioText.parse(scenario), false);
      assertThat(result.violations()).isEmpty();
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }
}
