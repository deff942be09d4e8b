package dev.baton.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges votes and announcements: a new epoch is believed for its votes, not for its sender. */
final class Certificate {

  private Certificate() {}

  /** Whether a vote's signature and its voter fit the table. */
  static boolean genuine(Message.Vote vote, NameTable table, Credentials credentials) {
    byte[] content = vote.signedContent(table.session());
    return switch (vote.voter()) {
      case PeerId peer ->
          table
              .seat(peer)
              .filter(seat -> credentials.verify(seat.publicKey(), content, vote.signature()))
              .isPresent();
      case Witness ignored ->
          table
              .rules()
              .witnessKey()
              .filter(key -> credentials.verify(key, content, vote.signature()))
              .isPresent();
    };
  }

  /** Whether the vote is of the process that holds the voter's seat now, not of an earlier one. */
  static boolean ofPresentProcess(Message.Vote vote, NameTable table) {
    return switch (vote.voter()) {
      case PeerId peer ->
          table
              .seat(peer)
              .filter(seat -> seat.present() && seat.joinedAt() == vote.joinedAt())
              .isPresent();
      case Witness ignored -> table.witnessCounted();
    };
  }

  /**
   * Whether the votes that an announcement carries are a majority by {@code table}.
   *
   * <p>Signatures cost more than all the rest of a migration. So what needs none is counted first
   * (the own vote, those heard from their voters, and that of the peer that brings the
   * announcement), and no more are verified than a majority needs.
   */
  static boolean proves(
      Message.Announce announce, NameTable table, Credentials credentials, Known known) {
    Ballot ballot = new Ballot(announce.epoch());
    // Whether they are enough for its candidate's state is the candidate's to judge.
    ballot.sponsored = true;
    announce
        .countedOut()
        .filter(out -> fits(out, announce, table, credentials))
        .ifPresent(out -> ballot.countedOut = out);
    List<Message.Vote> unverified = new ArrayList<>();
    for (Message.Vote vote : announce.votes()) {
      boolean about =
          vote.epoch().equals(announce.epoch()) && vote.candidate().equals(announce.host());
      if (about && known.vouches(vote)) {
        ballot.votes.put(vote.voter(), vote);
      } else if (about) {
        unverified.add(vote);
      }
    }
    for (Message.Vote vote : unverified) {
      boolean enough = ballot.votes.containsKey(announce.host()) && ballot.won(table);
      if (!enough && genuine(vote, table, credentials)) {
        ballot.votes.put(vote.voter(), vote);
      }
    }
    return ballot.votes.containsKey(announce.host()) && ballot.won(table);
  }

  /**
   * What a receiver knows without verifying a signature.
   *
   * @param votes its own latest vote, and those that it heard over their voters' own links
   * @param from over whose link the announcement came, which proves that peer's own vote; empty
   *     when another peer passed it on
   */
  record Known(List<Message.Vote> votes, Optional<PeerId> from) {

    boolean vouches(Message.Vote vote) {
      return votes.contains(vote) || from.filter(peer -> peer.equals(vote.voter())).isPresent();
    }
  }

  private static boolean fits(
      Message.CountedOut out, Message.Announce announce, NameTable table, Credentials credentials) {
    List<Bytes> keys = table.rules().witnessKey().stream().toList();
    return out.epoch().equals(announce.epoch())
        && out.candidate().equals(announce.host())
        && !keys.isEmpty()
        && credentials.verify(keys.getFirst(), out.signedContent(table.session()), out.signature());
  }
}
