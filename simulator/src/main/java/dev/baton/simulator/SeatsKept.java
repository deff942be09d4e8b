package dev.baton.simulator;

import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A number is given to one key only, and nobody has two seats. */
final class SeatsKept implements Checker {

  private final Map<PeerId, PeerKey> keys = new LinkedHashMap<>();

  @Override
  public String property() {
    return "seats are kept";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    if (!(sighting.what() instanceof What.Table seen)) {
      return null;
    }
    List<PeerKey> seated = new ArrayList<>();
    for (Seat seat : seen.table().seats()) {
      PeerKey key = seat.key();
      PeerKey before = keys.putIfAbsent(seat.peer(), key);
      if (before != null && !before.equals(key)) {
        return seat.peer() + " is " + before.shortText() + ", and then " + key.shortText();
      }
      if (seated.contains(key)) {
        return key.shortText() + " has two seats in " + seen.table().number();
      }
      seated.add(key);
    }
    return null;
  }
}
