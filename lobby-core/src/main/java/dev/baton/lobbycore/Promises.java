package dev.baton.lobbycore;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a witness has bound itself to, each for a later epoch than the one before. The latest binds
 * it, until its candidate withdraws that claim: then it is bound as before.
 */
final class Promises {

  /** So many are kept; the oldest of them cannot be withdrawn if there were more. */
  private static final int KEPT_MAX = 16;

  private final ArrayDeque<Promise> kept = new ArrayDeque<>();
  private boolean hasForgotten;

  /** What a vote is about: who is to be host in which epoch. */
  record Ballot(Epoch epoch, PeerId candidate) {}

  /**
   * A ballot to which the witness bound itself; the vote once a claim asked for it.
   *
   * @param forgivesTable whether the candidate's table may be older than what the witness knows
   */
  record Promise(Ballot ballot, Optional<Message.Vote> vote, boolean forgivesTable) {}

  /** The one that binds; null if there is none. */
  @Nullable Promise latest() {
    return kept.peekLast();
  }

  /** Binds the witness; for the ballot that binds it already, what is known of that changes. */
  void bind(Promise promise) {
    Promise latest = latest();
    if (latest != null && latest.ballot.equals(promise.ballot)) {
      kept.removeLast();
    }
    kept.addLast(promise);
    if (kept.size() > KEPT_MAX) {
      kept.removeFirst();
      hasForgotten = true;
    }
  }

  /**
   * The candidate will not be host of that epoch.
   *
   * @return whether the witness was bound to that
   */
  boolean withdraw(Ballot ballot) {
    if (hasForgotten && kept.getFirst().ballot.equals(ballot)) {
      return false;
    }
    return kept.removeIf(promise -> promise.ballot.equals(ballot));
  }
}
