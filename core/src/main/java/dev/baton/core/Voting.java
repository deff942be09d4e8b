package dev.baton.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A voter's part: one promise an epoch, refusals with their reason. */
final class Voting {

  private final Memory memory;

  /** A claim that was refused because the host was heard; voted for if soon it is not. */
  private Message.@Nullable Claim pending;

  private long pendingHeardNs;

  private @Nullable Prepared prepared;

  Voting(Memory memory) {
    this.memory = memory;
  }

  /** Gives this peer's vote for {@code candidate}, which binds it from now on. */
  Message.Vote promise(Turn turn, Epoch epoch, PeerId candidate, boolean sponsored) {
    if (!epoch.isAfter(memory.promised)) {
      throw new IllegalStateException("promised to " + memory.promised + " already: " + epoch);
    }
    Message.Vote vote = vote(epoch, candidate, sponsored, ready(epoch, candidate).signature);
    memory.promised = epoch;
    memory.ownVote = vote;
    pending = null;
    memory.migrationBegins(turn);
    turn.tell(new Event.Voted(epoch, candidate, memory.self()));
    return vote;
  }

  /**
   * Signs the vote that will most likely be asked for next, while there is time: signing takes
   * longer than all the rest of voting. It binds nobody, and does not leave this peer, until {@link
   * #promise}.
   */
  void prepare(Epoch epoch, PeerId candidate) {
    prepared = ready(epoch, candidate);
  }

  private Prepared ready(Epoch epoch, PeerId candidate) {
    if (prepared != null && prepared.fits(epoch, candidate, joinedAt())) {
      return prepared;
    }
    Message.Vote unsigned = vote(epoch, candidate, false, Bytes.EMPTY);
    byte[] content = unsigned.signedContent(memory.table.session());
    return new Prepared(epoch, candidate, unsigned.joinedAt(), memory.credentials.sign(content));
  }

  private Message.Vote vote(Epoch epoch, PeerId candidate, boolean sponsored, Bytes signature) {
    return new Message.Vote(
        epoch,
        candidate,
        memory.self(),
        joinedAt(),
        memory.table.number(),
        memory.table.chain(),
        memory.complete,
        memory.safe,
        sponsored,
        signature);
  }

  private int joinedAt() {
    return memory.table.seat(memory.self()).map(Seat::joinedAt).orElse(0);
  }

  /** The signature of a vote that may be wanted. */
  private record Prepared(Epoch epoch, PeerId candidate, int joinedAt, Bytes signature) {

    boolean fits(Epoch wantedEpoch, PeerId wantedCandidate, int presentJoin) {
      return epoch.equals(wantedEpoch)
          && candidate.equals(wantedCandidate)
          && joinedAt == presentJoin;
    }
  }

  /** Somebody claims an epoch: votes, or says why not. */
  void claimed(Turn turn, Contact from, Message.Claim claim, Watch watch, Election election) {
    Message.Vote own = memory.ownVote;
    boolean again =
        own != null
            && own.epoch().equals(claim.epoch())
            && own.candidate().equals(claim.candidate());
    if (again && own != null) {
      turn.send(from.key, own);
      return;
    }
    Optional<VoteRefusal> objection = objection(turn, claim, watch);
    if (objection.isEmpty() || yields(claim, objection.get())) {
      vote(turn, claim, election);
      return;
    }
    if (objection.get() == VoteRefusal.HOST_HEARD) {
      pending = claim;
      pendingHeardNs = turn.nowNs;
      turn.send(from.key, watch.hostHeard(turn.nowNs));
    }
    turn.tell(new Event.Refused(claim.epoch(), claim.candidate(), memory.self(), objection.get()));
    turn.send(
        from.key,
        new Message.VoteRefused(
            claim.epoch(), claim.candidate(), memory.self(), objection.get(), memory.complete));
  }

  /**
   * Whether to vote all the same, since the candidate will be host with this vote or without it: a
   * standby that refused would go on to make inputs safe that the next host has never seen.
   */
  private boolean yields(Message.Claim claim, VoteRefusal objection) {
    boolean ofTaste =
        objection == VoteRefusal.HOST_HEARD || objection == VoteRefusal.BETTER_STANDBY;
    return claim.decided() && ofTaste && !(memory.stage instanceof Stage.Hosting);
  }

  private Optional<VoteRefusal> objection(Turn turn, Message.Claim claim, Watch watch) {
    if (!claim.epoch().isAfter(memory.epoch)) {
      return Optional.of(VoteRefusal.OLD_EPOCH);
    }
    if (!memory.seated()) {
      return Optional.of(VoteRefusal.NOT_A_VOTER);
    }
    if (!claim.epoch().isAfter(memory.promised)) {
      return Optional.of(VoteRefusal.ALREADY_VOTED);
    }
    if (!memory.table.rules().migratable()) {
      return Optional.of(VoteRefusal.NOT_MIGRATABLE);
    }
    if (!memory.table.isPresent(claim.candidate())) {
      return Optional.of(VoteRefusal.NOT_ELIGIBLE);
    }
    boolean byHost = claim.candidate().equals(memory.host);
    if (!byHost && hostThere(turn, watch)) {
      return Optional.of(VoteRefusal.HOST_HEARD);
    }
    boolean empty = claim.stateHeld().equals(StateId.NONE);
    boolean better = empty && !byHost && memory.complete.isAfter(StateId.NONE);
    return better || rivalBehind(claim)
        ? Optional.of(VoteRefusal.BETTER_STANDBY)
        : Optional.empty();
  }

  private boolean hostThere(Turn turn, Watch watch) {
    return memory.stage instanceof Stage.Hosting || watch.hearsHost(turn.nowNs);
  }

  /** Whether this peer claims the same epoch and comes before the claimant in the succession. */
  private boolean rivalBehind(Message.Claim claim) {
    boolean rival =
        memory.stage instanceof Stage.Claiming claiming
            && claiming.claimed().equals(claim.epoch())
            && !claiming.sponsored();
    if (!rival) {
      return false;
    }
    int own = memory.table.succession().indexOf(memory.self());
    int other = memory.table.succession().indexOf(claim.candidate());
    boolean ownFirst = own >= 0 && (other < 0 || own < other);
    boolean neither = own < 0 && other < 0;
    return ownFirst || (neither && memory.self().compareTo(claim.candidate()) < 0);
  }

  private void vote(Turn turn, Message.Claim claim, Election election) {
    Message.Vote vote = promise(turn, claim.epoch(), claim.candidate(), claim.sponsored());
    turn.order(
        memory.hostOfEpoch()
            ? new Output.SuspendSafe(true)
            : new Output.StopTaking(Optional.empty()));
    turn.sendToOthers(vote);
    turn.clearTimer(Timer.CLAIM);
    turn.clearTimer(Timer.COMPLETE);
    election.awaitAnnouncement(
        turn,
        new Stage.Promised(claim.epoch(), claim.candidate(), Optional.empty()),
        "votes for " + claim.candidate());
  }

  /** {@code claimant} hears the host again: its claim has no use for a vote any more. */
  void takenBack(PeerId claimant) {
    if (pending != null && pending.candidate().equals(claimant)) {
      pending = null;
    }
  }

  /** Votes for a claim that was refused while the host was heard, now that it is not. */
  void reconsider(Turn turn, Watch watch, Election election) {
    Message.Claim claim = pending;
    boolean waiting =
        memory.stage instanceof Stage.Following || memory.stage instanceof Stage.Suspecting;
    if (claim == null || !waiting) {
      return;
    }
    long lifeNs = memory.timing().claimNs() + 3 * memory.answerBoundNs(turn.nowNs);
    boolean over = turn.nowNs - pendingHeardNs > lifeNs;
    if (over || !claim.epoch().isAfter(memory.promised)) {
      pending = null;
    } else if (objection(turn, claim, watch).isEmpty()) {
      vote(turn, claim, election);
    }
  }
}
