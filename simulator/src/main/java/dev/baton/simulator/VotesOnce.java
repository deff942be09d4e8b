package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nobody, the witness included, gives its vote in one epoch to two candidates.
 *
 * <p>Whoever is let in anew is another voter from then on, whose earlier votes count no more. The
 * witness's vote is free again once its candidate has withdrawn that claim, and may not become host
 * by it any more, unless it is sponsored later.
 */
final class VotesOnce implements Checker {

  private final Map<Ballot, PeerId> given = new LinkedHashMap<>();
  private final Set<Message.ClaimWithdrawn> withdrawn = new LinkedHashSet<>();

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
      case What.Said(int to, Message.ClaimWithdrawn over) -> {
        withdrawn.add(over);
        given.remove(new Ballot(Sighting.NOBODY, over.epoch()), over.candidate());
        yield null;
      }
      // By a vote that says so the witness sponsors it like everybody.
      case What.Said(int to, Message.HandOver told) -> {
        withdrawn.remove(new Message.ClaimWithdrawn(told.epoch(), told.successor()));
        yield null;
      }
      // Whoever becomes host has given its own vote to itself, which nobody is sent.
      case What.Hosting hosting ->
          isWithdrawn(hosting.epoch(), hosting.self())
              ? "process " + process + " is host of " + hosting.epoch() + ", which it had withdrawn"
              : votes(process, hosting.epoch(), hosting.self());
      case What.Following following when following.letIn() -> {
        given.keySet().removeIf(ballot -> ballot.process == process);
        yield null;
      }
      default -> null;
    };
  }

  private boolean isWithdrawn(Epoch epoch, PeerId candidate) {
    return withdrawn.contains(new Message.ClaimWithdrawn(epoch, candidate));
  }

  private @Nullable String votes(int process, Epoch epoch, PeerId candidate) {
    if (process == Sighting.NOBODY && isWithdrawn(epoch, candidate)) {
      return null;
    }
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
