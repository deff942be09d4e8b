package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whoever gave its vote for a later epoch helps no older one: acknowledges no table of it, takes no
 * state of it, and makes nothing safe in it.
 *
 * <p>A vote for a hand-over is another thing: its voter goes on up to the last tick.
 */
final class PromisesKept implements Checker {

  private final Map<Integer, Epoch> promised = new LinkedHashMap<>();
  private final Map<Integer, Epoch> hosts = new LinkedHashMap<>();

  @Override
  public String property() {
    return "who voted helps no older epoch";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    int process = sighting.process();
    Epoch epoch = promised.get(process);
    return switch (sighting.what()) {
      case What.Said(int to, Message.Vote vote) when process != Sighting.NOBODY -> {
        if (!vote.sponsored()) {
          promised.put(process, vote.epoch());
        }
        yield null;
      }
      case What.Following ignored -> over(process);
      case What.Hosting hosting -> {
        hosts.put(process, hosting.epoch());
        yield over(process);
      }
      case What.Said(int to, Message.TableReport report)
          when epoch != null && epoch.isAfter(report.epoch()) ->
          wrong(process, epoch, report);
      case What.Shown shown when epoch != null && isOthers(process, shown, epoch) ->
          wrong(process, epoch, shown);
      case What.Safe safe when epoch != null -> wrong(process, epoch, safe);
      default -> null;
    };
  }

  private @Nullable String over(int process) {
    promised.remove(process);
    return null;
  }

  /** A host goes on for itself; nobody is told that its states are safe. */
  private boolean isOthers(int process, What.Shown shown, Epoch epoch) {
    Epoch made = shown.state().epoch();
    return epoch.isAfter(made) && !made.equals(hosts.get(process));
  }

  private static String wrong(int process, Epoch epoch, Object what) {
    return "process " + process + " gave its vote for " + epoch + ", and then: " + what;
  }
}
