package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Along one history each input is applied at most once, and each peer's in their order. */
final class InputsOnce implements Checker {

  private final Histories histories = new Histories();
  private final Map<PeerId, List<Done>> done = new LinkedHashMap<>();

  private record Done(StateId made, What.Input input) {}

  @Override
  public String property() {
    return "no input is applied twice";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    switch (sighting.what()) {
      case What.Hosting hosting -> histories.began(hosting.epoch(), hosting.resume());
      case What.Applied applied -> {
        for (What.Input input : applied.inputs()) {
          String wrong = judge(applied.made(), input);
          if (wrong != null) {
            return wrong;
          }
        }
      }
      default -> {
        // Nothing else applies inputs.
      }
    }
    return null;
  }

  private @Nullable String judge(StateId made, What.Input input) {
    List<Done> before = done.computeIfAbsent(input.peer(), peer -> new ArrayList<>());
    Epoch epoch = made.epoch();
    for (int i = before.size() - 1; i >= 0; i--) {
      Done last = before.get(i);
      boolean sameHistory = last.made.epoch().equals(epoch) || histories.contains(last.made, epoch);
      if (sameHistory && last.input.sequence() >= input.sequence()) {
        return input + " is applied in " + made + " after " + last.input + " in " + last.made;
      }
      if (sameHistory) {
        break;
      }
    }
    before.add(new Done(made, input));
    return null;
  }
}
