package dev.baton.replication;

import static dev.baton.replication.Samples.HOST;
import static dev.baton.replication.Samples.OTHER;
import static dev.baton.replication.Samples.PEER;
import static dev.baton.replication.Samples.input;
import static dev.baton.replication.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Durability;
import dev.baton.core.Epoch;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that become host, hosts that become peers, and what is safe meanwhile. */
final class RolesTest {

  private static final Epoch SECOND = new Epoch(2);

  private final Pair pair = Pair.ofStandby();
  private final List<Long> applied = new ArrayList<>();

  @Test
  void aStandbyGoesOnWithTheTickAfterTheOneThatItHolds() {
    pair.play(5);
    HostReplica successor = pair.peer.becomeHost(SECOND, state(1, 5));
    successor.setPeers(List.of(new Receiver(HOST, Scope.COMPLETE)));
    pair.tick(successor);

    assertThat(successor.held(Scope.COMPLETE)).isEqualTo(state(2, 6));
    assertThat(successor.epoch()).isEqualTo(SECOND);
    assertThat(successor.tick()).isEqualTo(new Tick(6));
  }

  @Test
  void aPeerCannotGoOnFromAStateThatItDoesNotHold() {
    pair.play(5);

    assertThatThrownBy(() -> pair.peer.becomeHost(SECOND, state(1, 6)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1@6");
    assertThat(pair.peer.held(Scope.COMPLETE)).isEqualTo(state(1, 5));
  }

  @Test
  void aFormerHostGivesUpWhatDidNotSurviveAndIsServedByDeltas() {
    pair.play(5);
    pair.tick();
    HostReplica successor = pair.peer.becomeHost(SECOND, state(1, 5));
    PeerReplica former = pair.host.becomePeer();

    assertThat(former.obey(SECOND, state(1, 5))).contains(new Rewind(new Tick(6), new Tick(5)));
    assertThat(former.held(Scope.COMPLETE)).isEqualTo(state(1, 5));

    successor.setPeers(List.of(new Receiver(HOST, Scope.COMPLETE)));
    successor.noteHeld(HOST, state(1, 5), Scope.COMPLETE);
    pair.tick(successor);
    Samples.Outbox outbox = new Samples.Outbox();
    successor.writeTo(HOST, outbox);
    assertThat(Pair.parsed(outbox.only()).baselineTick).isEqualTo(5);
    assertThat(former.packetArrived(outbox.only())).isEqualTo(Arrival.TAKEN);
    assertThat(former.show()).isNotNull().extracting(StateImage::id).isEqualTo(state(2, 6));
  }

  @Test
  void aFormerHostsOwnInputsThatDidNotSurviveAreSentToTheNew() {
    pair.play(2);
    pair.host.submit(input(7));
    pair.tick();
    HostReplica successor = pair.peer.becomeHost(SECOND, state(1, 2));
    PeerReplica former = pair.host.becomePeer();
    former.obey(SECOND, state(1, 2));
    Samples.Outbox outbox = new Samples.Outbox();
    former.writeInputs(outbox);

    assertThat(successor.inputsArrived(HOST, outbox.only())).isEqualTo(Arrival.TAKEN);
    successor.beginTick((peer, sequence, input) -> applied.add(sequence));
    assertThat(applied).containsExactly(1L);
  }

  @Test
  void anInputThatTheStateContainsIsNotAppliedByTheNextHost() {
    pair.play(1);
    pair.peer.submit(input(7));
    Samples.Outbox outbox = new Samples.Outbox();
    pair.peer.writeInputs(outbox);
    assertThat(pair.host.inputsArrived(PEER, outbox.only())).isEqualTo(Arrival.TAKEN);
    pair.play(1);
    HostReplica successor = pair.peer.becomeHost(SECOND, state(1, 2));
    successor.beginTick((peer, sequence, input) -> applied.add(sequence));

    assertThat(applied).isEmpty();
    assertThat(successor.inputsArrived(PEER, outbox.only().putInt(1, 2)))
        .isEqualTo(Arrival.DUPLICATE);
  }

  @Test
  void aNewHostAppliesItsOwnInputsThatItsPredecessorHadNot() {
    pair.play(1);
    pair.peer.submit(input(7));
    HostReplica successor = pair.peer.becomeHost(SECOND, state(1, 1));
    successor.beginTick((peer, sequence, input) -> applied.add(sequence));

    assertThat(applied).containsExactly(1L);
  }

  @Test
  void inputsOfAnotherEpochAreNotTaken() {
    pair.play(1);
    pair.peer.submit(input(7));
    Samples.Outbox outbox = new Samples.Outbox();
    pair.peer.writeInputs(outbox);

    assertThat(pair.host.inputsArrived(PEER, outbox.only().putInt(1, 2)))
        .isEqualTo(Arrival.NEWER_EPOCH);
    assertThat(pair.host.inputsArrived(OTHER, outbox.only().putInt(1, 1)))
        .isEqualTo(Arrival.UNKNOWN_PEER);
  }

  @Test
  void anInputIsSafeOnceAStandbyHasAStateThatContainsIt() {
    pair.play(1);
    pair.peer.submit(input(7));
    Samples.Outbox outbox = new Samples.Outbox();
    pair.peer.writeInputs(outbox);
    pair.host.inputsArrived(PEER, outbox.only());
    pair.tick();
    pair.deliver();
    assertThat(pair.peer.safeSequence()).isZero();

    pair.acknowledge();
    pair.deliver();
    assertThat(pair.peer.safeSequence()).isEqualTo(1);
    assertThat(pair.peer.safe()).isEqualTo(state(1, 2));
    assertThat(pair.peer.uncovered()).isFalse();
  }

  @Test
  void withoutAStandbyPeersAreToldThatNothingCoversWhatIsSafe() {
    Pair visible = Pair.ofVisible();
    visible.play(1);

    assertThat(visible.host.uncovered()).isTrue();
    assertThat(visible.peer.uncovered()).isTrue();
    assertThat(visible.peer.safe()).isEqualTo(state(1, 1));
  }

  @Test
  void anIsolatedHostReportsNothingAsSafe() {
    pair.play(2);
    pair.host.suspendSafe(true);
    pair.play(2);
    assertThat(pair.host.safe()).isEqualTo(state(1, 2));

    pair.host.suspendSafe(false);
    assertThat(pair.host.safe()).isEqualTo(state(1, 4));
  }

  @Test
  void aNewHostReportsNothingSafeBeforeItKnowsItsStandbys() {
    pair.play(5);
    pair.deliver();
    HostReplica successor = pair.peer.becomeHost(SECOND, state(1, 5));
    pair.tick(successor);

    assertThat(successor.safe()).isEqualTo(state(1, 5));
    successor.setPeers(List.of(new Receiver(OTHER, Scope.COMPLETE)));
    pair.tick(successor);
    assertThat(successor.safe()).isEqualTo(state(1, 5));
  }

  @Test
  void whatPeersSayThatTheyHoldSavesThemAKeyframe() {
    pair.play(5);
    HostReplica successor = pair.peer.becomeHost(SECOND, state(1, 5));
    successor.setPeers(
        List.of(new Receiver(HOST, Scope.COMPLETE), new Receiver(OTHER, Scope.VISIBLE)));
    successor.noteHeld(HOST, state(1, 3), Scope.COMPLETE);
    successor.noteHeld(OTHER, state(1, 5), Scope.VISIBLE);
    pair.tick(successor);
    Samples.Outbox toStandby = new Samples.Outbox();
    Samples.Outbox toOther = new Samples.Outbox();
    successor.writeTo(HOST, toStandby);
    successor.writeTo(OTHER, toOther);

    assertThat(Pair.parsed(toStandby.only()).baselineTick).isEqualTo(3);
    assertThat(Pair.parsed(toOther.only()).baselineTick).isZero();
  }

  @Test
  void whereScopesAreEqualNobodyNeedsAKeyframeAfterATakeover() {
    Pair equal = new Pair(Scope.COMPLETE, true, ReplicationLimits.DEFAULT);
    equal.play(5);
    HostReplica successor = equal.peer.becomeHost(SECOND, state(1, 5));
    successor.setPeers(List.of(new Receiver(OTHER, Scope.VISIBLE)));
    successor.noteHeld(OTHER, state(1, 4), Scope.VISIBLE);
    equal.tick(successor);
    Samples.Outbox outbox = new Samples.Outbox();
    successor.writeTo(OTHER, outbox);

    assertThat(Pair.parsed(outbox.only()).baselineTick).isEqualTo(4);
    assertThat(Pair.parsed(outbox.only()).scope).isEqualTo(Scope.COMPLETE);
  }

  @Test
  void beforeItsFirstTickANewHostSendsTheStateThatItResumesFrom() {
    pair.play(5);
    HostReplica successor = pair.peer.becomeHost(SECOND, state(1, 5));
    successor.setPeers(List.of(new Receiver(OTHER, Scope.COMPLETE)));
    Samples.Outbox outbox = new Samples.Outbox();
    successor.writeTo(OTHER, outbox);
    PeerReplica other = new PeerReplica(Samples.settings(OTHER));
    other.obey(SECOND, state(1, 5));

    assertThat(other.packetArrived(outbox.only())).isEqualTo(Arrival.TAKEN);
    assertThat(other.held(Scope.COMPLETE)).isEqualTo(state(1, 5));
  }

  @Test
  void aCandidateFetchesALaterStateFromAnotherPeer() {
    pair.play(5);
    Samples.Outbox outbox = new Samples.Outbox();
    assertThat(pair.peer.writeState(state(1, 5), outbox)).isTrue();
    assertThat(pair.peer.writeState(state(1, 6), outbox)).isFalse();
    ByteBuffer bulk = outbox.bulks.get(0);
    PeerReplica candidate = new PeerReplica(Samples.settings(OTHER));
    candidate.obey(Epoch.FIRST, StateId.NONE);
    candidate.refuseStates();

    assertThat(candidate.install(state(1, 4), bulk)).isEqualTo(Arrival.UNKNOWN_STATE);
    assertThat(candidate.install(state(1, 5), bulk)).isEqualTo(Arrival.TAKEN);
    assertThat(candidate.install(state(1, 5), bulk)).isEqualTo(Arrival.DUPLICATE);
    HostReplica successor = candidate.becomeHost(SECOND, state(1, 5));
    assertThat(successor.newest(Scope.COMPLETE).orElseThrow().players()).isEqualTo(2);
  }

  @Test
  void aFetchedStateThatIsDamagedIsNotInstalled() {
    pair.play(5);
    Samples.Outbox outbox = new Samples.Outbox();
    pair.peer.writeState(state(1, 5), outbox);
    ByteBuffer bulk = outbox.bulks.get(0);
    bulk.put(bulk.limit() - 1, (byte) ~bulk.get(bulk.limit() - 1));
    PeerReplica candidate = new PeerReplica(Samples.settings(OTHER));

    assertThat(candidate.install(state(1, 5), bulk)).isEqualTo(Arrival.WRONG_HASH);
    assertThat(candidate.install(state(1, 5), bulk.limit(80))).isEqualTo(Arrival.MALFORMED);
    assertThat(candidate.held(Scope.COMPLETE)).isEqualTo(StateId.NONE);
  }

  @Test
  void aPeerThatComesBackIsNotTakenToHoldWhatItsFormerProcessHeld() {
    pair.play(5);
    pair.host.seat(PEER);
    pair.tick();

    assertThat(Pair.parsed(pair.sent().only()).baselineTick).isZero();
    assertThat(pair.host.safe()).isEqualTo(state(1, 5));
  }

  @Test
  void whatAStandbysFormerProcessHeldMakesNothingSafeAnyMore() {
    HostReplica two =
        HostReplica.first(
            new ReplicationSettings(
                HOST, new Durability.Standby(2), false, ReplicationLimits.DEFAULT));
    two.setPeers(List.of(new Receiver(PEER, Scope.COMPLETE), new Receiver(OTHER, Scope.COMPLETE)));
    pair.tick(two);
    two.noteHeld(PEER, state(1, 1), Scope.COMPLETE);
    two.seat(PEER);
    two.noteHeld(OTHER, state(1, 1), Scope.COMPLETE);
    assertThat(two.safe()).isEqualTo(StateId.NONE);

    two.noteHeld(PEER, state(1, 1), Scope.COMPLETE);
    assertThat(two.safe()).isEqualTo(state(1, 1));
  }

  @Test
  void aRemovedPlayerIsInNoFurtherState() {
    pair.play(1);
    pair.host.unseat(PEER);
    pair.play(1);

    assertThat(pair.peer.newest(Scope.COMPLETE).orElseThrow().players()).isEqualTo(1);
  }

  @Test
  void anEpochIsObeyedOnceAndNeverBackwards() {
    pair.play(3);
    assertThat(pair.peer.show()).isNotNull();
    pair.peer.obey(new Epoch(3), state(1, 2));

    assertThat(pair.peer.obey(new Epoch(3), state(1, 1))).isEmpty();
    assertThat(pair.peer.held(Scope.COMPLETE)).isEqualTo(state(1, 2));
    assertThatThrownBy(() -> pair.peer.obey(SECOND, state(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epoch 2");
  }

  @Test
  void aPeerThatMissedAnEpochClaimsNothingOfTheOneBefore() {
    pair.play(9);
    assertThat(pair.peer.show()).isNotNull();

    assertThat(pair.peer.obey(new Epoch(3), state(2, 20)))
        .contains(new Rewind(new Tick(9), new Tick(8)));
    assertThat(pair.peer.held(Scope.COMPLETE)).isEqualTo(StateId.NONE);
  }

  @Test
  void anInputSubmittedBeforeAnyStateIsRefused() {
    assertThat(pair.peer.submit(input(1))).isEqualTo(Submission.NOT_SEATED);
    pair.play(1);
    assertThat(pair.peer.submit(input(1))).isEqualTo(Submission.TAKEN);
    assertThat(pair.host.submit(input(1))).isEqualTo(Submission.TAKEN);
    assertThat(pair.host.lastSequence()).isEqualTo(1);
  }
}
