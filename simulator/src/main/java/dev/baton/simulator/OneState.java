package dev.baton.simulator;

import dev.baton.core.StateId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whoever is shown a state of one epoch and tick is shown the same state. */
final class OneState implements Checker {

  private final Map<StateId, Long> complete = new LinkedHashMap<>();
  private final Map<StateId, Long> visible = new LinkedHashMap<>();

  @Override
  public String property() {
    return "same tick, same state";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    if (sighting.what() instanceof What.Shown shown) {
      Map<StateId, Long> hashes = shown.complete() ? complete : visible;
      Long before = hashes.putIfAbsent(shown.state(), shown.hash());
      if (before != null && before != shown.hash()) {
        return "two states are " + shown.state() + ", one at process " + sighting.process();
      }
    }
    return null;
  }
}
