package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.StateId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nobody is shown a state that is no part of the history of the host that it obeys. */
final class StatesSurvive implements Checker {

  private final Histories histories = new Histories();
  private final Map<Integer, Epoch> obeyed = new LinkedHashMap<>();

  @Override
  public String property() {
    return "no state of a host that is not obeyed any more";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    switch (sighting.what()) {
      case What.Obeys obeys -> obeyed.put(sighting.process(), obeys.epoch());
      case What.Hosting hosting -> histories.began(hosting.epoch(), hosting.resume());
      case What.Shown shown -> {
        return judge(sighting.process(), shown.state());
      }
      default -> {
        // Nothing else shows a state.
      }
    }
    return null;
  }

  private @Nullable String judge(int process, StateId state) {
    Epoch epoch = obeyed.getOrDefault(process, Epoch.FIRST);
    return state.epoch().equals(epoch) || histories.contains(state, epoch)
        ? null
        : "process " + process + " obeys " + epoch + " and is shown " + state;
  }
}
