package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PROTOCOL.md 5.4: what a candidate knows of a standby that refused. */
class BallotTest {

  private static final Epoch NEXT = new Epoch(2);
  private static final PeerId STANDBY = new PeerId(3);
  private static final StateId HELD = new StateId(Epoch.FIRST, new Tick(7));

  private final Ballot ballot = new Ballot(NEXT);

  private void refuse(VoteRefusal reason) {
    ballot.refusals.put(
        STANDBY, new Message.VoteRefused(NEXT, new PeerId(2), STANDBY, reason, HELD));
  }

  @ParameterizedTest
  @EnumSource(names = {"HOST_HEARD", "BETTER_STANDBY"})
  void aStandbyThatRefusesAndGoesOnTakingStatesHasNotAnswered(VoteRefusal reason) {
    refuse(reason);
    assertThat(ballot.answered(STANDBY)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"OLD_EPOCH", "NOT_A_VOTER", "ALREADY_VOTED", "NOT_MIGRATABLE"})
  void aStandbyThatRefusesForAnyOtherReasonHas(VoteRefusal reason) {
    assertThat(ballot.answered(STANDBY)).isFalse();
    refuse(reason);
    assertThat(ballot.answered(STANDBY)).isTrue();
  }

  private void vote(Voter voter) {
    ballot.votes.put(
        voter,
        new Message.Vote(
            NEXT,
            STANDBY,
            voter,
            1,
            TableVersion.EMPTY,
            Digest.ZERO,
            HELD,
            StateId.NONE,
            false,
            Bytes.EMPTY));
  }

  private static NameTable tableWithWitness() {
    NameTable table = NameTable.empty(new SessionId(7, 9), World.RULES);
    for (int number = 1; number <= 3; number++) {
      Operation join =
          new Operation.Join(
              new PeerId(number),
              TestCredentials.keyOf("p" + number),
              "p" + number,
              new Endpoint("10.0.0.1", 7000 + number));
      table = table.with(table.numbered(Epoch.FIRST, join)).orElseThrow();
    }
    Operation counted = new Operation.CountWitness(true);
    return table.with(table.numbered(Epoch.FIRST, counted)).orElseThrow();
  }

  @Test
  void whoCountsNobodyOutNeedsTheWitnessForAnEpochOfALaterRange() {
    NameTable table = tableWithWitness();
    table.present().forEach(seat -> vote(seat.peer()));
    ballot.votes.replaceAll((voter, vote) -> joinedAt(table, vote));
    assertThat(ballot.won(table)).as("an epoch that is counted up to").isTrue();
    ballot.apart = true;
    assertThat(ballot.won(table)).isFalse();
    vote(Witness.WITNESS);
    assertThat(ballot.won(table)).isTrue();
  }

  private static Message.Vote joinedAt(NameTable table, Message.Vote vote) {
    int joinedAt = table.seat((PeerId) vote.voter()).orElseThrow().joinedAt();
    return new Message.Vote(
        vote.epoch(),
        vote.candidate(),
        vote.voter(),
        joinedAt,
        vote.table(),
        vote.chain(),
        vote.stateHeld(),
        vote.safeKnown(),
        vote.sponsored(),
        vote.signature());
  }

  @Test
  void whatAStandbyHoldsThatVotedForAnotherIsKnownAllTheSame() {
    refuse(VoteRefusal.ALREADY_VOTED);
    assertThat(ballot.laterStates(StateId.NONE)).containsExactly(HELD);
    assertThat(ballot.holders(HELD)).containsExactly(STANDBY);
    assertThat(ballot.laterStates(HELD)).isEmpty();
  }
}
