package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nobody, the witness included, gives its vote in one epoch to two candidates. */
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
    if (!(sighting.what() instanceof What.Said said)) {
      return null;
    }
    return switch (said.message()) {
      case Message.Vote vote -> votes(sighting.process(), vote);
      case Message.Announce announce -> {
        // A candidate's own vote is seen when it has won.
        for (Message.Vote vote : announce.votes()) {
          if (vote.voter().equals(announce.host())) {
            yield votes(sighting.process(), vote);
          }
        }
        yield null;
      }
      default -> null;
    };
  }

  private @Nullable String votes(int process, Message.Vote vote) {
    PeerId before = given.putIfAbsent(new Ballot(process, vote.epoch()), vote.candidate());
    return before == null || before.equals(vote.candidate())
        ? null
        : "process "
            + process
            + " votes in "
            + vote.epoch()
            + " for "
            + vote.candidate()
            + " and voted for "
            + before;
  }
}
