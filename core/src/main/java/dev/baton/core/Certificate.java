package dev.baton.core;

import java.util.List;

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

  /** Whether the votes that an announcement carries are a majority by {@code table}. */
  static boolean proves(Message.Announce announce, NameTable table, Credentials credentials) {
    Ballot ballot = new Ballot(announce.epoch());
    announce
        .countedOut()
        .ifPresent(
            out -> {
              if (fits(out, announce, table, credentials)) {
                ballot.countedOut = out;
              }
            });
    for (Message.Vote vote : announce.votes()) {
      boolean about =
          vote.epoch().equals(announce.epoch()) && vote.candidate().equals(announce.host());
      if (about && genuine(vote, table, credentials)) {
        ballot.votes.put(vote.voter(), vote);
      }
    }
    return ballot.votes.containsKey(announce.host()) && ballot.wonWith(announce.host(), table);
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
