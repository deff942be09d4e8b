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
 * by it any more, unless it is sponsored for that epoch.
 */
final class VotesOnce implements Checker {

  private final Map<Ballot, PeerId> given = new LinkedHashMap<>();
  private final Set<Claimed> withdrawn = new LinkedHashSet<>();
  private final Set<Ballot> withdrawnBy = new LinkedHashSet<>();
  private final Set<Claimed> sponsored = new LinkedHashSet<>();

  /** A process's one vote in an epoch. */
  private record Ballot(int process, Epoch epoch) {}

  private record Claimed(Epoch epoch, PeerId candidate) {}

  @Override
  public String property() {
    return "nobody votes twice in an epoch";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    int process = sighting.process();
    return switch (sighting.what()) {
      case What.Said(int to, Message.Vote vote) -> {
        Claimed ballot = new Claimed(vote.epoch(), vote.candidate());
        // The witness may say it again before it hears that it is of no use any more.
        boolean late = process == Sighting.NOBODY && withdrawn.contains(ballot);
        yield late ? null : votes(process, ballot);
      }
      case What.Said(int to, Message.ClaimWithdrawn over) -> {
        withdrawn.add(new Claimed(over.epoch(), over.candidate()));
        withdrawnBy.add(new Ballot(process, over.epoch()));
        given.remove(new Ballot(Sighting.NOBODY, over.epoch()), over.candidate());
        yield null;
      }
      case What.Said(int to, Message.HandOver told) -> {
        sponsored.add(new Claimed(told.epoch(), told.successor()));
        yield null;
      }
      // Whoever becomes host has given its own vote to itself, which nobody is sent.
      case What.Hosting hosting -> {
        Claimed ballot = new Claimed(hosting.epoch(), hosting.self());
        boolean wasWithdrawn = withdrawnBy.contains(new Ballot(process, hosting.epoch()));
        yield wasWithdrawn && !sponsored.contains(ballot)
            ? "process " + process + " is host of " + hosting.epoch() + ", which it had withdrawn"
            : votes(process, ballot);
      }
      case What.Following following when following.letIn() -> {
        given.keySet().removeIf(ballot -> ballot.process == process);
        yield null;
      }
      default -> null;
    };
  }

  private @Nullable String votes(int process, Claimed ballot) {
    PeerId before = given.putIfAbsent(new Ballot(process, ballot.epoch), ballot.candidate);
    return before == null || before.equals(ballot.candidate)
        ? null
        : "process "
            + process
            + " votes in "
            + ballot.epoch
            + " for "
            + ballot.candidate
            + " and voted for "
            + before;
  }
}
