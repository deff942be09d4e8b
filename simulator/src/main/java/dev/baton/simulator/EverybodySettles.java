package dev.baton.simulator;

import org.jspecify.annotations.Nullable;

/** Some time after the last fault everybody alive is in one session that goes on. */
final class EverybodySettles implements Checker {

  @Override
  public String property() {
    return "all settle after the faults";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    return sighting.what() instanceof What.Settled settled && !settled.isSo()
        ? settled.why()
        : null;
  }
}
