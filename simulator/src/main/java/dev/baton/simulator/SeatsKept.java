package dev.baton.simulator;

import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number is given to one key only, and nobody has two seats.
 *
 * <p>A seat is given once a second process knows of it. What a host has written into its own table
 * alone, and nobody heard of before another took its place, was never given to anybody.
 */
final class SeatsKept implements Checker {

  private final Map<PeerId, PeerKey> given = new LinkedHashMap<>();
  private final Map<Written, Integer> writtenBy = new LinkedHashMap<>();

  /** A number beside a key, in the table of at least one process. */
  private record Written(PeerId number, PeerKey key) {}

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
      Integer first = writtenBy.putIfAbsent(new Written(seat.peer(), key), sighting.process());
      boolean known = first != null && first != sighting.process();
      PeerKey before = known ? given.putIfAbsent(seat.peer(), key) : key;
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
