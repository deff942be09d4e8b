package dev.baton.replication;

import static dev.baton.replication.Samples.HOST;
import static dev.baton.replication.Samples.OTHER;
import static dev.baton.replication.Samples.PEER;
import static dev.baton.replication.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Epoch;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** States on their way from a host to a peer within one epoch. */
final class StatesTest {

  private static final ReplicationLimits SMALL =
      new ReplicationLimits(64 << 10, 8, 4, 10, 64, 64, 64, 4, 8);

  private final Pair pair = Pair.ofStandby();

  @Test
  void thePeerHoldsTheHostsStateByteForByte() {
    pair.play(3);
    StateImage hosts = pair.host.newest(Scope.COMPLETE).orElseThrow();
    StateImage peers = pair.peer.newest(Scope.COMPLETE).orElseThrow();

    assertThat(peers.id()).isEqualTo(state(1, 3));
    assertThat(peers.hash()).isEqualTo(hosts.hash());
    assertThat(peers.gameBytes()).isEqualTo(hosts.gameBytes());
    assertThat(peers.gameBytes().remaining()).isEqualTo(100);
    assertThat(peers.players()).isEqualTo(2);
    assertThat(peers.player(1)).isEqualTo(PEER);
    assertThat(peers.watermark(HOST)).contains(0L);
    assertThat(peers.watermark(OTHER)).isEmpty();
  }

  @Test
  void thereAreKeyframesUntilAStateIsAcknowledgedAndDeltasThen() {
    pair.tick();
    pair.deliver();
    pair.tick();
    assertThat(Pair.parsed(pair.sent().only()).baselineTick).isZero();

    pair.acknowledge();
    pair.tick();
    assertThat(Pair.parsed(pair.sent().only()).baselineTick).isEqualTo(1);
  }

  @Test
  void aStateThatWasLostIsMadeUpForByTheNext() {
    pair.play(1);
    pair.tick();
    pair.tick();

    assertThat(pair.deliver()).containsExactly(Arrival.TAKEN);
    assertThat(pair.peer.held(Scope.COMPLETE)).isEqualTo(state(1, 3));
  }

  @Test
  void aStateThatComesTwiceOrLateDoesNoHarm() {
    pair.play(2);
    pair.tick();
    ByteBuffer third = pair.sent().only();
    pair.tick();
    pair.deliver();

    assertThat(pair.peer.packetArrived(third)).isEqualTo(Arrival.TAKEN);
    assertThat(pair.peer.packetArrived(third)).isEqualTo(Arrival.DUPLICATE);
    assertThat(pair.peer.held(Scope.COMPLETE)).isEqualTo(state(1, 4));
    assertThat(pair.peer.count(Arrival.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void aStateOlderThanTheRingIsLate() {
    pair.tick();
    ByteBuffer first = pair.sent().only();
    pair.play(70);

    assertThat(pair.peer.packetArrived(first)).isEqualTo(Arrival.LATE);
  }

  @Test
  void aLargeStateTravelsInFragmentsThatArriveInAnyOrder() {
    pair.stateOf(20_000);
    pair.tick();
    List<ByteBuffer> packets = pair.sent().packets;
    packets.addAll(List.copyOf(packets));
    Collections.shuffle(packets, new Random(3));
    packets.forEach(pair.peer::packetArrived);

    assertThat(packets).hasSize(36);
    assertThat(pair.peer.count(Arrival.TAKEN)).isEqualTo(1);
    assertThat(pair.peer.count(Arrival.WRONG_HASH)).isZero();
    assertThat(pair.peer.held(Scope.COMPLETE)).isEqualTo(state(1, 1));
  }

  @Test
  void onlyAFewTicksAreUnderWayAtOnce() {
    pair.stateOf(2000);
    pair.tick();
    List<ByteBuffer> oldest = pair.sent().packets;
    pair.peer.packetArrived(oldest.get(0));
    for (int i = 0; i < ReplicationLimits.ASSEMBLIES; i++) {
      pair.tick();
      assertThat(pair.peer.packetArrived(pair.sent().packets.get(0))).isEqualTo(Arrival.PARTIAL);
    }

    assertThat(pair.peer.packetArrived(oldest.get(1))).isEqualTo(Arrival.LATE);
    assertThat(pair.peer.packetArrived(pair.sent().packets.get(1))).isEqualTo(Arrival.TAKEN);
  }

  @Test
  void aKeyframeThatIsTooLargeForDatagramsTravelsInBulkAndIsNotRepeatedAtOnce() {
    Pair small = new Pair(Scope.COMPLETE, false, SMALL);
    small.stateOf(10_000);
    small.tick();
    List<ByteBuffer> bulks = small.sent().bulks;
    assertThat(bulks).hasSize(1);
    for (int i = 0; i < 9; i++) {
      small.tick();
      assertThat(small.sent().bulks).isEmpty();
    }
    small.tick();
    assertThat(small.sent().bulks).hasSize(1);
    assertThat(small.peer.packetArrived(bulks.get(0))).isEqualTo(Arrival.TAKEN);
  }

  @Test
  void anAcknowledgementThatIsLostLeadsToAnOlderBaseline() {
    pair.play(2);
    for (int i = 0; i < 10; i++) {
      pair.tick();
      assertThat(pair.deliver()).containsExactly(Arrival.TAKEN);
    }

    assertThat(Pair.parsed(pair.sent().only()).baselineTick).isEqualTo(2);
  }

  @Test
  void aReceiverThatIsSilentForLongerThanTheRingIsSentAKeyframe() {
    pair.play(2);
    for (int i = 0; i < 64; i++) {
      pair.tick();
    }

    assertThat(Pair.parsed(pair.sent().only()).baselineTick).isZero();
    assertThat(pair.deliver()).containsExactly(Arrival.TAKEN);
  }

  @Test
  void aPeerWithoutTheBaselineSaysWhatItHasAndIsServedFromThere() {
    pair.play(2);
    ByteBuffer second = pair.acknowledgement();
    pair.play(1);
    PeerReplica fresh = freshPeer();
    pair.tick();

    assertThat(fresh.packetArrived(pair.sent().only())).isEqualTo(Arrival.NO_BASELINE);
    Samples.Outbox asked = new Samples.Outbox();
    fresh.writeAck(asked);
    assertThat(pair.host.ackArrived(PEER, asked.only())).isEqualTo(Arrival.TAKEN);
    assertThat(Pair.parsed(pair.sent().only()).baselineTick).isZero();

    assertThat(pair.host.ackArrived(PEER, second)).isEqualTo(Arrival.TAKEN);
    assertThat(Pair.parsed(pair.sent().only()).baselineTick).isEqualTo(2);
  }

  @Test
  void aStateWithTheWrongHashIsNotTakenAndMendedByAKeyframe() {
    pair.play(2);
    pair.tick();
    ByteBuffer damaged = pair.sent().only();
    int last = damaged.limit() - 1;
    damaged.put(last, (byte) ~damaged.get(last));

    assertThat(pair.peer.packetArrived(damaged)).isEqualTo(Arrival.WRONG_HASH);
    assertThat(pair.peer.held(Scope.COMPLETE)).isEqualTo(state(1, 2));
    pair.acknowledge();
    assertThat(Pair.parsed(pair.sent().only()).baselineTick).isZero();
    assertThat(pair.deliver()).containsExactly(Arrival.TAKEN);
    pair.acknowledge();
    pair.tick();
    assertThat(Pair.parsed(pair.sent().only()).baselineTick).isEqualTo(3);
  }

  @Test
  void aPacketOfAnotherEpochChangesNothing() {
    pair.tick();
    ByteBuffer first = pair.sent().only();
    PeerReplica ahead = freshPeer();
    ahead.obey(new Epoch(3), StateId.NONE);
    PeerReplica behind = new PeerReplica(Samples.settings(PEER));

    assertThat(ahead.packetArrived(first)).isEqualTo(Arrival.OLDER_EPOCH);
    assertThat(behind.packetArrived(first)).isEqualTo(Arrival.NEWER_EPOCH);
    assertThat(ahead.held(Scope.COMPLETE)).isEqualTo(StateId.NONE);
    assertThat(behind.held(Scope.COMPLETE)).isEqualTo(StateId.NONE);
  }

  @Test
  void aPeerThatPromisedTakesNoLaterStateAndNoSafeReport() {
    pair.play(3);
    pair.peer.refuseStatesAfter(new Tick(4));
    pair.play(1);
    StateId safe = pair.peer.safe();
    pair.tick();

    assertThat(pair.deliver()).containsExactly(Arrival.REFUSED);
    assertThat(pair.peer.held(Scope.COMPLETE)).isEqualTo(state(1, 4));
    assertThat(pair.peer.safe()).isEqualTo(safe);
  }

  @Test
  void aPeerThatPromisedTakesStatesAgainOnceItIsLetInAgainInTheSameEpoch() {
    pair.play(3);
    pair.peer.refuseStates();
    pair.peer.obey(Epoch.FIRST, StateId.NONE);
    pair.play(1);

    assertThat(pair.peer.held(Scope.COMPLETE)).isEqualTo(state(1, 4));
  }

  @Test
  void malformedBytesAreCountedWithTheirReason() {
    assertThat(pair.peer.packetArrived(ByteBuffer.allocate(3))).isEqualTo(Arrival.MALFORMED);
    assertThat(pair.peer.lastMalformed()).contains(MalformedPacket.TOO_SHORT);
    assertThat(pair.peer.count(Arrival.MALFORMED)).isEqualTo(1);
    assertThat(pair.host.ackArrived(PEER, ByteBuffer.allocate(3))).isEqualTo(Arrival.MALFORMED);
    assertThat(pair.host.inputsArrived(PEER, ByteBuffer.allocate(99))).isEqualTo(Arrival.MALFORMED);
    assertThat(pair.host.lastMalformed()).contains(MalformedPacket.WRONG_KIND);
    assertThat(pair.host.count(Arrival.MALFORMED)).isEqualTo(2);
  }

  @Test
  void aStateBeyondTheLimitIsNotCollected() {
    Pair large = Pair.ofStandby();
    large.stateOf(100_000);
    large.tick();
    PeerReplica small = new PeerReplica(Pair.settings(PEER, false, SMALL));
    small.obey(Epoch.FIRST, StateId.NONE);

    assertThat(small.packetArrived(large.sent().bulks.get(0))).isEqualTo(Arrival.MALFORMED);
    assertThat(small.lastMalformed()).contains(MalformedPacket.STATE_TOO_LARGE);
  }

  @Test
  void anAcknowledgementOfAStateThatNeverWasIsIgnored() {
    pair.play(1);
    ByteBuffer forged = pair.acknowledgement().putLong(11, 77);

    assertThat(pair.host.ackArrived(PEER, forged)).isEqualTo(Arrival.UNKNOWN_STATE);
    assertThat(pair.host.ackArrived(OTHER, forged)).isEqualTo(Arrival.UNKNOWN_PEER);
    assertThat(pair.host.safe()).isEqualTo(state(1, 1));
  }

  @Test
  void theHostCountsTheTicksThatAReceiverLacks() {
    pair.play(5);
    assertThat(pair.host.missedTicks(PEER)).isZero();
    pair.tick();
    pair.tick();
    pair.play(1);

    assertThat(pair.host.missedTicks(PEER)).isEqualTo(2);
  }

  @Test
  void aStateTooLargeForTheLimitsIsTheGamesFault() {
    Pair small = new Pair(Scope.COMPLETE, false, SMALL);
    small.stateOf(70_000);

    assertThatThrownBy(small::tick).isInstanceOf(BufferOverflowException.class);
  }

  @Test
  void onlyReceiversCanBeSentStates() {
    assertThatThrownBy(() -> pair.host.writeTo(OTHER, new Samples.Outbox()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("peer 3");
  }

  @Test
  void nothingIsSentBeforeTheFirstTick() {
    assertThat(pair.sent().packets).isEmpty();
  }

  @Test
  void aStandbyAndAVisibleReceiverOfOneTickGetEachTheirOwn() {
    pair.host.setPeers(
        List.of(new Receiver(PEER, Scope.COMPLETE), new Receiver(OTHER, Scope.VISIBLE)));
    pair.tick();
    Samples.Outbox toOther = new Samples.Outbox();
    ByteBuffer toStandby = pair.sent().only();
    pair.host.writeTo(OTHER, toOther);

    assertThat(pair.peer.packetArrived(toStandby)).isEqualTo(Arrival.TAKEN);
    assertThat(pair.peer.packetArrived(toOther.only())).isEqualTo(Arrival.TAKEN);
    assertThat(pair.peer.newest(Scope.VISIBLE).orElseThrow().gameBytes())
        .isNotEqualTo(pair.peer.newest(Scope.COMPLETE).orElseThrow().gameBytes());
  }

  @Test
  void aVisibleReceiverNeverGetsWhatIsComplete() {
    Pair visible = Pair.ofVisible();
    visible.play(2);

    assertThat(visible.peer.held(Scope.COMPLETE)).isEqualTo(StateId.NONE);
    assertThat(visible.peer.held(Scope.VISIBLE)).isEqualTo(state(1, 2));
    assertThat(visible.peer.newest(Scope.VISIBLE).orElseThrow().gameBytes())
        .isNotEqualTo(visible.host.newest(Scope.COMPLETE).orElseThrow().gameBytes());
  }

  @Test
  void whereScopesAreEqualAVisibleReceiverHoldsCompleteStates() {
    Pair equal = new Pair(Scope.VISIBLE, true, ReplicationLimits.DEFAULT);
    equal.play(2);

    assertThat(equal.peer.held(Scope.COMPLETE)).isEqualTo(state(1, 2));
    assertThat(equal.peer.held(Scope.VISIBLE)).isEqualTo(state(1, 2));
  }

  @Test
  void aStateIsShownOnce() {
    pair.play(2);

    assertThat(pair.peer.show()).isNotNull().extracting(StateImage::tickValue).isEqualTo(2L);
    assertThat(pair.peer.show()).isNull();
  }

  private static PeerReplica freshPeer() {
    PeerReplica fresh = new PeerReplica(Samples.settings(PEER));
    fresh.obey(Epoch.FIRST, StateId.NONE);
    return fresh;
  }
}
