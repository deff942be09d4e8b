package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nobody, the witness included, gives its vote in one epoch to two candidates.
 *
 * <p>Whoever is let in anew is another voter from then on, whose earlier votes count no more.
 */
final class VotesOnce implements Checker {

  private final Map<Ballot, PeerId> given = new LinkedHashMap<>();

  /** A process's one vote in an epoch. */
  private record Ballot(int process, Epoch epoch) {}

  @Override
  public String property() {
    return "nobody votes twice in an epoch";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    int process = sighting.process();
    return switch (sighting.what()) {
      case What.Said(int to, Message.Vote vote) -> votes(process, vote.epoch(), vote.candidate());
      // Whoever becomes host has given its own vote to itself, which nobody is sent.
      case What.Hosting hosting -> votes(process, hosting.epoch(), hosting.self());
      case What.Following following when following.letIn() -> {
        given.keySet().removeIf(ballot -> ballot.process == process);
        yield null;
      }
      default -> null;
    };
  }

  private @Nullable String votes(int process, Epoch epoch, PeerId candidate) {
    PeerId before = given.putIfAbsent(new Ballot(process, epoch), candidate);
    return before == null || before.equals(candidate)
        ? null
        : "process "
            + process
            + " votes in "
            + epoch
            + " for "
            + candidate
            + " and voted for "
            + before;
  }
}
