package dev.baton.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The votes for this peer in one epoch, asked for or not. */
final class Ballot {

  final Epoch epoch;
  final Map<Voter, Message.Vote> votes = new LinkedHashMap<>();
  final Map<Voter, VoteRefusal> refusals = new LinkedHashMap<>();

  /** Whether this peer has asked for the votes, and the host for this peer. */
  boolean claimed;

  boolean sponsored;
  long sentNs;
  Message.@Nullable CountedOut countedOut;

  Ballot(Epoch epoch) {
    this.epoch = epoch;
  }

  /** Who counts: the electorate of {@code table} without those counted out. */
  private List<Voter> electorate(NameTable table) {
    ArrayList<Voter> voters = new ArrayList<>();
    for (Seat seat : table.present()) {
      if (countedOut == null || !countedOut.gone().contains(seat.peer())) {
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
    List<Voter> electorate = electorate(table);
    int count = 0;
    for (Voter voter : electorate) {
      Message.Vote vote = votes.get(voter);
      boolean counts = vote != null && Certificate.ofPresentProcess(vote, table);
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

  /** The vote of a peer that holds the latest complete state after {@code have}. */
  Optional<Message.Vote> latestState(StateId have) {
    return votes.values().stream()
        .filter(vote -> vote.voter() instanceof PeerId && vote.stateHeld().isAfter(have))
        .max((a, b) -> a.stateHeld().compareTo(b.stateHeld()));
  }
}
