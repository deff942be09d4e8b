package dev.baton.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose turn it is to claim, whether a majority would follow, and what to do when none can. */
final class Majority {

  private static final long RETRY_NS = 300_000_000;

  private final Memory memory;

  /** Where in the rules' list of policies this peer stands; null while no policy is in force. */
  private @Nullable Integer policyIndex;

  /** Whether the next claim under SURVIVORS is one without those who are counted out. */
  private boolean apartNext;

  private long policyUntilNs;
  private long retriedAtNs;

  /** Asked for on every pulse, and seldom others: kept for one table and one lost host. */
  private List<PeerId> candidates = List.of();

  private @Nullable NameTable candidatesIn;
  private @Nullable PeerId candidatesLost;

  /** When the lobby saw the host's own connection end, as the witness's suspicion. */
  boolean witnessSuspects;

  Majority(Memory memory) {
    this.memory = memory;
  }

  /** The best peer that could claim and is there, this one included. */
  Optional<PeerId> firstAlive(long nowNs) {
    for (PeerId peer : candidates()) {
      if (there(peer, nowNs)) {
        return Optional.of(peer);
      }
    }
    return Optional.empty();
  }

  /**
   * The succession, then whoever else is present, without the host; a host that gave its vote to
   * another comes last.
   */
  private List<PeerId> candidates() {
    PeerId lost = memory.hostOfEpoch() ? null : memory.host;
    if (memory.table != candidatesIn || !Objects.equals(lost, candidatesLost)) {
      candidatesIn = memory.table;
      candidatesLost = lost;
      candidates = candidatesBut(lost);
    }
    return candidates;
  }

  private List<PeerId> candidatesBut(@Nullable PeerId lost) {
    ArrayList<PeerId> order = new ArrayList<>(memory.table.succession());
    for (Seat seat : memory.table.present()) {
      if (!order.contains(seat.peer()) && seat.hint().consentWeight() > 0) {
        order.add(seat.peer());
      }
    }
    order.removeIf(peer -> peer.equals(lost) || !memory.table.isPresent(peer));
    return order;
  }

  private boolean there(PeerId peer, long nowNs) {
    if (memory.isSelf(peer)) {
      return true;
    }
    Contact contact = memory.contactOf(peer, nowNs);
    return contact != null && contact.alive(nowNs);
  }

  /** Whether those before this peer had their chance. */
  boolean ownTurn(long nowNs, long sinceNs) {
    int ahead = 0;
    boolean listed = false;
    for (PeerId peer : candidates()) {
      if (memory.isSelf(peer)) {
        listed = true;
        break;
      }
      ahead += there(peer, nowNs) ? 1 : 0;
    }
    long staggerNs = memory.timing().claimNs() + 2 * memory.answerBoundNs(nowNs);
    return listed && nowNs - sinceNs >= ahead * staggerNs;
  }

  /** Whether one that was to be host before this peer gives its vote to this peer. */
  boolean yields(Message.Vote vote) {
    int voter = candidates().indexOf(vote.voter());
    boolean before = voter >= 0 && voter < candidates().indexOf(memory.self());
    boolean waits =
        memory.stage instanceof Stage.Suspecting
            || (memory.stage instanceof Stage.Promised promised
                && promised.candidate().equals(vote.voter()));
    return waits && before && vote.epoch().isAfter(memory.promised);
  }

  /** Whether a majority, or one with a witness that was not asked yet, believes the host gone. */
  boolean wouldFollow(long nowNs, @Nullable Ballot ballot) {
    int certain = 1;
    for (Seat seat : memory.others()) {
      Contact contact = memory.contact(seat, nowNs);
      boolean suspects = memory.epoch.equals(contact.suspects);
      boolean voted = ballot != null && ballot.votes.containsKey(seat.peer());
      certain += suspects || voted ? 1 : 0;
    }
    boolean witness = memory.table.witnessCounted() && (memory.lobbyUp || witnessSuspects);
    int possible = certain + (witness ? 1 : 0);
    return possible >= NameTable.majorityOf(memory.table.electorateSize());
  }

  /** After this time without a majority the rules' policies come into force. */
  long strandedAfterNs(long nowNs) {
    long leaseNs = memory.timing().leaseNs();
    return leaseNs + leaseNs / 2 + 4 * memory.answerBoundNs(nowNs);
  }

  boolean longUnderWay(long nowNs) {
    Long sinceNs = memory.migratingSinceNs;
    return policyIndex != null || (sinceNs != null && nowNs - sinceNs > strandedAfterNs(nowNs));
  }

  private boolean survivorsInForce() {
    boolean asked = memory.lobbyUp && memory.table.rules().witnessKey().isPresent();
    return asked && policyIndex != null && policy(policyIndex) == NoMajorityPolicy.SURVIVORS;
  }

  /** Whether those who are there, without those counted out, are a majority of the rest. */
  boolean couldWin(long nowNs, Ballot ballot) {
    if (ballot.countedOut == null || ballot.countedOut.gone().isEmpty()) {
      return false;
    }
    List<Voter> electorate = ballot.electorate(memory.table);
    int there = 0;
    for (Voter voter : electorate) {
      boolean isThere = !(voter instanceof PeerId peer) || there(peer, nowNs);
      there += isThere ? 1 : 0;
    }
    return there >= NameTable.majorityOf(electorate.size());
  }

  private NoMajorityPolicy policy(int index) {
    return memory.table.rules().noMajority().get(index).policy();
  }

  /** No majority within reach: brings the policies into force, or goes on with them. */
  void strand(Turn turn) {
    if (policyIndex == null) {
      enact(turn, 0);
    } else {
      turn.enter(stage(turn), "still no majority");
    }
  }

  private void enact(Turn turn, int index) {
    List<Rules.NoMajorityStep> steps = memory.table.rules().noMajority();
    if (index >= steps.size() || steps.get(index).policy() == NoMajorityPolicy.END) {
      turn.enter(new Stage.Ended(EndReason.NO_MAJORITY), "no majority, no policy left");
      turn.tell(new Event.Ended(EndReason.NO_MAJORITY));
      return;
    }
    Rules.NoMajorityStep step = steps.get(index);
    policyIndex = index;
    policyUntilNs = turn.nowNs + step.limitMs() * 1_000_000L;
    retriedAtNs = turn.nowNs - RETRY_NS;
    apartNext = false;
    turn.tell(new Event.NoMajority(step.policy(), step.limitMs()));
    turn.enter(stage(turn), "no majority: " + step.policy());
  }

  /** A host stays what it is meanwhile: as soon as it hears a majority again, it goes on. */
  private Stage stage(Turn turn) {
    return memory.hostOfEpoch() ? new Stage.Isolated(turn.nowNs) : stranded();
  }

  private Stage.Stranded stranded() {
    int from = policyIndex == null ? 0 : policyIndex;
    List<NoMajorityPolicy> remaining =
        memory.table.rules().noMajority().stream()
            .skip(from)
            .map(Rules.NoMajorityStep::policy)
            .toList();
    return new Stage.Stranded(remaining, policyUntilNs);
  }

  /** While stranded: asks again now and then, until the next policy's turn. */
  void advance(Turn turn, Election election) {
    if (policyIndex == null) {
      enact(turn, 0);
      return;
    }
    if (turn.nowNs >= policyUntilNs) {
      enact(turn, policyIndex + 1);
      return;
    }
    boolean due = turn.nowNs - retriedAtNs >= RETRY_NS;
    if (due && ownTurn(turn.nowNs, retriedAtNs)) {
      retriedAtNs = turn.nowNs;
      // In turn with and without the others: some may have come back. Who holds no state has
      // nothing to go on with apart from them, and would only end the session for those with it.
      boolean hasState = memory.complete.isAfter(StateId.NONE);
      apartNext = survivorsInForce() && hasState && !apartNext;
      if (apartNext) {
        election.claimApart(turn);
      } else {
        election.claimNext(turn);
      }
    }
  }

  /** A host that stays isolated falls under the same rule. */
  void isolated(Turn turn, Election election) {
    if (policyIndex != null || longUnderWay(turn.nowNs)) {
      advance(turn, election);
    } else if (memory.stage instanceof Stage.Isolated isolated
        && turn.nowNs - isolated.sinceNs() > patienceNs(turn.nowNs)) {
      memory.migrationBegins(turn);
      election.claimNext(turn);
    }
  }

  /** A host that is promised to a later epoch has no other way back than to claim one. */
  private long patienceNs(long nowNs) {
    return memory.promised.isAfter(memory.epoch) ? RETRY_NS : strandedAfterNs(nowNs);
  }

  void over() {
    policyIndex = null;
    witnessSuspects = false;
  }

  /** This peer is host of a majority: no policy is in force. */
  void settled() {
    policyIndex = null;
  }
}
