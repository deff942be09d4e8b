package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nobody is put into the succession who says that it cannot be host; and such a peer becomes host
 * only when the successors are lost, or a host named it.
 */
final class FitHosts implements Checker {

  private final Map<Integer, TableSnapshot> tables = new LinkedHashMap<>();
  private final Map<PeerKey, Integer> players = new LinkedHashMap<>();
  private final Map<Epoch, PeerId> named = new LinkedHashMap<>();

  @Override
  public String property() {
    return "who cannot be host is not elected";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    return switch (sighting.what()) {
      case What.Began began -> {
        players.put(began.key(), began.player());
        yield null;
      }
      case What.Table seen -> table(tables.put(sighting.process(), seen.table()), seen.table());
      case What.Said(int to, Message.HandOver handOver) -> {
        named.put(handOver.epoch(), handOver.successor());
        yield null;
      }
      case What.Hosting hosting -> hosting(sighting, hosting);
      default -> null;
    };
  }

  private static @Nullable String table(@Nullable TableSnapshot before, TableSnapshot now) {
    if (before == null) {
      return null;
    }
    for (PeerId peer : now.succession()) {
      if (!before.succession().contains(peer) && !isFit(now, peer)) {
        return peer + " cannot be host and is a successor in " + now.number();
      }
    }
    return null;
  }

  private @Nullable String hosting(Sighting sighting, What.Hosting hosting) {
    TableSnapshot table = tables.get(sighting.process());
    PeerId self = hosting.self();
    if (table == null || hosting.epoch().equals(Epoch.FIRST) || isFit(table, self)) {
      return null;
    }
    List<PeerId> able =
        table.succession().stream()
            .filter(peer -> isFit(table, peer) && isThere(table, peer, hosting.lost()))
            .toList();
    return able.isEmpty() || self.equals(named.get(hosting.epoch()))
        ? null
        : self + " cannot be host and is host of " + hosting.epoch() + ", though " + able + " can";
  }

  private boolean isThere(TableSnapshot table, PeerId peer, List<Integer> lost) {
    Integer player = seat(table, peer).map(seat -> players.get(seat.key())).orElse(null);
    return player != null && !lost.contains(player);
  }

  private static boolean isFit(TableSnapshot table, PeerId peer) {
    return seat(table, peer).filter(seat -> seat.hint().canHost()).isPresent();
  }

  private static Optional<Seat> seat(TableSnapshot table, PeerId peer) {
    return table.seats().stream().filter(seat -> seat.peer().equals(peer)).findFirst();
  }
}
