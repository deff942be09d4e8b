package dev.baton.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The votes for this peer in one epoch, asked for or not. */
final class Ballot {

  final Epoch epoch;
  final Map<Voter, Message.Vote> votes = new LinkedHashMap<>();
  final Map<Voter, Message.VoteRefused> refusals = new LinkedHashMap<>();

  /** Whether this peer has asked for the votes, and the host for this peer. */
  boolean claimed;

  boolean sponsored;

  /** Whether it is for an epoch that those who obey the present one cannot count on to. */
  boolean apart;

  /** Whether the witness is asked whom to count out. */
  boolean countsOut;

  long sentNs;
  Message.@Nullable CountedOut countedOut;

  Ballot(Epoch epoch) {
    this.epoch = epoch;
  }

  /** The claim that asks for these votes, with what the candidate has now. */
  Message.Claim claim(Memory memory, boolean decided) {
    return new Message.Claim(
        epoch,
        memory.self(),
        memory.table.number(),
        memory.table.chain(),
        memory.complete,
        sponsored,
        decided);
  }

  /** Whether the witness counts that peer out. */
  boolean isOut(PeerId peer) {
    return countedOut != null && countedOut.gone().contains(peer);
  }

  /** Who counts: the electorate of {@code table} without those counted out. */
  List<Voter> electorate(NameTable table) {
    ArrayList<Voter> voters = new ArrayList<>();
    for (Seat seat : table.present()) {
      if (!isOut(seat.peer())) {
        voters.add(seat.peer());
      }
    }
    if (table.witnessCounted()) {
      voters.add(Witness.WITNESS);
    }
    return voters;
  }

  /** Whether the votes here are a majority by {@code table}. */
  boolean won(NameTable table) {
    return wonWith(null, table);
  }

  /** Whether the votes here, with {@code self}'s to come, are a majority by {@code table}. */
  boolean wonWith(@Nullable PeerId self, NameTable table) {
    if (apart && countedOut == null && !votes.containsKey(Witness.WITNESS)) {
      // Whoever counts others out may come to the same epoch: the witness's word excludes that.
      return false;
    }
    List<Voter> electorate = electorate(table);
    int count = 0;
    for (Voter voter : electorate) {
      Message.Vote vote = votes.get(voter);
      boolean counts =
          vote != null
              && Certificate.ofPresentProcess(vote, table)
              && (sponsored || !vote.sponsored());
      count += counts || voter.equals(self) ? 1 : 0;
    }
    return count >= NameTable.majorityOf(electorate.size());
  }

  /** The voters whose table is newer than {@code have}, newest first. */
  Optional<Message.Vote> newestTable(TableVersion have) {
    return votes.values().stream()
        .filter(vote -> vote.table().isAfter(have))
        .max((a, b) -> a.table().compareTo(b.table()));
  }

  /** The complete states after {@code have} that somebody here holds, the latest first. */
  List<StateId> laterStates(StateId have) {
    return held().values().stream()
        .filter(state -> state.isAfter(have))
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** Who holds that state, by its vote or by its refusal to vote. */
  List<PeerId> holders(StateId state) {
    return held().entrySet().stream()
        .filter(held -> held.getValue().equals(state))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<PeerId, StateId> held() {
    LinkedHashMap<PeerId, StateId> all = new LinkedHashMap<>();
    votes.values().forEach(vote -> add(all, vote.voter(), vote.stateHeld()));
    refusals.values().forEach(refusal -> add(all, refusal.voter(), refusal.stateHeld()));
    return all;
  }

  private static void add(Map<PeerId, StateId> all, Voter voter, StateId state) {
    if (voter instanceof PeerId peer) {
      all.merge(peer, state, (one, other) -> other.isAfter(one) ? other : one);
    }
  }

  /** Whether that host has said that it is there. */
  boolean isRefusedBy(@Nullable PeerId host) {
    Message.VoteRefused refusal = host == null ? null : refusals.get(host);
    return refusal != null && refusal.reason() == VoteRefusal.HOST_HEARD;
  }

  /** Whether a standby has said what it holds, and takes nothing of an older epoch any more. */
  boolean answered(PeerId standby) {
    Message.VoteRefused refusal = refusals.get(standby);
    boolean goesOn =
        refusal == null
            || refusal.reason() == VoteRefusal.HOST_HEARD
            || refusal.reason() == VoteRefusal.BETTER_STANDBY;
    return votes.containsKey(standby) || !goesOn;
  }
}
