package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.VoteRefusal;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 4.4 and 8.3: a host that hears too few of its peers asks the witness. */
class HostAsksTest extends WitnessScene {

  private static final Message.Probe QUESTION = new Message.Probe(Epoch.FIRST, 7);

  @Test
  void itsQuestionIsAnsweredAtOnce() {
    host.sayWitness(session, QUESTION);

    assertThat(host.fromWitness(Message.ProbeAnswer.class))
        .isEqualTo(new Message.ProbeAnswer(Epoch.FIRST, 7, true));
  }

  @Test
  void itsQuestionIsASignOfLifeForWhoeverWaits() {
    bert.sayWitness(session, claim(SECOND, 2));
    host.sayWitness(session, QUESTION);

    assertThat(bert.fromWitness(Message.VoteRefused.class).reason())
        .isEqualTo(VoteRefusal.HOST_HEARD);
  }

  @Test
  void afterItsQuestionItIsGivenFourTimesAsLong() {
    host.sayWitness(session, QUESTION);
    bert.sayWitness(session, claim(SECOND, 2));
    town.pass(599);
    assertThat(bert.drain()).isEmpty();
    town.pass(1);

    assertThat(bert.fromWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
  }

  @Test
  void itIsToldThatTheWitnessIsPromisedToAnother() {
    bert.sayWitness(session, claim(SECOND, 2));
    town.pass(150);
    host.drain();
    host.sayWitness(session, QUESTION);

    assertThat(host.drain())
        .containsExactly(
            new LobbyNotice.FromWitness(session, new Message.Fence(SECOND, new PeerId(2), true)));
  }

  @Test
  void whoAsksAndIsNotHostIsToldWhoIs() {
    cleo.sayWitness(session, QUESTION);

    assertThat(cleo.drain())
        .singleElement()
        .isInstanceOfSatisfying(
            LobbyNotice.Fenced.class, fenced -> assertThat(fenced.epoch()).isEqualTo(Epoch.FIRST));
  }

  @Test
  void aQuestionOfAnEpochThatTheLobbyDoesNotKnowYetIsLeftOpen() {
    host.sayWitness(session, new Message.Probe(SECOND, 7));

    assertThat(host.drain()).isEmpty();
  }
}
