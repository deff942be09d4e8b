package dev.baton.simulator;

import org.jspecify.annotations.Nullable;

/** The library does not fail, and the game never finds its state wrong. */
final class NothingBreaks implements Checker {

  @Override
  public String property() {
    return "nothing breaks";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    return switch (sighting.what()) {
      case What.Broke broke -> "process " + sighting.process() + ": " + broke.how();
      case What.GameWrong wrong -> "the game at process " + sighting.process() + ": " + wrong.how();
      case What.Size size when size.size() > size.sizeMax() ->
          size.name() + " is " + size.size() + ", more than " + size.sizeMax();
      default -> null;
    };
  }
}
