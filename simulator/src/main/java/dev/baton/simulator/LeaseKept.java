package dev.baton.simulator;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host that cannot hear a majority, and knows it, makes nothing safe. */
final class LeaseKept implements Checker {

  private final Set<Integer> isolated = new LinkedHashSet<>();

  @Override
  public String property() {
    return "a host without its lease makes nothing safe";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    int process = sighting.process();
    switch (sighting.what()) {
      case What.Isolated(boolean isSo) when isSo -> isolated.add(process);
      case What.Isolated ignored -> isolated.remove(process);
      case What.Hosting ignored -> isolated.remove(process);
      case What.Following ignored -> isolated.remove(process);
      case What.Safe safe when isolated.contains(process) -> {
        return "process " + process + " is isolated and is told " + safe;
      }
      default -> {
        // Nothing else makes anything safe.
      }
    }
    return null;
  }
}
