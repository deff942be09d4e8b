package dev.baton.simulator;

import java.util.List;

/**
 * A session and what befalls it; {@link #toString} is the text that {@link ScenarioText#parse}
 * reads.
 *
 * @param seed where all chance comes from
 * @param setup the session
 * @param faults what befalls it, in order of time
 */
public record Scenario(long seed, Setup setup, List<Timed> faults) {

  /** Copies the list. */
  public Scenario {
    faults = List.copyOf(faults);
  }

  Scenario with(List<Timed> others) {
    return new Scenario(seed, setup, others);
  }

  @Override
  public String toString() {
    return ScenarioText.of(this);
  }
}
