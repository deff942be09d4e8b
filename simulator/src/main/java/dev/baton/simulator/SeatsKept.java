package dev.baton.simulator;

import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A number is given to one key only, and nobody has two seats.
 *
 * <p>A seat is given once its player is told of it, or once a majority of those who have a seat
 * knows of it. What a host has written, and fewer heard of before another took its place, was never
 * given to anybody.
 */
final class SeatsKept implements Checker {

  private final Map<PeerId, PeerKey> given = new LinkedHashMap<>();
  private final Map<Place, Set<Integer>> knowing = new LinkedHashMap<>();
  private final Map<Integer, PeerKey> keys = new LinkedHashMap<>();

  /** A number beside a key, in the table of at least one process. */
  private record Place(PeerId number, PeerKey key) {}

  @Override
  public String property() {
    return "seats are kept";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    return switch (sighting.what()) {
      case What.Began began -> {
        keys.put(sighting.process(), began.key());
        yield null;
      }
      case What.Seated seated -> {
        PeerKey key = keys.get(sighting.process());
        yield key == null ? null : give(new Place(seated.self(), key));
      }
      case What.Table seen -> table(sighting.process(), seen.table());
      default -> null;
    };
  }

  private @Nullable String table(int process, TableSnapshot table) {
    List<PeerKey> seated = new ArrayList<>();
    long present = table.seats().stream().filter(Seat::present).count();
    for (Seat seat : table.seats()) {
      Place place = new Place(seat.peer(), seat.key());
      Set<Integer> processes = knowing.computeIfAbsent(place, it -> new TreeSet<>());
      processes.add(process);
      String wrong = processes.size() > present / 2 ? give(place) : null;
      if (wrong != null) {
        return wrong;
      }
      if (seated.contains(seat.key())) {
        return seat.key().shortText() + " has two seats in " + table.number();
      }
      seated.add(seat.key());
    }
    return null;
  }

  private @Nullable String give(Place place) {
    PeerKey before = given.putIfAbsent(place.number, place.key);
    return before == null || before.equals(place.key)
        ? null
        : place.number + " is " + before.shortText() + ", and then " + place.key.shortText();
  }
}
