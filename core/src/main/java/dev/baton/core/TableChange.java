package dev.baton.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What each {@link Operation} does to a name table; every peer runs it, in the same order. */
final class TableChange {

  private TableChange() {}

  static TableSnapshot apply(TableSnapshot old, Map<PeerId, Seat> seats, NumberedOperation next) {
    TreeMap<PeerId, Seat> changed = new TreeMap<>(seats);
    int version = next.number().version();
    return switch (next.operation()) {
      case Operation.Join join -> {
        changed.put(join.peer(), joined(join, seats.get(join.peer()), version));
        int peerIdNext = Math.max(old.peerIdNext(), join.peer().value() + 1);
        yield seated(old, next, changed, old.succession(), peerIdNext);
      }
      case Operation.Leave leave -> {
        Seat seat = changed.remove(leave.peer());
        if (seat != null && leave.seatKept()) {
          changed.put(leave.peer(), seat.reserved());
        }
        ArrayList<PeerId> order = new ArrayList<>(old.succession());
        order.remove(leave.peer());
        yield seated(old, next, changed, order, old.peerIdNext());
      }
      case Operation.Describe describe -> {
        changed.computeIfPresent(
            describe.peer(),
            (peer, seat) -> seat.described(describe.attributes(), describe.hint()));
        yield seated(old, next, changed, old.succession(), old.peerIdNext());
      }
      case Operation.Succession succession ->
          seated(old, next, changed, succession.order(), old.peerIdNext());
      case Operation.SetRules set -> settled(old, next, set.rules(), old.witnessCounted());
      case Operation.CountWitness count -> settled(old, next, old.rules(), count.counted());
      case Operation.SessionData session ->
          new TableSnapshot(
              old.session(),
              next.number(),
              next.chain(),
              old.peerIdNext(),
              old.seats(),
              old.succession(),
              old.rules(),
              old.witnessCounted(),
              session.data());
    };
  }

  private static Seat joined(Operation.Join join, @Nullable Seat before, int version) {
    return new Seat(
        join.peer(),
        join.publicKey(),
        join.name(),
        join.endpoint(),
        true,
        version,
        before == null ? Bytes.EMPTY : before.attributes(),
        Hint.WORST);
  }

  private static TableSnapshot seated(
      TableSnapshot old,
      NumberedOperation next,
      Map<PeerId, Seat> seats,
      List<PeerId> succession,
      int peerIdNext) {
    return new TableSnapshot(
        old.session(),
        next.number(),
        next.chain(),
        peerIdNext,
        List.copyOf(seats.values()),
        succession,
        old.rules(),
        old.witnessCounted(),
        old.data());
  }

  private static TableSnapshot settled(
      TableSnapshot old, NumberedOperation next, Rules rules, boolean witnessCounted) {
    return new TableSnapshot(
        old.session(),
        next.number(),
        next.chain(),
        old.peerIdNext(),
        old.seats(),
        old.succession(),
        rules,
        witnessCounted,
        old.data());
  }
}
