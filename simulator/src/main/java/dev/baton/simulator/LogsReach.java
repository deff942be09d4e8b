package dev.baton.simulator;

import dev.baton.core.Digest;
import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whoever lacks operations that nobody was told to drop is sent these, and not the whole table, in
 * which nobody would see what of its own is gone.
 */
final class LogsReach implements Checker {

  private final Map<Integer, Log> logs = new TreeMap<>();

  /** Where a whole table went, since something was asked for last. */
  private final Set<Way> wholeSent = new LinkedHashSet<>();

  /** From a process to a player. */
  private record Way(int process, int player) {}

  /** What a process must have of the operations. */
  private static final class Log {
    private final Map<TableVersion, Digest> chains = new LinkedHashMap<>();

    /** The epoch that it was host of last: it passes on what others announced, too. */
    private @Nullable Epoch hosts;

    /** Its operations begin here at the latest. */
    private int from;

    @Nullable String begins(int version) {
      from = Math.max(from, version);
      return null;
    }

    /** A table that is taken as a whole has no log; whether it was taken shows afterwards. */
    @Nullable String replaced(TableSnapshot table) {
      chains.clear();
      from = table.number().version();
      return null;
    }

    boolean reaches(TableVersion have, Digest chain) {
      return have.version() >= from && chain.equals(chains.get(have));
    }
  }

  @Override
  public String property() {
    return "logs reach back as far as was said";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    int process = sighting.process();
    Log log = logs.computeIfAbsent(process, it -> new Log());
    return switch (sighting.what()) {
      case What.Table seen -> {
        log.chains.put(seen.table().number(), seen.table().chain());
        yield null;
      }
      case What.Said(int to, Message.TableMinimum minimum) -> log.begins(minimum.version());
      case What.Said(int to, Message.WholeTable whole) -> {
        wholeSent.add(new Way(process, to));
        yield null;
      }
      case What.Hosting hosting -> {
        log.hosts = hosting.epoch();
        yield null;
      }
      case What.Said(int to, Message.Announce announce) when announce.epoch().equals(log.hosts) ->
          announced(process, log, announce);
      case What.HeardTable(int from, Message message) -> heard(process, log, from, message);
      default -> null;
    };
  }

  private @Nullable String heard(int process, Log log, int from, Message message) {
    switch (message) {
      case Message.TableMinimum minimum -> {
        return log.begins(minimum.version());
      }
      case Message.WholeTable replacing -> {
        return log.replaced(replacing.table());
      }
      case Message.Welcome welcome -> {
        return log.replaced(welcome.table());
      }
      case Message.TableWanted wanted when from == Sighting.NOBODY -> {
        // What goes out from here on is the answer, until the same is heard with its sender.
        wholeSent.removeIf(way -> way.process() == process);
        return null;
      }
      case Message.TableWanted wanted -> {
        return wholeSent.contains(new Way(process, from))
                && log.reaches(wanted.have(), wanted.chain())
            ? "process " + process + " answers with the whole table: " + message
            : null;
      }
      default -> {
        return null;
      }
    }
  }

  /** An announcement brings the oldest of its voters what it lacks. */
  private static @Nullable String announced(int process, Log log, Message.Announce announce) {
    Message.@Nullable Vote oldest = null;
    for (Message.Vote vote : announce.votes()) {
      boolean older = oldest == null || oldest.table().isAfter(vote.table());
      oldest = older && vote.voter() instanceof PeerId ? vote : oldest;
    }
    return announce.operations().isEmpty()
            && oldest != null
            && announce.table().isAfter(oldest.table())
            && log.reaches(oldest.table(), oldest.chain())
        ? "process " + process + " announces without what " + oldest.voter() + " lacks"
        : null;
  }
}
