package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.VoteRefusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The witness counts out voters that are gone: PROTOCOL.md 5, SURVIVORS. */
final class CountingOutTest extends WitnessScene {

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
  void aLobbyThatWasStoppedCountsNobodyOutForWhatItDidNotRead() {
    town.freeze(5_000);
    town.vanish(host);
    drainAll();

    bert.sayWitness(session, countOut(SECOND, 2, 1, 2, 3));

    assertThat(bert.fromWitness(Message.CountedOut.class).gone()).isEmpty();
  }

  @Test
  void aVoterThatMayHaveComeBackWhileTheLobbyWasStoppedIsNotCountedOut() {
    town.vanish(host);
    town.vanish(cleo);
    town.freeze(5_000);
    drainAll();

    bert.sayWitness(session, countOut(SECOND, 2, 1, 2, 3));

    assertThat(bert.fromWitness(Message.CountedOut.class).gone()).isEmpty();
  }

  @Test
  void aVoterThatMayHaveComeForTheFirstTimeWhileTheLobbyWasStoppedIsNotCountedOut() {
    SeatPresence dirk = new SeatPresence(new PeerId(4), KeyedHash.of("dirk").publicKey(), true);
    presence(List.of(host.seat(1), bert.seat(2), cleo.seat(3), dirk));
    town.vanish(host);
    town.freeze(5_000);
    drainAll();

    bert.sayWitness(session, countOut(SECOND, 2, 4));

    assertThat(bert.fromWitness(Message.CountedOut.class).gone()).isEmpty();
  }

  @Test
  void whoStaysAwayAfterTheLobbyWasStoppedIsCountedOutThen() {
    town.vanish(host);
    town.vanish(cleo);
    town.stall(5_000);
    town.pass(3_100);
    drainAll();

    bert.sayWitness(session, countOut(SECOND, 2, 1, 2, 3));

    assertThat(bert.fromWitness(Message.CountedOut.class).gone())
        .containsExactly(new PeerId(1), new PeerId(3));
  }

  @Test
  void countingOutBindsTheWitnessToTheCandidate() {
    town.vanish(host);
    town.pass(3_100);
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
  void asLongAsNobodyIsGoneCountingOutBindsNobody() {
    town.vanish(host);
    drainAll();
    bert.sayWitness(session, countOut(SECOND, 2, 1));
    bert.drain();

    cleo.sayWitness(session, claim(SECOND, 3));

    assertThat(cleo.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(3));
  }

  @Test
  void nobodyIsCountedOutWhileTheHostAnswers() {
    bert.sayWitness(session, countOut(SECOND, 2, 3));

    answerProbe(true);

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.HOST_HEARD);
  }
}
