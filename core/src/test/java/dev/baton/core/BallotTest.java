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

  @Test
  void whatAStandbyHoldsThatVotedForAnotherIsKnownAllTheSame() {
    refuse(VoteRefusal.ALREADY_VOTED);
    assertThat(ballot.laterStates(StateId.NONE)).containsExactly(HELD);
    assertThat(ballot.holders(HELD)).containsExactly(STANDBY);
    assertThat(ballot.laterStates(HELD)).isEmpty();
  }
}
