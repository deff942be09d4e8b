package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.VoteRefusal;
import dev.baton.lobbycore.Promises.Ballot;
import dev.baton.lobbycore.Promises.Promise;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims that their candidates give up: PROTOCOL.md 5.2, 8.3. */
final class WithdrawnTest extends WitnessScene {

  private static final Epoch APART = new Epoch(65_536);

  @BeforeEach
  void loseTheHost() {
    town.vanish(host);
    town.pass(3_100);
    drainAll();
  }

  private void bertWithdraws(Epoch epoch) {
    bert.sayWitness(session, new Message.ClaimWithdrawn(epoch, new PeerId(2)));
    bert.drain();
  }

  private void cleoGetsTheVote(Epoch epoch) {
    cleo.sayWitness(session, claim(epoch, 3));
    assertThat(cleo.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(3));
  }

  private void cleoIsRefused(Epoch epoch) {
    cleo.sayWitness(session, claim(epoch, 3));
    assertThat(cleo.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.ALREADY_VOTED);
  }

  @Test
  void aVoteThatIsOfNoUseAnyMoreIsFree() {
    bert.sayWitness(session, claim(SECOND, 2));
    cleoIsRefused(SECOND);
    bertWithdraws(SECOND);
    cleoGetsTheVote(SECOND);
  }

  @Test
  void whoCountedOthersOutInVainLeavesEarlierEpochsFree() {
    bert.sayWitness(session, countOut(APART, 2, 1, 2, 3));
    cleoIsRefused(SECOND);
    bertWithdraws(APART);
    cleoGetsTheVote(SECOND);
  }

  @Test
  void whatItPromisedBeforeStillBindsIt() {
    cleo.sayWitness(session, claim(THIRD, 3));
    cleo.drain();
    bert.sayWitness(session, countOut(APART, 2, 1, 2, 3));
    bertWithdraws(APART);
    bert.drain();
    bert.sayWitness(session, claim(THIRD, 2));
    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.ALREADY_VOTED);
    cleoGetsTheVote(THIRD);
  }

  @Test
  void anEarlierClaimCanBeWithdrawnAfterALaterOne() {
    bert.sayWitness(session, claim(SECOND, 2));
    bert.sayWitness(session, claim(THIRD, 2));
    bertWithdraws(SECOND);
    cleoIsRefused(SECOND);
    bertWithdraws(THIRD);
    cleoGetsTheVote(SECOND);
  }

  @Test
  void nobodyWithdrawsWhatAnotherClaimed() {
    bert.sayWitness(session, claim(SECOND, 2));
    cleo.sayWitness(session, new Message.ClaimWithdrawn(SECOND, new PeerId(2)));
    cleo.sayWitness(session, new Message.ClaimWithdrawn(SECOND, new PeerId(3)));
    cleo.drain();
    cleoIsRefused(SECOND);
  }

  @Test
  void whatWaitsForTheHostsAnswerIsWithdrawnWithIt() {
    Visitor again = town.enter("anna");
    again.say(new LobbyRequest.Resume(1, session, 0));
    again.drain();
    bert.sayWitness(session, claim(SECOND, 2));
    bertWithdraws(SECOND);
    town.vanish(again);
    assertThat(bert.drain()).noneMatch(LobbyNotice.FromWitness.class::isInstance);
    cleo.drain();
    cleoGetsTheVote(SECOND);
  }

  @Test
  void onceMoreAreMadeThanItRemembersTheOldestStillBinds() {
    Promises promises = new Promises();
    for (int epoch = 2; epoch <= 18; epoch++) {
      promises.bind(new Promise(ballot(epoch), Optional.empty(), false));
      promises.bind(new Promise(ballot(epoch), Optional.empty(), true));
      assertThat(promises.latest()).extracting(Promise::ballot).isEqualTo(ballot(epoch));
    }
    for (int epoch = 18; epoch > 3; epoch--) {
      assertThat(promises.withdraw(ballot(epoch))).isTrue();
    }
    assertThat(promises.withdraw(ballot(3))).as("2 is forgotten").isFalse();
    assertThat(promises.latest()).extracting(Promise::ballot).isEqualTo(ballot(3));
  }

  private static Ballot ballot(int epoch) {
    return new Ballot(new Epoch(epoch), new PeerId(2));
  }
}
