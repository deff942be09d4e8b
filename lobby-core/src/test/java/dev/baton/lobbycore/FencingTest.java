package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.TableVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which new host the lobby believes, and what it tells the old one: docs/lobby.md, hosts. */
class FencingTest {

  private static final Epoch SECOND = new Epoch(2);
  private static final TableVersion TABLE = new TableVersion(Epoch.FIRST, 7);
  private static final TableVersion LATER = new TableVersion(Epoch.FIRST, 9);
  private static final Endpoint NEW_PLACE = new Endpoint("192.0.2.2", 7002);

  private final Town town = new Town();
  private final Visitor anna = town.enter("anna");
  private final LobbyNotice.SessionCreated arena = anna.create(Town.ARENA);
  private final Visitor bert = town.enter("bert");
  private final Visitor cleo = town.enter("cleo");
  private final Visitor dirk = town.enter("dirk");

  @BeforeEach
  void seatAll() {
    bert.join(arena.code());
    cleo.join(arena.code());
    dirk.join(arena.code());
    anna.say(presence(Epoch.FIRST, TABLE, true, anna, bert, cleo, dirk));
    drainAll();
  }

  @Test
  void aHostWithAMajorityOfVotesIsBelievedAndAllAreTold() {
    hostIs(bert, SECOND, TABLE, votes(SECOND, bert, cleo, dirk));

    assertThat(bert.drain()).first().isEqualTo(new LobbyNotice.Accepted(6));
    LobbyEvent changed = new LobbyEvent.HostChanged(SECOND, new HostAddress(bert.key(), NEW_PLACE));
    assertThat(cleo.events()).containsExactly(changed);
    assertThat(anna.events()).containsExactly(changed);
    assertThat(town.machine.status(arena.code()).orElseThrow().epoch()).isEqualTo(SECOND);
  }

  @Test
  void aMinorityOfVotesIsNotBelieved() {
    hostIs(bert, SECOND, TABLE, votes(SECOND, bert, cleo));

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
    assertThat(town.machine.status(arena.code()).orElseThrow().epoch()).isEqualTo(Epoch.FIRST);
  }

  @Test
  void halfOfTheVotesIsBelievedSinceTheLastJoinMayNotHaveReachedTheVoters() {
    anna.say(presence(Epoch.FIRST, LATER, false, anna, bert, cleo, dirk));
    drainAll();

    hostIs(bert, SECOND, TABLE, votes(SECOND, bert, cleo));

    assertThat(bert.drain()).first().isEqualTo(new LobbyNotice.Accepted(6));
  }

  @Test
  void theNewHostsSeatsReplaceThoseOfTheOldWhateverTheVersion() {
    anna.say(presence(Epoch.FIRST, LATER, false, anna, bert, cleo, dirk));
    hostIs(bert, SECOND, TABLE, votes(SECOND, bert, cleo, dirk));
    drainAll();

    bert.say(presence(SECOND, TABLE, false, anna, bert, cleo));

    assertThat(bert.drain()).contains(new LobbyNotice.Accepted(1));
    assertThat(town.drainIgnored()).isEmpty();
    assertThat(cleo.events()).containsExactly(new LobbyEvent.SessionUpdated(true, false, 3));
  }

  @Test
  void theWitnessesVoteCountsForAMajority() {
    town.vanish(anna);
    drainAll();
    bert.sayWitness(arena.session(), claim());
    Message.Vote witness = bert.fromWitness(Message.Vote.class);
    List<Message.Vote> votes = votes(SECOND, bert, cleo);
    votes.add(witness);

    hostIs(bert, SECOND, TABLE, votes);

    assertThat(bert.drain()).first().isEqualTo(new LobbyNotice.Accepted(6));
  }

  @Test
  void thoseWhomTheWitnessCountedOutDoNotCount() {
    town.vanish(anna);
    town.vanish(dirk);
    town.pass(3_100);
    drainAll();
    bert.sayWitness(
        arena.session(),
        new Message.CountOutWanted(
            SECOND, new PeerId(2), List.of(new PeerId(1), new PeerId(3), new PeerId(4))));
    Message.CountedOut counted = bert.fromWitness(Message.CountedOut.class);

    hostIs(bert, announce(SECOND, TABLE, votes(SECOND, bert, cleo), Optional.of(counted)));

    assertThat(bert.drain()).first().isEqualTo(new LobbyNotice.Accepted(6));
  }

  @Test
  void aCountingOutThatTheWitnessDidNotSignIsNotBelieved() {
    Message.CountedOut forged =
        new Message.CountedOut(
            SECOND, new PeerId(2), List.of(new PeerId(1), new PeerId(4)), Bytes.of((byte) 1));

    hostIs(bert, announce(SECOND, TABLE, votes(SECOND, bert, cleo), Optional.of(forged)));

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void aForgedVoteSpoilsTheAnnouncement() {
    List<Message.Vote> votes = votes(SECOND, bert, cleo, dirk);
    votes.add(vote(SECOND, 1, bert));

    hostIs(bert, SECOND, TABLE, votes);

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void aVoteThatIsCountedTwiceSpoilsTheAnnouncement() {
    List<Message.Vote> votes = votes(SECOND, bert, cleo);
    votes.addAll(votes(SECOND, bert));

    hostIs(bert, SECOND, TABLE, votes);

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void aVoteOfAnotherEpochSpoilsTheAnnouncement() {
    List<Message.Vote> votes = votes(SECOND, bert, cleo, dirk);

    hostIs(bert, new Epoch(3), TABLE, votes);

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void nobodyAnnouncesAnotherAsHost() {
    hostIs(cleo, SECOND, TABLE, votes(SECOND, bert, cleo, dirk));

    assertThat(cleo.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void whereTheLobbysSeatsLagGoodVotesOfAFewSuffice() {
    hostIs(bert, SECOND, LATER, votes(SECOND, bert));

    assertThat(bert.drain()).first().isEqualTo(new LobbyNotice.Accepted(6));
  }

  @Test
  void whereTheLobbysSeatsLagTheWitnessMustNotHaveVotedForAnother() {
    town.vanish(anna);
    drainAll();
    cleo.sayWitness(
        arena.session(),
        new Message.Claim(SECOND, new PeerId(3), TABLE, Digest.ZERO, StateId.NONE, false, false));

    hostIs(bert, SECOND, LATER, votes(SECOND, bert));

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void aMajorityIsBelievedEvenIfTheWitnessVotedForAnother() {
    town.vanish(anna);
    drainAll();
    cleo.sayWitness(
        arena.session(),
        new Message.Claim(SECOND, new PeerId(3), TABLE, Digest.ZERO, StateId.NONE, false, false));

    hostIs(bert, SECOND, TABLE, votes(SECOND, anna, bert, dirk));

    assertThat(bert.drain()).first().isEqualTo(new LobbyNotice.Accepted(6));
  }

  @Test
  void theSameAnnouncementTwiceIsTakenTwiceAndToldOnce() {
    hostIs(bert, SECOND, TABLE, votes(SECOND, bert, cleo, dirk));
    drainAll();

    hostIs(bert, SECOND, TABLE, votes(SECOND, bert, cleo, dirk));

    assertThat(bert.only(LobbyNotice.Accepted.class).request()).isEqualTo(6);
    assertThat(cleo.drain()).isEmpty();
    assertThat(town.drainIgnored()).isNotEmpty();
  }

  @Test
  void anOlderEpochIsFencedWhateverItsVotes() {
    hostIs(bert, SECOND, TABLE, votes(SECOND, bert, cleo, dirk));
    drainAll();

    hostIs(cleo, SECOND, TABLE, votes(SECOND, bert, cleo, dirk));

    assertThat(cleo.drain())
        .containsExactly(
            new LobbyNotice.Fenced(
                6, arena.session(), SECOND, new HostAddress(bert.key(), NEW_PLACE)));
  }

  @Test
  void theFormerHostIsFencedAndChangesNothing() {
    hostIs(bert, SECOND, TABLE, votes(SECOND, bert, cleo, dirk));
    drainAll();

    anna.say(new LobbyRequest.TerminateSession(9, arena.session(), Epoch.FIRST));

    assertThat(anna.only(LobbyNotice.Fenced.class).epoch()).isEqualTo(SECOND);
    assertThat(town.machine.status(arena.code())).isPresent();
  }

  @Test
  void joinersAreSentToTheNewHostByTheSameCode() {
    hostIs(bert, SECOND, TABLE, votes(SECOND, bert, cleo, dirk));

    LobbyNotice.JoinGranted granted = town.enter("dirk").join(arena.code());

    assertThat(granted.epoch()).isEqualTo(SECOND);
    assertThat(granted.host()).isEqualTo(new HostAddress(bert.key(), NEW_PLACE));
  }

  private void drainAll() {
    List.of(anna, bert, cleo, dirk).forEach(Visitor::drain);
  }

  /** Seats of these peers, in the order in which they come, from peer 1 on. */
  private LobbyRequest.Presence presence(
      Epoch epoch, TableVersion table, boolean witnessCounted, Visitor... seated) {
    List<SeatPresence> seats = new ArrayList<>();
    for (Visitor visitor : seated) {
      seats.add(visitor.seat(seats.size() + 1));
    }
    return new LobbyRequest.Presence(
        1, arena.session(), epoch, table, witnessCounted, true, false, seats);
  }

  private Message.Claim claim() {
    return new Message.Claim(SECOND, new PeerId(2), TABLE, Digest.ZERO, StateId.NONE, false, false);
  }

  private void hostIs(Visitor sender, Epoch epoch, TableVersion table, List<Message.Vote> votes) {
    hostIs(sender, announce(epoch, table, votes, Optional.empty()));
  }

  private void hostIs(Visitor sender, Message.Announce announce) {
    sender.say(new LobbyRequest.HostIs(6, arena.session(), NEW_PLACE, announce));
  }

  private static Message.Announce announce(
      Epoch epoch,
      TableVersion table,
      List<Message.Vote> votes,
      Optional<Message.CountedOut> countedOut) {
    return new Message.Announce(
        epoch, new PeerId(2), StateId.NONE, votes, countedOut, table, Digest.ZERO, List.of());
  }

  /** Votes for Bert of these peers, whose numbers are 1 to 4 in the order of their names. */
  private List<Message.Vote> votes(Epoch epoch, Visitor... voters) {
    List<Visitor> all = List.of(anna, bert, cleo, dirk);
    List<Message.Vote> votes = new ArrayList<>();
    for (Visitor voter : voters) {
      votes.add(vote(epoch, all.indexOf(voter) + 1, voter));
    }
    return votes;
  }

  private Message.Vote vote(Epoch epoch, int voter, Visitor signer) {
    return signer.vote(arena.session(), epoch, 2, voter, TABLE);
  }
}
