package dev.baton.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ticks that a game is shown go forward, unless it was told that it goes back. */
final class TicksForward implements Checker {

  private final Map<Integer, Long> shown = new LinkedHashMap<>();

  @Override
  public String property() {
    return "ticks run backwards only when announced";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    int process = sighting.process();
    if (sighting.what() instanceof What.Rewound rewound) {
      long last = shown.getOrDefault(process, Long.MIN_VALUE);
      shown.put(process, rewound.toTick());
      boolean forward = rewound.toTick() >= rewound.fromTick() || rewound.fromTick() > last;
      return forward ? "process " + process + " at tick " + last + " is told " + rewound : null;
    }
    if (sighting.what() instanceof What.Shown state) {
      long tick = state.state().tick().value();
      Long last = shown.put(process, tick);
      if (last != null && tick < last) {
        return "process " + process + " is shown tick " + tick + " after " + last;
      }
    }
    return null;
  }
}
