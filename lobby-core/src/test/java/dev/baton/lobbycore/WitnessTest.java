package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Epoch;
import dev.baton.core.Evidence;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import dev.baton.core.VoteRefusal;
import dev.baton.core.Witness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lobby as voter: PROTOCOL.md 5, docs/lobby.md, witness. */
final class WitnessTest extends WitnessScene {

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
  void promisedToALaterEpochItAcknowledgesNoTableOfThePresentOne() {
    host.sleep();
    bert.sayWitness(session, claim(SECOND, 2));
    town.pass(200);
    drainAll();
    TableVersion later = new TableVersion(Epoch.FIRST, TABLE.version() + 1);

    presence(later, List.of(host.seat(1), cleo.seat(3)));

    assertThat(host.drain())
        .containsExactly(
            new LobbyNotice.FromWitness(session, new Message.Fence(SECOND, new PeerId(2), true)));
  }

  @Test
  void itAsksAgainWhenItWasStoppedItself() {
    bert.sayWitness(session, claim(SECOND, 2));
    Message.Probe first = probe();
    town.stall(400);

    Message.Probe second = probe();
    assertThat(second).isEqualTo(first);
    assertThat(bert.drain()).isEmpty();
    host.sayWitness(session, new Message.ProbeAnswer(Epoch.FIRST, second.nonce(), true));
    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.HOST_HEARD);
  }

  @Test
  void anAnswerThatWaitedUnreadWhileItWasStoppedCounts() {
    bert.sayWitness(session, claim(SECOND, 2));
    Message.Probe first = probe();
    town.stall(400);

    host.sayWitness(session, new Message.ProbeAnswer(Epoch.FIRST, first.nonce(), true));

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.HOST_HEARD);
  }

  @Test
  void itAsksAgainTwiceAtMostThenDecides() {
    bert.sayWitness(session, claim(SECOND, 2));
    probe();
    for (int again = 0; again < 2; again++) {
      town.stall(400);
      probe();
      assertThat(bert.drain()).isEmpty();
    }

    town.stall(400);

    assertThat(host.drain()).isEmpty();
    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
  }

  @Test
  void whoBeginsToWaitWhileItAsksAgainIsAnsweredWithTheOthers() {
    bert.sayWitness(session, claim(SECOND, 2));
    town.stall(400);
    town.stall(400);

    cleo.sayWitness(session, claim(SECOND, 3));
    town.stall(400);

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
    assertThat(cleo.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.ALREADY_VOTED);
  }

  @Test
  void itAsksNobodyAgainForWhoTookItsSuspicionBack() {
    bert.sayWitness(session, suspect(Epoch.FIRST));
    probe();
    bert.sayWitness(session, new Message.HostHeard(Epoch.FIRST, STATE, true));

    town.stall(400);

    assertThat(host.drain()).isEmpty();
    assertThat(bert.drain()).isEmpty();
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
  void itDoesNotTakeItsOwnStopForARoundTrip() {
    host.sleep();
    town.pass(1_000);
    town.freeze(5_000);
    host.answerPing();
    town.wake();
    bert.sayWitness(session, claim(SECOND, 2));

    town.pass(150);

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
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
  void aHostThatAnsweredAMomentAgoIsGivenFourTimesAsLong() {
    bert.sayWitness(session, claim(SECOND, 2));
    answerProbe(true);
    bert.drain();

    bert.sayWitness(session, claim(SECOND, 2));
    town.pass(599);
    assertThat(bert.drain()).isEmpty();
    town.pass(1);

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
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
        session,
        new Message.Claim(SECOND, new PeerId(2), TABLE, CHAIN, StateId.NONE, false, false));

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
  void aCandidateThatMissedTheLastChangeOfTheElectorateGetsNoVote() {
    TableVersion later = new TableVersion(Epoch.FIRST, 9);
    presence(later, List.of(host.seat(1), bert.seat(2)));
    town.vanish(host);
    drainAll();

    bert.sayWitness(session, claim(SECOND, 2));
    bert.sayWitness(
        session, new Message.Claim(THIRD, new PeerId(2), later, CHAIN, STATE, false, false));

    assertThat(bert.drain())
        .extracting(it -> ((LobbyNotice.FromWitness) it).message())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        new Message.VoteRefused(
                            SECOND,
                            new PeerId(2),
                            Witness.WITNESS,
                            VoteRefusal.BETTER_STANDBY,
                            StateId.NONE)),
            second -> assertThat(second).isInstanceOf(Message.Vote.class));
  }

  @Test
  void aCandidateThatMissedOnlyAnotherChangeOfTheTableGetsTheVote() {
    TableVersion later = new TableVersion(Epoch.FIRST, 9);
    presence(later, List.of(host.seat(1), bert.seat(2), cleo.seat(3)));
    town.vanish(host);
    drainAll();

    bert.sayWitness(session, claim(SECOND, 2));

    assertThat(bert.fromWitness(Message.Vote.class).table()).isEqualTo(TABLE);
  }

  @Test
  void whoseRivalsWereCountedOutGetsTheVoteWhateverItMissed() {
    TableVersion later = new TableVersion(Epoch.FIRST, 9);
    presence(later, List.of(host.seat(1), bert.seat(2)));
    town.vanish(host);
    town.pass(3_100);
    drainAll();
    bert.sayWitness(session, countOut(SECOND, 2, 1));
    bert.drain();

    bert.sayWitness(session, claim(SECOND, 2));

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
  }

  @Test
  void whoMissedAVoterThatLivesGetsNoVoteThoughItsRivalsWereCountedOut() {
    TableVersion later = new TableVersion(Epoch.FIRST, 9);
    presence(new TableVersion(Epoch.FIRST, 8), List.of(host.seat(1), bert.seat(2)));
    presence(later, List.of(host.seat(1), bert.seat(2), cleo.seat(3)));
    town.vanish(host);
    town.pass(3_100);
    drainAll();
    bert.sayWitness(session, countOut(SECOND, 2, 1));
    bert.drain();

    bert.sayWitness(session, claim(SECOND, 2));

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.BETTER_STANDBY);
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
    bert.sayWitness(session, new Message.HostHeard(Epoch.FIRST, STATE, true));

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
    host.drain();
    announceBert();

    assertThat(cleo.events()).hasSize(1);
    assertThat(host.events()).hasSize(1);
    Message.Probe probe = bert.fromWitnessAmong(Message.Probe.class);
    bert.sayWitness(session, new Message.ProbeAnswer(SECOND, probe.nonce(), true));
    assertThat(cleo.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.HOST_HEARD);
  }

  @Test
  void whatIsNotMeantForAWitnessIsRefused() {
    bert.sayWitness(session, new Message.Terminate(Epoch.FIRST));

    assertThat(bert.refused()).isEqualTo(LobbyRefusal.MALFORMED);
  }
}
