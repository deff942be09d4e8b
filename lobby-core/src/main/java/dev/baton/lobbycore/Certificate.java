package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.SessionId;
import dev.baton.core.Voter;
import dev.baton.core.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges whether an announcement proves that its sender is host.
 *
 * <p>A majority of valid votes always does. But the last change of the seats may have reached the
 * lobby and not the voters, so that half of the votes by the lobby's plan can be a majority by
 * theirs; or the voters and not the lobby, as can be seen from the announced table. Then it is
 * enough that no vote is invalid and that the witness did not vote for another. Whoever was counted
 * out counts again once the host that was elected without it has let it in again. Source:
 * docs/lobby.md.
 */
final class Certificate {

  private final LobbySession session;
  private final LobbyPorts ports;
  private final Message.Announce announce;

  Certificate(LobbySession session, LobbyPorts ports, Message.Announce announce) {
    this.session = session;
    this.ports = ports;
    this.announce = announce;
  }

  /** Whose votes are valid; empty if one is not, or the sender cannot be who it says. */
  Optional<List<Voter>> voters(Member sender) {
    if (!session.seats().fits(announce.host(), sender.key()) || !countedOutIsValid()) {
      return Optional.empty();
    }
    List<Voter> valid = new ArrayList<>();
    for (Message.Vote vote : announce.votes()) {
      if (!concerns(vote) || valid.contains(vote.voter())) {
        return Optional.empty();
      }
      Optional<Bytes> key = keyOf(vote.voter(), sender);
      if (key.isPresent()) {
        if (!ports.check().verifies(key.get(), vote.signedContent(id()), vote.signature())) {
          return Optional.empty();
        }
        valid.add(vote.voter());
      }
    }
    return Optional.of(valid);
  }

  /** Whether these elected it by the seats that the lobby goes by. */
  boolean provesHost(List<Voter> valid) {
    int electorate = electorate(valid);
    List<PeerId> overruled = session.overruled();
    long counting = valid.stream().filter(voter -> !overruled.contains(voter)).count();
    boolean majority = 2 * counting > electorate;
    boolean nearly = 2 * counting == electorate || (planLags() && counting == valid.size());
    return majority || (nearly && counting > 0 && !witnessVotedForAnother());
  }

  /**
   * Whether all whom the lobby went by are gone for longer than the grace, and those whom they
   * counted out elected this host among themselves, with the witness's own vote.
   */
  boolean provesHostOfThoseLeft(List<Voter> valid, long nowNs) {
    List<PeerId> overruled = session.overruled();
    List<PeerId> others = new ArrayList<>(session.seats().present());
    others.removeAll(overruled);
    boolean allGone = session.gone(others, nowNs).size() == others.size();
    List<PeerId> left = new ArrayList<>(overruled);
    left.removeAll(session.gone(overruled, nowNs));
    long counting = valid.stream().filter(left::contains).count() + 1;
    return allGone
        && overruled.contains(announce.host())
        && valid.contains(Witness.WITNESS)
        && 2 * counting > left.size() + 1;
  }

  private boolean concerns(Message.Vote vote) {
    return vote.epoch().equals(announce.epoch()) && vote.candidate().equals(announce.host());
  }

  private Optional<Bytes> keyOf(Voter voter, Member sender) {
    return switch (voter) {
      case Witness ignored -> Optional.of(ports.signer().publicKey());
      case PeerId peer ->
          peer.equals(announce.host())
              ? Optional.of(sender.proven().publicKey())
              : session.seats().publicKey(peer);
    };
  }

  private int electorate(List<Voter> valid) {
    List<PeerId> gone = announce.countedOut().map(Message.CountedOut::gone).orElse(List.of());
    List<PeerId> peers = new ArrayList<>(session.seats().present());
    peers.removeAll(gone);
    boolean witness = session.seats().witnessCounted() || valid.contains(Witness.WITNESS);
    return peers.size() + (witness ? 1 : 0);
  }

  private boolean planLags() {
    return announce.table().isAfter(session.seats().table());
  }

  private boolean witnessVotedForAnother() {
    return session.witness().votedAgainst(announce.epoch(), announce.host());
  }

  private boolean countedOutIsValid() {
    if (announce.countedOut().isEmpty()) {
      return true;
    }
    Message.CountedOut it = announce.countedOut().get();
    return it.epoch().equals(announce.epoch())
        && it.candidate().equals(announce.host())
        && ports
            .check()
            .verifies(ports.signer().publicKey(), it.signedContent(id()), it.signature());
  }

  private SessionId id() {
    return session.id();
  }
}
