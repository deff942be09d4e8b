package dev.baton.simulator;

import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whoever is told of its seat has one that a majority of the others knows, so that it stays. */
final class SeatsKnown implements Checker {

  private final Map<Place, Set<Integer>> knowing = new LinkedHashMap<>();
  private final Set<PeerKey> outside = new LinkedHashSet<>();
  private final Map<Integer, TableSnapshot> tables = new LinkedHashMap<>();
  private final Set<Told> told = new LinkedHashSet<>();

  /** A seat, and whose it is. */
  private record Place(PeerId peer, PeerKey key) {}

  /** Who was told of a seat, and the operation that let it in. */
  private record Told(int process, int joinedAt) {}

  @Override
  public String property() {
    return "a seat that is told is known to a majority";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    if (sighting.what() instanceof What.Began began) {
      outside.add(began.key());
    }
    if (sighting.what() instanceof What.Said(int to, Message.Hello hello)) {
      // It votes and acknowledges no more until it is let in.
      outside.add(PeerKey.of(hello.publicKey()));
    }
    if (sighting.what() instanceof What.Table seen) {
      tables.put(sighting.process(), seen.table());
      for (Seat seat : seen.table().seats()) {
        knowing
            .computeIfAbsent(new Place(seat.peer(), seat.key()), place -> new TreeSet<>())
            .add(sighting.process());
      }
    }
    TableSnapshot table = tables.get(sighting.process());
    return sighting.what() instanceof What.Seated seated && table != null
        ? seated(sighting.process(), seated.self(), table)
        : null;
  }

  private static int joinedAt(PeerId self, TableSnapshot table) {
    return table.seats().stream()
        .filter(seat -> seat.peer().equals(self))
        .mapToInt(Seat::joinedAt)
        .findFirst()
        .orElse(0);
  }

  /** How many besides the one whose place it is know of it. */
  private int knows(Place place) {
    Set<Integer> processes = knowing.get(place);
    return processes == null ? -1 : processes.size() - 1;
  }

  private @Nullable String seated(int process, PeerId self, TableSnapshot table) {
    if (!told.add(new Told(process, joinedAt(self, table)))) {
      // Welcomed once more; the witness may have known it, and not be counted any more.
      return null;
    }
    boolean witness = table.witnessCounted() && table.rules().witnessKey().isPresent();
    int others = witness ? 1 : 0;
    // Whether the witness knows cannot be seen; who is about to come back takes what it is sent.
    int known = others;
    for (Seat seat : table.seats()) {
      boolean own = seat.peer().equals(self);
      if (own) {
        outside.remove(seat.key());
      }
      others += seat.present() && !own ? 1 : 0;
      known += seat.present() && outside.contains(seat.key()) ? 1 : 0;
      known += own ? knows(new Place(self, seat.key())) : 0;
    }
    return others == 0 || known > others / 2
        ? null
        : "process "
            + process
            + " is told of seat "
            + self
            + ", which "
            + known
            + " of "
            + others
            + " others know";
  }
}
