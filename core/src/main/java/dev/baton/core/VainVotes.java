package dev.baton.core;

/**
 * Votes that elect nobody, since their candidate failed or hears the host again. Who gave one is
 * bound by it, and takes no state until somebody is host of a later epoch.
 *
 * <p>Source: PROTOCOL.md 5.7.
 */
final class VainVotes {

  private static final long FENCE_AGAIN_NS = 100_000_000;

  private final Memory memory;
  private final Watch watch;
  private final Election election;
  private final TableKeeper keeper;

  VainVotes(Memory memory, Watch watch, Election election, TableKeeper keeper) {
    this.memory = memory;
    this.watch = watch;
    this.election = election;
    this.keeper = keeper;
  }

  // As a voter.

  /** The candidate voted for has not announced itself by its deadline. */
  void expired(Turn turn) {
    if (memory.stage instanceof Stage.Promised promised) {
      turn.enter(unsettled(turn, promised), promised.candidate() + " did not announce itself");
    } else {
      turn.ignore("not waiting for an announcement");
    }
  }

  private Stage unsettled(Turn turn, Stage.Promised promised) {
    PeerId host = memory.hostSeat().map(Seat::peer).orElse(promised.candidate());
    return new Stage.Suspecting(host, Evidence.SILENCE, turn.nowNs);
  }

  /** A candidate hears the host again: its claim is over, and no vote makes it host any more. */
  void takenBack(Turn turn, Seat candidate, Contact contact) {
    election.voting().takenBack(candidate.peer());
    Epoch claimed = contact.claimed;
    // A host that claims the next epoch itself hears itself all the time.
    boolean byHost = candidate.peer().equals(memory.host);
    if (claimed == null || byHost || !claimed.isAfter(memory.epoch)) {
      return;
    }
    if (memory.stage instanceof Stage.Promised promised) {
      boolean forThat =
          promised.claimed().equals(claimed) && promised.candidate().equals(candidate.peer());
      if (forThat && promised.sponsoredLast().isEmpty()) {
        freed(turn, promised);
      }
    } else if (couldClaim()
        && claimed.isInRangeOf(memory.epoch)
        && hasVote(turn.nowNs, candidate.peer(), claimed)) {
      overcome(turn, claimed);
    }
  }

  private void freed(Turn turn, Stage.Promised promised) {
    turn.clearTimer(Timer.PROMISE);
    if (memory.hostOfEpoch()) {
      overcome(turn, promised.claimed());
    } else {
      turn.enter(unsettled(turn, promised), promised.candidate() + " hears the host again");
    }
  }

  /**
   * A voter that is promised in vain, and that hears the old host or was let in by another one,
   * tells it what it is promised: it may not help an older epoch, wherever its vote has gone.
   */
  void tell(Turn turn, Contact host) {
    boolean waits =
        memory.stage instanceof Stage.Suspecting
            || memory.stage instanceof Stage.Stranded
            || memory.stage instanceof Stage.Following;
    boolean bound = waits && memory.promised.isAfter(memory.epoch);
    if (bound && turn.nowNs - host.fencedAtNs >= FENCE_AGAIN_NS) {
      host.fencedAtNs = turn.nowNs;
      PeerId candidate = memory.ownVote == null ? memory.self() : memory.ownVote.candidate();
      turn.send(host.key, new Message.Fence(memory.promised, candidate, true));
    }
  }

  // As the host.

  /** Whether this peer is host, and neither claims a later epoch nor waits for another's. */
  private boolean couldClaim() {
    return memory.hostOfEpoch()
        && (memory.stage instanceof Stage.Hosting
            || memory.stage instanceof Stage.Isolated
            || memory.stage instanceof Stage.Suspecting);
  }

  private boolean hasVote(long nowNs, PeerId candidate, Epoch epoch) {
    for (Seat seat : memory.others()) {
      Message.Vote vote = memory.contact(seat, nowNs).vote;
      if (vote != null && vote.epoch().equals(epoch) && vote.candidate().equals(candidate)) {
        return true;
      }
    }
    return false;
  }

  /** A voter is promised to a later epoch, and waits for nobody's announcement any more. */
  void fenced(Turn turn, PeerId voter, Message.Fence fence) {
    Contact candidate = memory.contactOf(fence.host(), turn.nowNs);
    boolean over =
        voter.equals(fence.host())
            || (candidate != null
                && fence.epoch().equals(candidate.claimed)
                && !memory.epoch.equals(candidate.suspects));
    if (!fence.epoch().isInRangeOf(memory.epoch)) {
      letInAnew(turn, voter);
    } else if (over && couldClaim()) {
      overcome(turn, fence.epoch());
    } else {
      challenged(turn, fence.epoch());
    }
  }

  /**
   * Takes a voter out that is promised to one who counts others out, so that it comes back as
   * another voter. To claim an epoch after that would be to count on in a range of theirs, where
   * they may have a host of the same epoch.
   */
  private void letInAnew(Turn turn, PeerId voter) {
    if (memory.stage instanceof Stage.Hosting && !keeper.leaveWaits(voter)) {
      keeper.request(new Operation.Leave(voter, LeaveReason.CONNECTION_LOST, true));
    } else {
      turn.ignore("a voter of another part, which is let in anew once there is a host");
    }
  }

  /** A voter or the witness is promised to an epoch that may still be announced. */
  void challenged(Turn turn, Epoch epoch) {
    if (memory.stage instanceof Stage.Hosting && memory.challengedSinceNs == 0) {
      memory.challengedSinceNs = turn.nowNs;
      memory.challengedBy = epoch;
    }
  }

  /** Regular work: a voter tells its host; a host that saw no announcement in time claims. */
  void pulse(Turn turn) {
    Contact host = watch.hostContact(turn.nowNs);
    if (host != null && host.verdict(turn.nowNs) == null) {
      tell(turn, host);
    }
    if (memory.challengedSinceNs == 0) {
      return;
    }
    boolean settled = !memory.challengedBy.isAfter(memory.epoch) || !memory.hostOfEpoch();
    long waitNs =
        memory.timing().claimNs()
            + memory.timing().completeNs()
            + 4 * memory.rttBoundNs(turn.nowNs);
    if (settled) {
      memory.challengedSinceNs = 0;
    } else if (turn.nowNs - memory.challengedSinceNs > waitNs) {
      overcome(turn, memory.challengedBy);
    }
  }

  /** Claims an epoch after the one that voters are promised to, which nobody will announce. */
  private void overcome(Turn turn, Epoch promised) {
    memory.challengedSinceNs = 0;
    if (promised.isAfter(memory.promised)) {
      memory.promised = promised;
    }
    election.reclaim(turn, "voters are promised to " + promised);
  }
}
