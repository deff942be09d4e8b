package dev.baton.simulator;

import dev.baton.core.EndReason;
import dev.baton.core.Epoch;
import dev.baton.core.PeerKey;
import dev.baton.core.TableSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nobody is told that no host can be had, while nothing has been wrong for long and others play on
 * with one.
 *
 * <p>Not asked for is that who is in a later epoch than the others finds back to them: a lobby that
 * has counted them out, and then forgot it, leaves two parts. Nor, while no lobby names a host,
 * that somebody finds those who all came after it was out of reach.
 */
final class NobodyGivenUp implements Checker {

  /** So long after the end of the last fault everybody must have found back. */
  private static final long BACK_NS = 8_000_000_000L;

  /** Whose inputs were reported safe that lately, with a standby to hold them, plays. */
  private static final long PLAYS_NS = 2_000_000_000L;

  private final Map<Integer, Long> playedNs = new LinkedHashMap<>();
  private final Map<Integer, Epoch> epochs = new LinkedHashMap<>();
  private final Map<Integer, PeerKey> keys = new LinkedHashMap<>();
  private final Map<Integer, TableSnapshot> tables = new LinkedHashMap<>();
  private boolean lobbyNames;
  private long faultsUntilNs;

  @Override
  public String property() {
    return "nobody is given up";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    long nowNs = sighting.atNs();
    return switch (sighting.what()) {
      case What.Befalls befalls -> {
        faultsUntilNs = Math.max(faultsUntilNs, nowNs + befalls.fault().forMs() * 1_000_000L);
        yield null;
      }
      case What.Safe safe -> {
        if (!safe.uncovered()) {
          playedNs.put(sighting.process(), nowNs);
        }
        yield null;
      }
      case What.Obeys obeys -> {
        epochs.put(sighting.process(), obeys.epoch());
        yield null;
      }
      case What.Began began -> {
        keys.put(sighting.process(), began.key());
        yield null;
      }
      case What.Table table -> {
        tables.put(sighting.process(), table.table());
        yield null;
      }
      case What.LobbyNamed ignored -> {
        lobbyNames = true;
        yield null;
      }
      case What.Over over -> over(sighting, over.reason());
      default -> null;
    };
  }

  private @Nullable String over(Sighting sighting, EndReason reason) {
    boolean noHost = reason == EndReason.NO_MAJORITY || reason == EndReason.MIGRATION_TIMEOUT;
    if (!noHost || sighting.atNs() - faultsUntilNs < BACK_NS) {
      return null;
    }
    Epoch own = epochs.getOrDefault(sighting.process(), Epoch.FIRST);
    for (Map.Entry<Integer, Long> other : playedNs.entrySet()) {
      boolean plays = sighting.atNs() - other.getValue() < PLAYS_NS;
      boolean behind = own.isAfter(epochs.getOrDefault(other.getKey(), Epoch.FIRST));
      boolean canBeFound = lobbyNames || knows(sighting.process(), other.getKey());
      if (plays && !behind && canBeFound && other.getKey() != sighting.process()) {
        return "player " + sighting.player() + " is told " + reason + ", while others play";
      }
    }
    return null;
  }

  /** Whether that process had a seat by the last table of this one, as far as tables were seen. */
  private boolean knows(int process, int other) {
    TableSnapshot table = tables.get(process);
    PeerKey key = keys.get(other);
    return table == null
        || key == null
        || table.seats().stream().anyMatch(seat -> seat.key().equals(key));
  }
}
