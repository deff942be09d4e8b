package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Epoch;
import dev.baton.core.Evidence;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import dev.baton.core.VoteRefusal;
import dev.baton.core.Witness;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lobby as voter: PROTOCOL.md 5, docs/lobby.md, witness. */
class WitnessTest {

  private static final Epoch SECOND = new Epoch(2);
  private static final Epoch THIRD = new Epoch(3);
  private static final TableVersion TABLE = new TableVersion(Epoch.FIRST, 7);
  private static final Digest CHAIN = new Digest(1, 2, 3, 4);
  private static final StateId STATE = new StateId(Epoch.FIRST, new Tick(500));

  private final Town town = new Town();
  private final Visitor host = town.enter("anna");
  private final LobbyNotice.SessionCreated arena = host.create(Town.ARENA);
  private final SessionId session = arena.session();
  private final Visitor bert = town.enter("bert");
  private final Visitor cleo = town.enter("cleo");

  @BeforeEach
  void seatAll() {
    bert.join(arena.code());
    cleo.join(arena.code());
    presence(List.of(host.seat(1), bert.seat(2), cleo.seat(3)));
    drainAll();
  }

  @Test
  void itVotesAtOnceWhenTheHostsConnectionHasEnded() {
    town.vanish(host);
    bert.drain();

    bert.sayWitness(session, claim(SECOND, 2));

    Message.Vote vote = bert.fromWitness(Message.Vote.class);
    assertThat(vote.epoch()).isEqualTo(SECOND);
    assertThat(vote.candidate()).isEqualTo(new PeerId(2));
    assertThat(vote.voter()).isEqualTo(Witness.WITNESS);
    assertThat(vote.joinedAt()).isZero();
    assertThat(vote.table()).isEqualTo(TABLE);
    assertThat(vote.chain()).isEqualTo(CHAIN);
    assertThat(vote.stateHeld()).isEqualTo(STATE);
    assertThat(signedByLobby(vote)).isTrue();
  }

  @Test
  void itAsksTheHostFirstAndRefusesWhenTheHostAnswers() {
    bert.sayWitness(session, claim(SECOND, 2));
    assertThat(bert.drain()).isEmpty();
    answerProbe(true);

    Message.VoteRefused refused = bert.fromWitness(Message.VoteRefused.class);
    assertThat(refused.reason()).isEqualTo(VoteRefusal.HOST_HEARD);
    assertThat(refused.voter()).isEqualTo(Witness.WITNESS);
  }

  @Test
  void aRefusalBindsNobody() {
    bert.sayWitness(session, claim(SECOND, 2));
    answerProbe(true);
    bert.drain();
    town.vanish(host);
    cleo.drain();

    cleo.sayWitness(session, claim(SECOND, 3));

    assertThat(cleo.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(3));
  }

  @Test
  void itVotesWhenTheHostDoesNotAnswerInTime() {
    host.sleep();
    bert.sayWitness(session, claim(SECOND, 2));

    town.pass(149);
    assertThat(bert.drain()).isEmpty();
    town.pass(1);

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
  }

  @Test
  void itWaitsTwoRoundTripsForAHostThatIsFarAway() {
    Visitor far = town.enter("dora");
    far.sleep();
    LobbyNotice.SessionCreated other = far.create(Town.ARENA);
    Visitor emma = town.enter("emma");
    emma.join(other.code());
    town.pass(1_000);
    far.answerPingAfter(400);
    emma.drain();
    far.drain();
    emma.sayWitness(other.session(), claim(SECOND, 2));

    town.pass(799);
    assertThat(emma.drain()).isEmpty();
    town.pass(1);

    assertThat(emma.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
  }

  @Test
  void itVotesWhenTheHostsConnectionEndsWhileItWaits() {
    bert.sayWitness(session, claim(SECOND, 2));

    town.vanish(host);

    assertThat(bert.drain())
        .last()
        .isInstanceOfSatisfying(
            LobbyNotice.FromWitness.class,
            said -> assertThat(said.message()).isInstanceOf(Message.Vote.class));
  }

  @Test
  void itVotesWhenTheHostSaysThatItIsHostNoMore() {
    bert.sayWitness(session, claim(SECOND, 2));

    answerProbe(false);

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
  }

  @Test
  void aSignOfLifeThatComesTooLateCountsForTheNextClaim() {
    bert.sayWitness(session, claim(SECOND, 2));
    Message.Probe probe = probe();
    town.pass(150);
    bert.drain();
    host.sayWitness(session, new Message.ProbeAnswer(Epoch.FIRST, probe.nonce(), true));

    cleo.sayWitness(session, claim(THIRD, 3));

    assertThat(cleo.drain()).isEmpty();
    answerProbe(true);
    assertThat(cleo.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.HOST_HEARD);
  }

  @Test
  void aSilenceThatIsLongPastIsAskedAboutAgain() {
    bert.sayWitness(session, claim(SECOND, 2));
    town.pass(150 + 1_001);
    drainAll();

    cleo.sayWitness(session, claim(THIRD, 3));

    assertThat(cleo.drain()).isEmpty();
    assertThat(probe().epoch()).isEqualTo(Epoch.FIRST);
  }

  @Test
  void anAnswerThatAnotherGivesForTheHostDoesNotCount() {
    bert.sayWitness(session, claim(SECOND, 2));
    Message.Probe probe = probe();

    cleo.sayWitness(session, new Message.ProbeAnswer(Epoch.FIRST, probe.nonce(), true));
    host.sayWitness(session, new Message.ProbeAnswer(Epoch.FIRST, probe.nonce() + 1, true));
    assertThat(bert.drain()).isEmpty();
    town.pass(150);

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
  }

  @Test
  void oneProbeServesAllThatWaitAndTheFirstGetsTheVote() {
    bert.sayWitness(session, claim(SECOND, 2));
    cleo.sayWitness(session, claim(SECOND, 3));
    probe();

    town.pass(150);

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
    assertThat(cleo.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.ALREADY_VOTED);
  }

  @Test
  void itVotesOncePerEpoch() {
    town.vanish(host);
    drainAll();
    bert.sayWitness(session, claim(SECOND, 2));
    bert.drain();

    cleo.sayWitness(session, claim(SECOND, 3));

    assertThat(cleo.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.ALREADY_VOTED);
  }

  @Test
  void aRepeatedClaimGetsTheSameVote() {
    town.vanish(host);
    drainAll();
    bert.sayWitness(session, claim(SECOND, 2));
    Message.Vote first = bert.fromWitness(Message.Vote.class);

    bert.sayWitness(
        session, new Message.Claim(SECOND, new PeerId(2), TABLE, CHAIN, StateId.NONE, false));

    assertThat(bert.fromWitness(Message.Vote.class)).isEqualTo(first);
  }

  @Test
  void aRepeatedClaimGetsTheSameVoteEvenIfTheHostWokeUp() {
    bert.sayWitness(session, claim(SECOND, 2));
    Message.Probe probe = probe();
    town.pass(150);
    Message.Vote first = bert.fromWitness(Message.Vote.class);
    host.sayWitness(session, new Message.ProbeAnswer(Epoch.FIRST, probe.nonce(), true));

    bert.sayWitness(session, claim(SECOND, 2));

    assertThat(bert.fromWitness(Message.Vote.class)).isEqualTo(first);
  }

  @Test
  void aPromiseToALaterEpochRulesOutAnEarlierOne() {
    town.vanish(host);
    drainAll();
    bert.sayWitness(session, claim(THIRD, 2));
    bert.drain();

    bert.sayWitness(session, claim(SECOND, 2));

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.ALREADY_VOTED);
  }

  @Test
  void aLaterEpochIsVotedOnAnew() {
    town.vanish(host);
    drainAll();
    bert.sayWitness(session, claim(SECOND, 2));

    cleo.sayWitness(session, claim(THIRD, 3));

    assertThat(cleo.fromWitness(Message.Vote.class).epoch()).isEqualTo(THIRD);
  }

  @Test
  void theEpochOfThePresentHostIsOver() {
    bert.sayWitness(session, claim(Epoch.FIRST, 2));

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.OLD_EPOCH);
  }

  @Test
  void whoClaimsForAnothersSeatIsNotEligible() {
    bert.sayWitness(session, claim(SECOND, 3));

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.NOT_ELIGIBLE);
  }

  @Test
  void aJoinerWhoseSeatTheLobbyDoesNotKnowYetIsEligible() {
    Visitor dirk = town.enter("dirk");
    dirk.join(arena.code());
    town.vanish(host);
    dirk.drain();

    dirk.sayWitness(session, claim(SECOND, 4));

    assertThat(dirk.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(4));
  }

  @Test
  void aPeerWithoutASeatCannotTakeANumberThatWasGivenBefore() {
    presence(List.of(host.seat(1), cleo.seat(3)));
    town.vanish(host);
    drainAll();

    bert.sayWitness(session, claim(SECOND, 2));

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.NOT_ELIGIBLE);
  }

  @Test
  void aSessionThatMayNotMigrateGetsNoVote() {
    LobbyNotice.SessionCreated fixed = host.create(new SessionSettings("fixed", 4, false, true));
    bert.join(fixed.code());

    bert.sayWitness(fixed.session(), claim(SECOND, 2));

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.NOT_MIGRATABLE);
  }

  @Test
  void theHostItselfGetsTheVoteForTheNextEpochUnasked() {
    host.sayWitness(session, claim(SECOND, 1));

    assertThat(host.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(1));
  }

  @Test
  void aHandOverThatTheHostToldIsVotedForAtOnce() {
    host.sayWitness(session, new Message.HandOver(SECOND, new PeerId(2), new Tick(9)));

    bert.sayWitness(session, sponsoredClaim(SECOND, 2));

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
    assertThat(host.drain()).isEmpty();
  }

  @Test
  void aSponsoredClaimThatComesBeforeTheHandOverIsToldIsVotedForThen() {
    bert.sayWitness(session, sponsoredClaim(SECOND, 2));
    assertThat(bert.drain()).isEmpty();

    host.sayWitness(session, new Message.HandOver(SECOND, new PeerId(2), new Tick(9)));

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
  }

  @Test
  void aClaimThatOnlySaysItIsSponsoredIsAskedAbout() {
    host.sayWitness(session, new Message.HandOver(SECOND, new PeerId(2), new Tick(9)));

    cleo.sayWitness(session, sponsoredClaim(SECOND, 3));
    answerProbe(true);

    assertThat(cleo.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.HOST_HEARD);
  }

  @Test
  void aHandOverThatAnotherThanTheHostTellsIsFenced() {
    cleo.sayWitness(session, new Message.HandOver(SECOND, new PeerId(3), new Tick(9)));
    assertThat(cleo.only(LobbyNotice.Fenced.class).host().key()).isEqualTo(host.key());

    cleo.sayWitness(session, sponsoredClaim(SECOND, 3));

    assertThat(cleo.drain()).isEmpty();
  }

  @Test
  void aSuspicionIsContradictedWhenTheHostAnswers() {
    bert.sayWitness(session, suspect(Epoch.FIRST));

    answerProbe(true);

    assertThat(bert.fromWitness(Message.HostHeard.class).epoch()).isEqualTo(Epoch.FIRST);
  }

  @Test
  void aSuspicionIsSharedWhenTheHostIsSilent() {
    host.sleep();
    bert.sayWitness(session, suspect(Epoch.FIRST));

    town.pass(150);

    assertThat(bert.fromWitness(Message.Suspect.class).evidence()).isEqualTo(Evidence.SILENCE);
  }

  @Test
  void aSuspicionIsSharedAtOnceWhenTheHostsConnectionHasEnded() {
    town.vanish(host);
    bert.drain();

    bert.sayWitness(session, suspect(Epoch.FIRST));

    assertThat(bert.fromWitness(Message.Suspect.class).evidence()).isEqualTo(Evidence.LOBBY_NOTICE);
  }

  @Test
  void aClaimAfterASharedSuspicionIsVotedForAtOnce() {
    host.sleep();
    bert.sayWitness(session, suspect(Epoch.FIRST));
    town.pass(150);
    bert.drain();

    bert.sayWitness(session, claim(SECOND, 2));

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
  }

  @Test
  void aSuspicionThatIsTakenBackIsNotAnswered() {
    bert.sayWitness(session, suspect(Epoch.FIRST));
    bert.sayWitness(session, new Message.HostHeard(Epoch.FIRST, STATE));

    town.pass(150);

    assertThat(bert.drain()).isEmpty();
  }

  @Test
  void aSuspicionOfAFormerHostIsFenced() {
    town.vanish(host);
    announceBert();
    drainAll();

    cleo.sayWitness(session, suspect(Epoch.FIRST));

    LobbyNotice.Fenced fenced = cleo.only(LobbyNotice.Fenced.class);
    assertThat(fenced.epoch()).isEqualTo(SECOND);
    assertThat(fenced.host().key()).isEqualTo(bert.key());
  }

  @Test
  void whatWaitedForTheOldHostIsJudgedByTheNew() {
    bert.sayWitness(session, claim(SECOND, 2));
    cleo.sayWitness(session, claim(THIRD, 3));
    town.pass(0);
    announceBert();

    assertThat(cleo.drain()).noneMatch(it -> it instanceof LobbyNotice.FromWitness);
    town.pass(150);
    assertThat(cleo.fromWitnessAmong(Message.Vote.class).epoch()).isEqualTo(THIRD);
  }

  @Test
  void itCountsOutWhoseConnectionsAreGoneForLongerThanTheGrace() {
    town.vanish(host);
    town.vanish(cleo);
    town.pass(3_100);
    bert.drain();

    bert.sayWitness(session, countOut(SECOND, 2, 1, 2, 3));

    Message.CountedOut counted = bert.fromWitness(Message.CountedOut.class);
    assertThat(counted.gone()).containsExactly(new PeerId(1), new PeerId(3));
    assertThat(counted.candidate()).isEqualTo(new PeerId(2));
    assertThat(
            KeyedHash.CHECK.verifies(
                town.lobbyKey.publicKey(), counted.signedContent(session), counted.signature()))
        .isTrue();
  }

  @Test
  void withinTheGraceNobodyIsCountedOut() {
    town.vanish(host);
    town.vanish(cleo);
    town.pass(2_900);
    bert.drain();

    bert.sayWitness(session, countOut(SECOND, 2, 1, 2, 3));

    assertThat(bert.fromWitness(Message.CountedOut.class).gone()).isEmpty();
  }

  @Test
  void whoIsBackIsNotCountedOut() {
    town.vanish(host);
    town.vanish(cleo);
    town.pass(3_100);
    Visitor again = town.enter("cleo");
    again.say(new LobbyRequest.Resume(1, session, 0));
    bert.drain();

    bert.sayWitness(session, countOut(SECOND, 2, 1, 2, 3));

    assertThat(bert.fromWitness(Message.CountedOut.class).gone()).containsExactly(new PeerId(1));
  }

  @Test
  void aVoterThatIsSilentOnAConnectionThatStandsIsCountedOut() {
    town.vanish(host);
    cleo.sleep();
    town.pass(5_500);
    bert.drain();

    bert.sayWitness(session, countOut(SECOND, 2, 1, 2, 3));

    assertThat(bert.fromWitness(Message.CountedOut.class).gone())
        .containsExactly(new PeerId(1), new PeerId(3));
  }

  @Test
  void aVoterThatTheLobbyNeverSawIsCountedOutOnceTheLobbyIsUpForLong() {
    SeatPresence dirk = new SeatPresence(new PeerId(4), KeyedHash.of("dirk").publicKey(), true);
    presence(List.of(host.seat(1), bert.seat(2), cleo.seat(3), dirk));
    town.vanish(host);
    bert.drain();

    bert.sayWitness(session, countOut(SECOND, 2, 4));
    assertThat(bert.fromWitness(Message.CountedOut.class).gone()).isEmpty();
    town.pass(3_100);
    bert.drain();
    bert.sayWitness(session, countOut(SECOND, 2, 4));

    assertThat(bert.fromWitness(Message.CountedOut.class).gone()).containsExactly(new PeerId(4));
  }

  @Test
  void aVoterOfWhomTheLobbyKnowsNoKeyIsNeverCountedOut() {
    town.vanish(host);
    town.pass(3_100);
    bert.drain();

    bert.sayWitness(session, countOut(SECOND, 2, 9));

    assertThat(bert.fromWitness(Message.CountedOut.class).gone()).isEmpty();
  }

  @Test
  void countingOutBindsTheWitnessToTheCandidate() {
    town.vanish(host);
    drainAll();
    bert.sayWitness(session, countOut(SECOND, 2, 1));
    bert.drain();

    cleo.sayWitness(session, claim(SECOND, 3));
    cleo.sayWitness(session, countOut(SECOND, 3, 1));
    bert.sayWitness(session, claim(SECOND, 2));

    assertThat(cleo.drain())
        .allSatisfy(
            it ->
                assertThat(((LobbyNotice.FromWitness) it).message())
                    .isInstanceOfSatisfying(
                        Message.VoteRefused.class,
                        no -> assertThat(no.reason()).isEqualTo(VoteRefusal.ALREADY_VOTED)))
        .hasSize(2);
    assertThat(bert.fromWitness(Message.Vote.class).epoch()).isEqualTo(SECOND);
  }

  @Test
  void nobodyIsCountedOutWhileTheHostAnswers() {
    bert.sayWitness(session, countOut(SECOND, 2, 3));

    answerProbe(true);

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.HOST_HEARD);
  }

  @Test
  void whatIsNotMeantForAWitnessIsRefused() {
    bert.sayWitness(session, new Message.Terminate(Epoch.FIRST));

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.MALFORMED);
  }

  private void announceBert() {
    Message.Vote own = vote(bert, 2);
    Message.Announce announce =
        new Message.Announce(
            SECOND,
            new PeerId(2),
            STATE,
            List.of(own, vote(cleo, 3)),
            Optional.empty(),
            TABLE,
            CHAIN,
            List.of());
    bert.say(new LobbyRequest.HostIs(1, session, Town.SOMEWHERE, announce));
    assertThat(town.machine.status(arena.code()).orElseThrow().epoch()).isEqualTo(SECOND);
  }

  private Message.Vote vote(Visitor voter, int peer) {
    Message.Vote unsigned =
        new Message.Vote(
            SECOND, new PeerId(2), new PeerId(peer), 1, TABLE, CHAIN, STATE, STATE, Bytes.EMPTY);
    return new Message.Vote(
        SECOND,
        new PeerId(2),
        new PeerId(peer),
        1,
        TABLE,
        CHAIN,
        STATE,
        STATE,
        voter.sign(unsigned.signedContent(session)));
  }

  private void presence(List<SeatPresence> seats) {
    host.say(new LobbyRequest.Presence(1, session, Epoch.FIRST, TABLE, false, true, false, seats));
  }

  private void drainAll() {
    host.drain();
    bert.drain();
    cleo.drain();
  }

  private Message.Probe probe() {
    return host.fromWitness(Message.Probe.class);
  }

  private void answerProbe(boolean hosting) {
    Message.Probe probe = probe();
    host.sayWitness(session, new Message.ProbeAnswer(Epoch.FIRST, probe.nonce(), hosting));
  }

  private boolean signedByLobby(Message.Vote vote) {
    return KeyedHash.CHECK.verifies(
        arena.witnessKey(), vote.signedContent(session), vote.signature());
  }

  private static Message.Claim claim(Epoch epoch, int candidate) {
    return new Message.Claim(epoch, new PeerId(candidate), TABLE, CHAIN, STATE, false);
  }

  private static Message.Claim sponsoredClaim(Epoch epoch, int candidate) {
    return new Message.Claim(epoch, new PeerId(candidate), TABLE, CHAIN, STATE, true);
  }

  private static Message.Suspect suspect(Epoch epoch) {
    return new Message.Suspect(epoch, STATE, Evidence.SILENCE);
  }

  private static Message.CountOutWanted countOut(Epoch epoch, int candidate, int... voters) {
    List<PeerId> electorate = Arrays.stream(voters).mapToObj(PeerId::new).toList();
    return new Message.CountOutWanted(epoch, new PeerId(candidate), electorate);
  }
}
