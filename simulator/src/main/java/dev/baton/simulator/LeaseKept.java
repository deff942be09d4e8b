package dev.baton.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host that cannot hear a majority, and knows it, makes nothing safe.
 *
 * <p>Its player may be told a tick later of what was safe before.
 */
final class LeaseKept implements Checker {

  private static final long TOLD_LATE_NS = 100_000_000;

  private final Map<Integer, Long> isolatedNs = new LinkedHashMap<>();

  @Override
  public String property() {
    return "a host without its lease makes nothing safe";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    int process = sighting.process();
    switch (sighting.what()) {
      case What.Isolated(boolean isSo) when isSo -> isolatedNs.put(process, sighting.atNs());
      case What.Isolated ignored -> isolatedNs.remove(process);
      case What.Hosting ignored -> isolatedNs.remove(process);
      case What.Following ignored -> isolatedNs.remove(process);
      case What.Safe safe -> {
        Long sinceNs = isolatedNs.get(process);
        boolean late = sinceNs != null && sighting.atNs() - sinceNs > TOLD_LATE_NS;
        return late ? "process " + process + " is isolated and is told " + safe : null;
      }
      default -> {
        // Nothing else makes anything safe.
      }
    }
    return null;
  }
}
