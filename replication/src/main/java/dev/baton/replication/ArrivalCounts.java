package dev.baton.replication;

import java.util.EnumMap;
import java.util.Objects;
import java.util.Optional;

/** Counts what became of the packets that arrived. Confined to one thread. */
final class ArrivalCounts {

  private final EnumMap<Arrival, Tally> tallies = new EnumMap<>(Arrival.class);
  private Optional<MalformedPacket> lastMalformed = Optional.empty();

  ArrivalCounts() {
    for (Arrival arrival : Arrival.values()) {
      tallies.put(arrival, new Tally());
    }
  }

  Arrival count(Arrival arrival) {
    tally(arrival).count++;
    return arrival;
  }

  /** Remembers the reason; the caller counts. */
  Arrival malformed(Optional<MalformedPacket> reason) {
    lastMalformed = reason;
    return Arrival.MALFORMED;
  }

  long of(Arrival arrival) {
    return tally(arrival).count;
  }

  Optional<MalformedPacket> lastMalformed() {
    return lastMalformed;
  }

  private Tally tally(Arrival arrival) {
    return Objects.requireNonNull(tallies.get(arrival));
  }

  /** A number that counts up in place. */
  private static final class Tally {
    private long count;
  }
}
