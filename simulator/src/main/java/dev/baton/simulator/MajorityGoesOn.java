package dev.baton.simulator;

import dev.baton.core.EndReason;
import dev.baton.core.Epoch;
import dev.baton.core.PeerKey;
import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nobody is told that there is no majority, while those who are there are one by its own table, the
 * lobby included, one of them holds a state, and nothing has been wrong for long.
 *
 * <p>Asked only where nothing but processes was lost or stood still: cuts while the electorate
 * changes can leave peers that never had a link to each other (docs/proof.md, "Open").
 */
final class MajorityGoesOn implements Checker {

  static final String PROPERTY = "a majority goes on";

  /** So long after the end of the last fault a host must have been elected. */
  private static final long ELECTED_NS = 8_000_000_000L;

  private final Map<PeerKey, Integer> processes = new LinkedHashMap<>();
  private final Map<Integer, PeerKey> keys = new LinkedHashMap<>();
  private final Map<Integer, Epoch> epochs = new LinkedHashMap<>();
  private final Map<Integer, TableSnapshot> tables = new LinkedHashMap<>();
  private final Set<Integer> seated = new LinkedHashSet<>();
  private final Set<Integer> holders = new LinkedHashSet<>();
  private final Set<Integer> over = new LinkedHashSet<>();
  private boolean exempt;
  private boolean anythingLost;
  private long faultsUntilNs;

  @Override
  public String property() {
    return PROPERTY;
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    int process = sighting.process();
    switch (sighting.what()) {
      case What.Befalls befalls -> {
        long endNs = sighting.atNs() + befalls.fault().forMs() * 1_000_000L;
        faultsUntilNs = Math.max(faultsUntilNs, endNs);
        exempt |= !isLoss(befalls.fault());
        anythingLost = true;
      }
      case What.Began began -> {
        processes.put(began.key(), process);
        keys.put(process, began.key());
      }
      case What.Gone ignored -> over.add(process);
      case What.Seated ignored -> seated.add(process);
      case What.Obeys obeys -> epochs.put(process, obeys.epoch());
      case What.Table(TableSnapshot table) -> tables.put(process, table);
      case What.Shown shown -> {
        if (shown.complete()) {
          holders.add(process);
        }
      }
      case What.Over(EndReason reason) -> {
        boolean wrong = reason == EndReason.NO_MAJORITY && isCalm(sighting) && hasMajority(process);
        over.add(process);
        return wrong ? "player " + sighting.player() + " is told that there is no majority" : null;
      }
      default -> {
        // Nothing else says who is there.
      }
    }
    return null;
  }

  private static boolean isLoss(Fault fault) {
    return fault instanceof Fault.Kill
        || fault instanceof Fault.Vanish
        || fault instanceof Fault.Stop
        || fault instanceof Fault.Busy
        || fault instanceof Fault.HandOver
        || fault instanceof Fault.Weather;
  }

  private boolean isCalm(Sighting sighting) {
    return anythingLost && !exempt && sighting.atNs() - faultsUntilNs >= ELECTED_NS;
  }

  private boolean hasMajority(int process) {
    TableSnapshot table = tables.get(process);
    if (table == null) {
      return false;
    }
    Epoch epoch = epochs.getOrDefault(process, Epoch.FIRST);
    int voters = table.witnessCounted() ? 1 : 0;
    int there = voters;
    boolean held = false;
    for (Seat seat : table.seats()) {
      if (!seat.present()) {
        continue;
      }
      voters++;
      Integer other = processes.get(seat.key());
      boolean counts =
          other != null
              && seated.contains(other)
              && !over.contains(other)
              && epochs.getOrDefault(other, Epoch.FIRST).equals(epoch);
      there += counts ? 1 : 0;
      held |= counts && holders.contains(other);
    }
    boolean selfSeated =
        table.seats().stream()
            .anyMatch(seat -> seat.present() && seat.key().equals(keys.get(process)));
    return selfSeated && held && there > voters / 2;
  }
}
