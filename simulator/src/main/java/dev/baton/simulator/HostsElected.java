package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Voter;
import dev.baton.core.Witness;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whoever announces itself was voted for by a majority of the electorate, as the votes went over
 * the wire; and nobody follows a host that did not become one.
 */
final class HostsElected implements Checker {

  private final Map<Integer, TableSnapshot> tables = new LinkedHashMap<>();
  private final Set<Given> given = new LinkedHashSet<>();
  private final Map<Epoch, PeerId> hosts = new LinkedHashMap<>();

  /** What each host's own table was when it became host: those are its voters. */
  private final Map<Epoch, TableSnapshot> electorates = new LinkedHashMap<>();

  private final Set<Epoch> proven = new LinkedHashSet<>();

  /**
   * A vote that was given; {@code joinedAt} tells a voter from the one that had its seat before.
   */
  private record Given(Epoch epoch, PeerId candidate, Voter voter, int joinedAt) {

    static Given of(Message.Vote vote) {
      return new Given(vote.epoch(), vote.candidate(), vote.voter(), vote.joinedAt());
    }
  }

  @Override
  public String property() {
    return "a majority elects each host";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    return switch (sighting.what()) {
      case What.Table seen -> {
        tables.put(sighting.process(), seen.table());
        yield null;
      }
      case What.Hosting hosting -> {
        TableSnapshot table = tables.get(sighting.process());
        if (hosts.putIfAbsent(hosting.epoch(), hosting.self()) == null && table != null) {
          electorates.put(hosting.epoch(), table);
        }
        yield null;
      }
      case What.Following following -> followed(sighting.process(), following);
      case What.Said(int to, Message.Vote vote) -> {
        given.add(Given.of(vote));
        yield null;
      }
      case What.Said(int to, Message.Announce announce) -> announced(announce);
      default -> null;
    };
  }

  private @Nullable String followed(int process, What.Following following) {
    return following.host().equals(hosts.get(following.epoch()))
        ? null
        : "process "
            + process
            + " follows "
            + following.host()
            + " in "
            + following.epoch()
            + ", which did not become host of it";
  }

  private @Nullable String announced(Message.Announce announce) {
    TableSnapshot table = electorates.get(announce.epoch());
    PeerId self = hosts.get(announce.epoch());
    boolean own = announce.host().equals(self);
    if (!own || table == null || !proven.add(announce.epoch())) {
      return null;
    }
    List<PeerId> gone = announce.countedOut().map(Message.CountedOut::gone).orElse(List.of());
    int electorate = table.witnessCounted() && table.rules().witnessKey().isPresent() ? 1 : 0;
    int votes = electorate == 1 && voted(announce, Witness.WITNESS, 0) ? 1 : 0;
    for (Seat seat : table.seats()) {
      if (seat.present() && !gone.contains(seat.peer())) {
        electorate++;
        boolean itself = seat.peer().equals(announce.host());
        votes += itself || voted(announce, seat.peer(), seat.joinedAt()) ? 1 : 0;
      }
    }
    return votes > electorate / 2
        ? null
        : announce.host()
            + " announces "
            + announce.epoch()
            + " with "
            + votes
            + " votes of "
            + electorate;
  }

  private boolean voted(Message.Announce announce, Voter voter, int joinedAt) {
    return given.contains(new Given(announce.epoch(), announce.host(), voter, joinedAt));
  }
}
