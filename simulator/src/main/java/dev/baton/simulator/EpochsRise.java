package dev.baton.simulator;

import dev.baton.core.Epoch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The epoch that a process obeys never goes down. */
final class EpochsRise implements Checker {

  private final Map<Integer, Epoch> obeyed = new LinkedHashMap<>();

  @Override
  public String property() {
    return "epochs never go down";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    if (sighting.what() instanceof What.Obeys obeys) {
      Epoch before = obeyed.put(sighting.process(), obeys.epoch());
      if (before != null && before.isAfter(obeys.epoch())) {
        return "process " + sighting.process() + " went from " + before + " to " + obeys.epoch();
      }
    }
    return null;
  }
}
