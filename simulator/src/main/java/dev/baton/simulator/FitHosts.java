package dev.baton.simulator;

import dev.baton.core.PeerId;
import dev.baton.core.TableSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nobody is put into the succession, by which hosts are elected, who says that it cannot be host.
 */
final class FitHosts implements Checker {

  private final Map<Integer, TableSnapshot> tables = new LinkedHashMap<>();

  @Override
  public String property() {
    return "who cannot be host is no successor";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    if (!(sighting.what() instanceof What.Table(TableSnapshot now))) {
      return null;
    }
    TableSnapshot before = tables.put(sighting.process(), now);
    if (before == null) {
      return null;
    }
    for (PeerId peer : now.succession()) {
      if (!before.succession().contains(peer) && !isFit(now, peer)) {
        return peer + " cannot be host and becomes a successor in " + now.number();
      }
    }
    return null;
  }

  private static boolean isFit(TableSnapshot table, PeerId peer) {
    return table.seats().stream()
        .anyMatch(seat -> seat.peer().equals(peer) && seat.hint().canHost());
  }
}
