package dev.baton.replication;

import static dev.baton.replication.Samples.HOST;
import static dev.baton.replication.Samples.OTHER;
import static dev.baton.replication.Samples.PEER;
import static dev.baton.replication.Samples.state;
import static dev.baton.replication.TestProcess.TICK_NS;
import static dev.baton.replication.TestProcess.key;
import static dev.baton.replication.TestProcess.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Durability;
import dev.baton.core.Output;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Tick;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a host does from tick to tick: who plays, who gets what, and when a tick is computed. */
final class HostTicksTest {

  private static final TableSnapshot ALONE = table(Durability.DEFAULT, 1);
  private static final TableSnapshot BOTH = table(Durability.DEFAULT, 1, 2);
  private static final TableSnapshot THREE = table(Durability.DEFAULT, 1, 2, 3);

  private final TestProcess host = new TestProcess(1, false);

  private DueTick due() {
    return Objects.requireNonNull(host.due);
  }

  /** Up to the next tick that the game is given. */
  private DueTick next() {
    host.tick();
    if (host.due == null) {
      host.wake();
    }
    return due();
  }

  private void keep(PeerId... seats) {
    host.exchange.keepPlayers(new Output.KeepPlayers(List.of(seats)));
  }

  // Who plays.

  @Test
  void whoeverHasASeatHasAPlayerFromTheNextTickOn() {
    host.becomeHost(1, StateId.NONE, BOTH);
    assertThat(due().joined()).containsExactly(HOST, PEER);
    assertThat(next().joined()).isEmpty();

    host.exchange.tableChanged(THREE);
    assertThat(due().joined()).isEmpty();
    assertThat(next().joined()).containsExactly(OTHER);
    assertThat(next().joined()).isEmpty();
  }

  @Test
  void aPlayerStaysUntilAMajorityKnowsThatItsSeatIsGone() {
    host.becomeHost(1, StateId.NONE, BOTH);
    host.exchange.tableChanged(ALONE);
    assertThat(next().left()).isEmpty();
    keep(HOST, PEER);
    assertThat(next().left()).isEmpty();

    keep(HOST);
    assertThat(next().left()).containsExactly(PEER);
    assertThat(next().left()).isEmpty();
  }

  @Test
  void aPlayerThatHasItsSeatAgainMeanwhileStays() {
    host.becomeHost(1, StateId.NONE, BOTH);
    host.exchange.tableChanged(ALONE);
    next();
    host.exchange.tableChanged(BOTH);
    keep(HOST);

    assertThat(next().left()).isEmpty();
    assertThat(due().joined()).isEmpty();
  }

  @Test
  void whatAPeerHeldIsForgottenWhenItComesBack() {
    TestProcess peer = new TestProcess(2, false);
    host.becomeHost(1, StateId.NONE, BOTH);
    peer.follow(1, 1, StateId.NONE, BOTH);
    for (int i = 0; i < 3; i++) {
      host.tick();
      host.deliver(peer);
      peer.deliver(host);
    }
    host.tick();
    assertThat(Pair.parsed(host.sent.getFirst().packet()).baselineTick).isEqualTo(3);

    host.sent.clear();
    host.exchange.peerReturned(PEER);
    host.exchange.tableChanged(BOTH);
    host.tick();
    assertThat(Pair.parsed(host.sent.getFirst().packet()).baselineTick).isZero();
  }

  // Who gets what.

  @Test
  void standbysGetTheCompleteStateAndOthersTheVisibleOne() {
    host.becomeHost(1, StateId.NONE, THREE);
    assertThat(due().visibleWanted()).isTrue();
    host.tick();

    assertThat(host.sent.stream().map(TestProcess.Sent::to)).containsExactly(key(2), key(3));
    assertThat(Pair.parsed(host.sent.get(0).packet()).scope).isEqualTo(Scope.COMPLETE);
    assertThat(Pair.parsed(host.sent.get(1).packet()).scope).isEqualTo(Scope.VISIBLE);
    assertThat(host.told("committed")).containsExactly("committed 1@1 visible");
  }

  @Test
  void aGameWithoutSecretsIsAskedForTheCompleteStateAlone() {
    TestProcess open = new TestProcess(1, true);
    open.becomeHost(1, StateId.NONE, THREE);
    assertThat(Objects.requireNonNull(open.due).visibleWanted()).isFalse();
    open.tick();

    assertThat(Pair.parsed(open.sent.get(1).packet()).scope).isEqualTo(Scope.COMPLETE);
    assertThat(open.told("committed")).containsExactly("committed 1@1");
  }

  @Test
  void nothingIsSentToWhoCannotBeReached() {
    host.unreachable = List.of(key(2));
    host.becomeHost(1, StateId.NONE, THREE);
    host.tick();

    assertThat(host.sent.stream().map(TestProcess.Sent::to)).containsExactly(key(3));
  }

  @Test
  void aStandbyMakesInputsSafeOnlyOnceAMajorityKnowsIt() {
    TestProcess peer = new TestProcess(2, false);
    host.becomeHost(1, StateId.NONE, BOTH);
    peer.follow(1, 1, StateId.NONE, BOTH);
    host.exchange.submit(Samples.input(7));
    for (int i = 0; i < 3; i++) {
      host.tick();
      host.deliver(peer);
      peer.deliver(host);
    }
    assertThat(host.told("safe")).isEmpty();

    host.exchange.countStandbys(new Output.CountStandbys(List.of(PEER), 1));
    host.ticks(2);
    assertThat(host.told("safe")).containsExactly("safe 1");
  }

  @Test
  void aHostAloneIsToldThatNothingCoversWhatIsSafe() {
    host.becomeHost(1, StateId.NONE, ALONE);
    host.exchange.submit(Samples.input(7));
    host.ticks(2);

    assertThat(host.inputs).containsExactly("1.1");
    assertThat(host.told("safe")).containsExactly("safe 1 uncovered");
  }

  // When a tick is computed.

  @Test
  void aTickIsHandedOutWhenItIsDueAndNotBefore() {
    host.becomeHost(1, StateId.NONE, ALONE);
    long firstNs = host.nowNs;
    host.compute();
    assertThat(host.due).isNull();
    assertThat(host.wakeAtNs).isEqualTo(firstNs + TICK_NS);
    host.exchange.wake(host.wakeAtNs - 1);
    assertThat(host.due).isNull();

    host.wake();
    assertThat(due().tick()).isEqualTo(2);
    assertThat(due().tickNs()).isEqualTo(TICK_NS);
  }

  @Test
  void thereIsOneTickAtATime() {
    host.becomeHost(1, StateId.NONE, ALONE);
    host.due = null;
    host.nowNs += 10 * TICK_NS;
    host.exchange.wake(host.nowNs);

    assertThat(host.due).isNull();
    assertThat(host.exchange.isTickOut()).isTrue();
  }

  @Test
  void aHostMakesUpForThreeTicksAndDropsTheRest() {
    host.becomeHost(1, StateId.NONE, ALONE);
    host.nowNs += 10 * TICK_NS;
    host.compute();
    int made = 1;
    for (; host.due != null; made++) {
      assertThat(due().moreIsDue()).isEqualTo(made <= TickClock.CATCH_UP_TICKS);
      host.compute();
    }

    assertThat(host.exchange.droppedTicks()).isEqualTo(6);
    assertThat(made).isEqualTo(2 + TickClock.CATCH_UP_TICKS);
  }

  @Test
  void aHostThatMayNotActComputesNothingAndLooksAgain() {
    host.becomeHost(1, StateId.NONE, ALONE);
    host.compute();
    host.mayHost = false;
    host.wake();
    assertThat(host.due).isNull();
    assertThat(host.wakeAtNs).isEqualTo(host.nowNs + HostTicks.LOOK_AGAIN_NS);

    host.mayHost = true;
    host.wake();
    assertThat(due().tick()).isEqualTo(2);
  }

  @Test
  void aTickThatWasComputedDuringAStopIsCommittedOnceTheHostMayActAgain() {
    host.becomeHost(1, StateId.NONE, BOTH);
    host.mayHost = false;
    host.compute();
    host.wake();
    assertThat(host.told("committed")).isEmpty();
    assertThat(host.sent).isEmpty();
    assertThat(host.exchange.isTickOut()).isTrue();

    host.mayHost = true;
    host.wake();
    assertThat(host.told("committed")).containsExactly("committed 1@1");
    assertThat(host.sent).hasSize(1);
  }

  @Test
  void afterTheLastTickOfAHandOverThatOneIsSentAgainAndAgain() {
    host.becomeHost(1, StateId.NONE, BOTH);
    host.exchange.stopAfter(new Tick(2));
    host.ticks(2);
    host.sent.clear();
    for (int i = 0; i < 3; i++) {
      host.wake();
      assertThat(host.due).isNull();
      assertThat(host.wakeAtNs).isEqualTo(host.nowNs + TICK_NS);
    }

    assertThat(host.sent).hasSize(3);
    assertThat(host.sent).allMatch(each -> Pair.parsed(each.packet()).stateTick == 2);
    assertThat(host.told("committed")).hasSize(2);
  }

  @Test
  void theStateThatANewHostGoesOnFromIsLoadedBeforeItsFirstTickAlone() {
    TestProcess peer = new TestProcess(2, false);
    host.becomeHost(1, StateId.NONE, BOTH);
    assertThat(due().loadFirst()).isNull();
    peer.follow(1, 1, StateId.NONE, BOTH);
    host.ticks(3);
    host.deliver(peer);
    peer.becomeHost(2, state(1, 3), BOTH);
    if (peer.due == null) {
      peer.wake();
    }

    DueTick first = Objects.requireNonNull(peer.due);
    assertThat(first.tick()).isEqualTo(4);
    assertThat(first.loadFirst()).isNotNull().extracting(StateImage::id).isEqualTo(state(1, 3));
    peer.compute();
    peer.wake();
    assertThat(Objects.requireNonNull(peer.due).loadFirst()).isNull();
  }

  @Test
  void aTickThatWasHandedOutBeforeTheRoleChangedIsIgnored() {
    host.becomeHost(1, StateId.NONE, BOTH);
    host.tick();
    host.wake();
    DueTick old = due();
    host.becomeHost(2, state(1, 1), BOTH);
    if (host.due == old) {
      host.wake();
    }
    host.exchange.tickComputed(old, (out, scope) -> out.put((byte) 1), host.nowNs);
    assertThat(host.told("committed")).containsExactly("committed 1@1");

    host.compute();
    assertThat(host.told("committed")).containsExactly("committed 1@1", "committed 2@2");
  }

  @Test
  void aTickCannotBeGivenBackTwice() {
    host.becomeHost(1, StateId.NONE, ALONE);
    DueTick first = due();
    host.compute();

    assertThatThrownBy(() -> host.exchange.tickComputed(first, (out, scope) -> {}, host.nowNs))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1");
  }
}
