package dev.baton.replication;

import static dev.baton.replication.Samples.HOST;
import static dev.baton.replication.Samples.OTHER;
import static dev.baton.replication.Samples.PEER;
import static dev.baton.replication.Samples.input;
import static dev.baton.replication.Samples.state;
import static dev.baton.replication.TestProcess.TICK_NS;
import static dev.baton.replication.TestProcess.key;
import static dev.baton.replication.TestProcess.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Durability;
import dev.baton.core.Output;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the exchange of one peer makes of orders, packets and inputs, whatever its role. */
final class StateExchangeTest {

  private static final TableSnapshot TABLE = table(Durability.DEFAULT, 1, 2, 3);

  private final TestProcess host = new TestProcess(1, true);
  private final TestProcess peer = new TestProcess(2, true);
  private final TestProcess other = new TestProcess(3, true);

  private void begin(TableSnapshot table) {
    host.becomeHost(1, StateId.NONE, table);
    host.exchange.countStandbys(new Output.CountStandbys(List.of(PEER), 0));
    peer.follow(1, 1, StateId.NONE, table);
    other.follow(1, 1, StateId.NONE, table);
  }

  /** So many ticks with everything delivered to and from one peer, who sends inputs as it is. */
  private void play(TestProcess with, int ticks) {
    for (int i = 0; i < ticks; i++) {
      with.exchange.sendInputs();
      with.deliver(host);
      host.tick();
      host.deliver(with);
      with.deliver(host);
    }
  }

  // States.

  @Test
  void aPeerShowsAndAcknowledgesWhatItsHostSends() {
    begin(TABLE);
    host.tick();
    host.deliver(peer);

    assertThat(peer.told("show")).containsExactly("show 1@1");
    assertThat(peer.sent(AckPacket.KIND)).singleElement().extracting("to").isEqualTo(key(1));
    assertThat(peer.held.getLast()).isEqualTo(state(1, 1));
  }

  @Test
  void aStateOfAnybodyElseIsNotTaken() {
    begin(TABLE);
    host.tick();
    host.sent.forEach(each -> peer.receive(OTHER, each));

    assertThat(peer.told("show")).isEmpty();
    assertThat(peer.sent).isEmpty();
  }

  @Test
  void aStateThatWasFetchedIsNotShown() {
    begin(TABLE);
    host.tick();
    host.deliver(other);
    host.tick();
    peer.exchange.fetch(key(1), state(1, 2));
    host.sent.clear();
    host.exchange.stateWanted(key(2), state(1, 2));
    assertThat(host.sent).singleElement().extracting("bulk").isEqualTo(true);
    host.deliver(peer);

    assertThat(peer.told).contains("asked 1@2", "fetched 1@2 true");
    assertThat(peer.told("show")).isEmpty();
    assertThat(peer.exchange.canResume(state(1, 2))).isTrue();
    assertThat(peer.sent).isEmpty();
  }

  @Test
  void aFetchEndsWhenThatVeryStateIsMissing() {
    begin(TABLE);
    peer.exchange.fetch(key(1), state(1, 7));
    host.exchange.stateWanted(key(2), state(1, 7));
    assertThat(host.told("denied")).containsExactly("denied 1@7");

    peer.exchange.stateMissing(state(1, 6));
    assertThat(peer.told("fetched")).isEmpty();
    peer.exchange.stateMissing(state(1, 7));
    peer.exchange.stateMissing(state(1, 7));
    assertThat(peer.told("fetched")).containsExactly("fetched 1@7 false");
  }

  @Test
  void theStateThatMadeThisPeerTheHostIsNotAcknowledgedToTheOldOne() {
    begin(TABLE);
    play(peer, 2);
    host.tick();
    peer.onStateAdvanced =
        () -> {
          peer.onStateAdvanced = () -> {};
          peer.becomeHost(2, state(1, 3), TABLE);
        };
    host.deliver(peer);

    assertThat(peer.told("show")).contains("show 1@3");
    assertThat(peer.exchange.follows()).isFalse();
    assertThat(peer.sent).isEmpty();
  }

  @Test
  void aStateThatComesToAHostIsLateAndNotMalformed() {
    begin(TABLE);
    host.ticks(1);
    peer.exchange.fetch(key(1), state(1, 1));
    host.deliver(peer);
    host.exchange.stateWanted(key(2), state(1, 1));
    peer.becomeHost(2, state(1, 1), TABLE);
    host.deliver(peer);

    assertThat(peer.told("malformed")).isEmpty();
    assertThat(peer.told("fetched")).isEmpty();
  }

  @Test
  void whatIsNoPacketIsToldWithItsReason() {
    begin(TABLE);
    ByteBuffer unknown = ByteBuffer.allocate(20).put(0, (byte) 0xff);
    ByteBuffer cutOff = ByteBuffer.allocate(3).put(0, AckPacket.KIND);
    host.exchange.packet(PEER, key(2), unknown, 0);
    host.exchange.packet(PEER, key(2), ByteBuffer.allocate(0), 0);
    host.exchange.packet(PEER, key(2), cutOff, 0);
    peer.exchange.packet(HOST, key(1), cutOff, 0);

    assertThat(host.told("malformed"))
        .containsExactly("malformed kind", "malformed kind", "malformed TOO_SHORT");
    assertThat(peer.told("malformed")).hasSize(1);
  }

  @Test
  void aPeerThatVotedForAnotherTakesNoMoreStates() {
    begin(TABLE);
    peer.exchange.stopTaking(Optional.of(new Tick(1)));
    host.tick();
    host.deliver(peer);
    host.tick();
    host.deliver(peer);
    assertThat(peer.told("show")).containsExactly("show 1@1");

    other.exchange.stopTaking(Optional.empty());
    host.tick();
    host.deliver(other);
    assertThat(other.told("show")).isEmpty();
  }

  @Test
  void aPeerCountsTheStatesThatItMissed() {
    begin(TABLE);
    play(peer, 1);
    host.ticks(3);
    host.sent.clear();
    play(peer, 2);

    assertThat(peer.exchange.statesExpected()).isEqualTo(5);
    assertThat(peer.exchange.statesTaken()).isEqualTo(2);
  }

  @Test
  void whoCanGoOnFromAStateHoldsItCompletely() {
    assertThat(peer.exchange.canResume(StateId.NONE)).isTrue();
    begin(TABLE);
    play(peer, 2);

    assertThat(peer.exchange.canResume(state(1, 2))).isTrue();
    assertThat(peer.exchange.canResume(state(1, 3))).isFalse();
    assertThat(host.exchange.canResume(state(1, 2))).isTrue();
    assertThat(host.exchange.canResume(state(1, 1))).isFalse();
  }

  // Inputs.

  @Test
  void aPeerIsSeatedOnceAndByTheFirstStateWithItsPlayer() {
    begin(table(Durability.DEFAULT, 1));
    host.exchange.tableChanged(TABLE);
    assertThat(peer.exchange.submit(input(7))).isEqualTo(Submission.NOT_SEATED);
    host.tick();
    play(peer, 3);

    assertThat(peer.told("seated")).containsExactly("seated 0");
    assertThat(host.told("seated")).containsExactly("seated 0");
    assertThat(peer.exchange.submit(input(7))).isEqualTo(Submission.TAKEN);
    assertThat(peer.exchange.lastSequence()).isEqualTo(1);
  }

  @Test
  void anInputIsSentOnceATickUntilTheHostHasAppliedIt() {
    begin(TABLE);
    play(peer, 1);
    peer.exchange.submit(input(7));
    for (int i = 0; i < 3; i++) {
      peer.wake();
      assertThat(peer.wakeAtNs).isEqualTo(peer.nowNs + TICK_NS);
    }
    assertThat(peer.sent(InputPacket.KIND)).hasSize(3);

    peer.deliver(host);
    host.tick();
    host.deliver(peer);
    peer.sent.clear();
    peer.wake();
    assertThat(peer.sent(InputPacket.KIND)).isEmpty();
    assertThat(host.inputs).containsExactly("2.1");
  }

  @Test
  void whatANewHostMayLackIsSentAgainAndCounted() {
    begin(TABLE);
    play(peer, 1);
    play(other, 1);
    peer.exchange.submit(input(7));
    peer.exchange.submit(input(8));
    peer.exchange.sendInputs();
    peer.sent.clear();
    peer.follow(2, 3, state(1, 1), TABLE);

    assertThat(peer.sent(InputPacket.KIND)).singleElement().extracting("to").isEqualTo(key(3));
    assertThat(peer.told("resent")).containsExactly("resent 2");
  }

  @Test
  void afterTheEndNothingIsDoneUnasked() {
    begin(TABLE);
    play(peer, 1);
    peer.exchange.submit(input(7));
    peer.exchange.stop();
    peer.wake();
    assertThat(peer.sent).isEmpty();

    host.wake();
    host.exchange.stop();
    host.compute();
    assertThat(host.told("committed")).hasSize(1);
  }

  @Test
  void whatBecameSafeWhileItWasNotToldIsToldAtOnceWhenItIsAgain() {
    begin(TABLE);
    play(peer, 1);
    host.exchange.submit(input(7));
    host.exchange.suspendSafe(true);
    play(peer, 2);
    assertThat(host.told("safe")).isEmpty();
    host.exchange.suspendSafe(false);
    assertThat(host.told("safe")).containsExactly("safe 1");
  }

  // Losses.

  /** The peer's inputs 1 and 2 are safe, as its host says, of which the old state has one. */
  private void playUntilTwoInputsAreSafe() {
    begin(table(new Durability.Fast(), 1, 2, 3));
    play(peer, 1);
    peer.exchange.submit(input(7));
    play(peer, 1);
    host.deliver(other);
    peer.exchange.submit(input(8));
    play(peer, 1);
    assertThat(peer.told("safe")).containsExactly("safe 1", "safe 2");
  }

  @Test
  void safeInputsThatDidNotSurviveAreToldOnce() {
    playUntilTwoInputsAreSafe();
    peer.follow(2, 3, state(1, 2), TABLE);
    assertThat(peer.told("lost")).containsExactly("lost 2 2");
    assertThat(peer.told("rewound")).containsExactly("rewound 3 2");

    peer.follow(3, 3, state(1, 2), TABLE);
    assertThat(peer.told("lost")).containsExactly("lost 2 2");
  }

  @Test
  void whoBecomesHostIsToldOfItsOwnLossesToo() {
    playUntilTwoInputsAreSafe();
    peer.becomeHost(2, state(1, 1), TABLE);

    assertThat(peer.told("lost")).containsExactly("lost 1 2");
  }

  @Test
  void nothingIsLostThatTheSurvivingStateContains() {
    playUntilTwoInputsAreSafe();
    peer.follow(2, 3, state(1, 3), TABLE);
    peer.follow(3, 3, StateId.NONE, TABLE);

    assertThat(peer.told("lost")).isEmpty();
  }

  @Test
  void aHostThatIsReplacedShowsWhatComesAndGoesBackForIt() {
    begin(TABLE);
    play(peer, 2);
    peer.becomeHost(2, state(1, 2), TABLE);
    host.tick();
    host.follow(2, 2, state(1, 2), TABLE);
    List<String> told = new ArrayList<>(host.told);
    peer.tick();
    peer.deliver(host);

    assertThat(told).contains("rewound 3 2");
    assertThat(host.told("show")).containsExactly("show 2@3");
    assertThat(host.sent(AckPacket.KIND)).singleElement().extracting("to").isEqualTo(key(2));
  }
}
