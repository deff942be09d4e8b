package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Digest;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.TableVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Those who were counted out, once all who counted them out are gone: docs/lobby.md, hosts. Anna
 * and Bert have counted out Cleo and Dirk, and vanish.
 */
class ThoseLeftTest {

  private static final Epoch APART = new Epoch(65_536);
  private static final Epoch LATER = new Epoch(131_072);
  private static final TableVersion TABLE = new TableVersion(Epoch.FIRST, 7);
  private static final Endpoint PLACE = new Endpoint("192.0.2.2", 7002);

  private final Town town = new Town();
  private final Visitor anna = town.enter("anna");
  private final LobbyNotice.SessionCreated arena =
      anna.create(new SessionSettings("arena", 8, true, true));
  private final Visitor bert = town.enter("bert");
  private Visitor cleo = town.enter("cleo");
  private Visitor dirk = town.enter("dirk");

  /** The table that hosts announce. */
  private TableVersion announced = TABLE;

  @BeforeEach
  void countCleoAndDirkOut() {
    List.of(bert, cleo, dirk).forEach(it -> it.join(arena.code()));
    anna.say(
        new LobbyRequest.Presence(
            1,
            arena.session(),
            Epoch.FIRST,
            TABLE,
            true,
            true,
            false,
            List.of(anna.seat(1), bert.seat(2), cleo.seat(3), dirk.seat(4))));
    town.vanish(cleo);
    town.vanish(dirk);
    town.pass(3_100);
    drain();
    List<PeerId> all = List.of(new PeerId(1), new PeerId(2), new PeerId(3), new PeerId(4));
    anna.sayWitness(arena.session(), new Message.CountOutWanted(APART, all.getFirst(), all));
    Message.CountedOut out = anna.fromWitness(Message.CountedOut.class);
    assertThat(out.gone()).containsExactly(all.get(2), all.get(3));
    hostIs(
        anna,
        1,
        APART,
        List.of(vote(APART, 1, 1, anna), vote(APART, 1, 2, bert)),
        Optional.of(out));
    assertThat(epoch()).isEqualTo(APART);
    cleo = back("cleo");
    dirk = back("dirk");
    drain();
  }

  private Visitor back(String name) {
    Visitor again = town.enter(name);
    again.say(new LobbyRequest.Resume(1, arena.session(), 0));
    return again;
  }

  private void drain() {
    List.of(anna, bert, cleo, dirk).forEach(Visitor::drain);
  }

  private Epoch epoch() {
    return town.machine.status(arena.code()).orElseThrow().epoch();
  }

  private void hostIs(
      Visitor sender,
      int candidate,
      Epoch epoch,
      List<Message.Vote> votes,
      Optional<Message.CountedOut> out) {
    Message.Announce announce =
        new Message.Announce(
            epoch,
            new PeerId(candidate),
            StateId.NONE,
            votes,
            out,
            announced,
            Digest.ZERO,
            List.of());
    sender.say(new LobbyRequest.HostIs(6, arena.session(), PLACE, announce));
  }

  private Message.Vote vote(Epoch epoch, int candidate, int voter, Visitor signer) {
    return signer.vote(arena.session(), epoch, candidate, voter, TABLE);
  }

  private static Message.Claim claim(Epoch epoch, int candidate) {
    return new Message.Claim(
        epoch, new PeerId(candidate), TABLE, Digest.ZERO, StateId.NONE, false, false);
  }

  private Message.Vote witnessesVote(Visitor candidate, Message.Claim claim) {
    candidate.drain();
    candidate.sayWitness(arena.session(), claim);
    return candidate.fromWitness(Message.Vote.class);
  }

  /** Cleo's and Dirk's votes for Cleo, and the witness's, which it must first be asked for. */
  private List<Message.Vote> votesOfThoseLeft() {
    Message.Vote witness = witnessesVote(cleo, claim(LATER, 3));
    List<Message.Vote> votes = new ArrayList<>();
    votes.add(witness);
    votes.add(vote(LATER, 3, 3, cleo));
    votes.add(vote(LATER, 3, 4, dirk));
    return votes;
  }

  @Test
  void theirHostIsBelievedWithTheWitnessesVote() {
    town.vanish(anna);
    town.vanish(bert);
    town.pass(3_100);

    hostIs(cleo, 3, LATER, votesOfThoseLeft(), Optional.empty());

    assertThat(cleo.drain()).contains(new LobbyNotice.Accepted(6));
    assertThat(epoch()).isEqualTo(LATER);
  }

  @Test
  void theirHostIsNotBelievedWhileOneIsThereWhoCountedThemOut() {
    town.vanish(anna);
    town.pass(3_100);

    hostIs(cleo, 3, LATER, votesOfThoseLeft(), Optional.empty());

    assertThat(cleo.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
    assertThat(epoch()).isEqualTo(APART);
  }

  @Test
  void withinTheGraceTheirHostIsNotBelieved() {
    town.vanish(anna);
    town.vanish(bert);
    town.pass(2_000);

    hostIs(cleo, 3, LATER, votesOfThoseLeft(), Optional.empty());

    assertThat(cleo.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void theirHostIsNotBelievedWithoutTheWitnessesVote() {
    town.vanish(anna);
    town.vanish(bert);
    town.pass(3_100);
    List<Message.Vote> votes = votesOfThoseLeft();
    votes.removeFirst();

    hostIs(cleo, 3, LATER, votes, Optional.empty());

    assertThat(cleo.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void oneOfThemIsNotBelievedWhileMoreAreThere() {
    town.vanish(anna);
    town.vanish(bert);
    town.pass(3_100);
    List<Message.Vote> votes = votesOfThoseLeft();
    votes.subList(1, 3).clear();

    hostIs(cleo, 3, LATER, votes, Optional.empty());

    assertThat(cleo.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void thoseWhoCountedThemOutCountForNothingWhenTheyComeBack() {
    town.vanish(anna);
    town.vanish(bert);
    town.pass(3_100);
    hostIs(cleo, 3, LATER, votesOfThoseLeft(), Optional.empty());
    Visitor annaAgain = back("anna");
    town.vanish(cleo);
    annaAgain.drain();
    Epoch next = LATER.next();

    Message.Vote witness = witnessesVote(annaAgain, claim(next, 1));
    List<Message.Vote> votes = List.of(witness, vote(next, 1, 1, anna), vote(next, 1, 2, bert));

    hostIs(annaAgain, 1, next, votes, Optional.empty());

    assertThat(annaAgain.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
    assertThat(epoch()).isEqualTo(LATER);
  }

  @Test
  void aStrangerIsNotBelievedWhenEverybodyIsGone() {
    Visitor evan = town.enter("evan");
    evan.join(arena.code());
    List.of(anna, bert, cleo, dirk).forEach(town::vanish);
    town.pass(3_100);
    Message.Vote witness = witnessesVote(evan, claim(LATER, 5));

    hostIs(evan, 5, LATER, List.of(witness, vote(LATER, 5, 5, evan)), Optional.empty());

    assertThat(evan.refused()).isEqualTo(LobbyRefusal.NOT_BELIEVED);
  }

  @Test
  void thoseLeftCountAgainOnceOneOfThemIsHost() {
    town.vanish(anna);
    town.vanish(bert);
    town.pass(3_100);
    hostIs(cleo, 3, LATER, votesOfThoseLeft(), Optional.empty());
    cleo.drain();
    announced = new TableVersion(LATER, 9);
    Epoch next = LATER.next();

    hostIs(
        cleo, 3, next, List.of(vote(next, 3, 3, cleo), vote(next, 3, 4, dirk)), Optional.empty());

    assertThat(cleo.drain()).contains(new LobbyNotice.Accepted(6));
    assertThat(epoch()).isEqualTo(next);
  }
}
