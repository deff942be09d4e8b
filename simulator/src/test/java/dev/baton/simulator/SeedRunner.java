package dev.baton.simulator;

import java.util.EnumSet;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Runs a seed in the class loader that it was loaded by; says what was violated, empty if nothing.
 */
public final class SeedRunner implements LongFunction<String> {

  /** Small sessions and short plays, so that many seeds fit into little time. */
  private static final ScheduleOptions OPTIONS =
      new ScheduleOptions(EnumSet.allOf(Fault.Kind.class), 2, 5, 20, 12_000);

  @Override
  public String apply(long seed) {
    List<Violation> violations = Simulation.run(seed, OPTIONS).violations();
    return violations.isEmpty()
        ? ""
        : violations.getFirst().property() + ": " + violations.getFirst().what();
  }
}
