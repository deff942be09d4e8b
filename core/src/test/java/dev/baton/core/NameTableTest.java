package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 2: the name table. */
class NameTableTest {

  private static final SessionId SESSION = new SessionId(1, 2);

  private static Operation join(int id) {
    return new Operation.Join(
        new PeerId(id), TestCredentials.keyOf("p" + id), "p" + id, new Endpoint("10.0.0.1", id));
  }

  private static NameTable with(NameTable table, Epoch epoch, Operation... operations) {
    NameTable result = table;
    for (Operation operation : operations) {
      result = result.with(result.numbered(epoch, operation)).orElseThrow();
    }
    return result;
  }

  private static NameTable empty() {
    return NameTable.empty(SESSION, World.RULES);
  }

  @Test
  void d2NumbersBeginWithOneAndGrowByOne() {
    NameTable table = with(empty(), Epoch.FIRST, join(1), join(2));
    assertThat(table.number()).isEqualTo(new TableVersion(Epoch.FIRST, 2));
    assertThat(table.since(TableVersion.EMPTY, Digest.ZERO).orElseThrow())
        .extracting(operation -> operation.number().version())
        .containsExactly(1, 2);
  }

  @Test
  void d2TheSameOperationsGiveTheSameTable() {
    NameTable a = with(empty(), Epoch.FIRST, join(1), join(2), new Operation.CountWitness(true));
    NameTable b = with(empty(), Epoch.FIRST, join(1), join(2), new Operation.CountWitness(true));
    assertThat(a.snapshot()).isEqualTo(b.snapshot());
  }

  @Test
  void twoDifferentOperationsWithOneNumberAreTold() {
    NameTable common = with(empty(), Epoch.FIRST, join(1));
    NumberedOperation one = common.numbered(Epoch.FIRST, join(2));
    NumberedOperation other = common.numbered(Epoch.FIRST, join(3));
    NameTable table = common.with(one).orElseThrow();
    assertThat(one.chain()).isNotEqualTo(other.chain());
    assertThat(table.since(other.number(), other.chain())).isEmpty();
    assertThat(table.discardedBy(common.with(other).orElseThrow().snapshot())).containsExactly(one);
  }

  @Test
  void anOperationThatDoesNotFollowIsNotApplied() {
    NameTable table = with(empty(), Epoch.FIRST, join(1));
    NameTable ahead = with(table, Epoch.FIRST, join(2));
    NumberedOperation third = ahead.numbered(Epoch.FIRST, join(3));
    assertThat(table.with(third)).isEqualTo(Optional.empty());
  }

  @Test
  void d5OnlyWhatIsStrictlyOlderThanTheMinimumIsDropped() {
    NameTable table = with(empty(), Epoch.FIRST, join(1), join(2), join(3), join(4), join(5));
    NameTable trimmed = table.trimmedTo(4);
    assertThat(trimmed.logLength()).isEqualTo(2);
    assertThat(trimmed.chain()).isEqualTo(table.chain());
    NumberedOperation third = table.since(TableVersion.EMPTY, Digest.ZERO).orElseThrow().get(2);
    assertThat(trimmed.since(third.number(), third.chain()).orElseThrow()).hasSize(2);
  }

  @Test
  void theLogIsBounded() {
    NameTable table = with(empty(), Epoch.FIRST, join(1));
    for (int i = 0; i < NameTable.LOG_MAX + 10; i++) {
      table = with(table, Epoch.FIRST, new Operation.SessionData(Bytes.of((byte) i)));
    }
    assertThat(table.logLength()).isEqualTo(NameTable.LOG_MAX);
  }

  @Test
  void aReservedSeatKeepsItsNumberAndIsNoVoter() {
    NameTable table =
        with(
            empty(),
            Epoch.FIRST,
            join(1),
            join(2),
            new Operation.Leave(new PeerId(2), LeaveReason.CONNECTION_LOST, true));
    assertThat(table.isVoter(new PeerId(2))).isFalse();
    assertThat(table.seatOf(PeerKey.of(TestCredentials.keyOf("p2"))))
        .map(Seat::peer)
        .contains(new PeerId(2));
    assertThat(table.peerIdNext()).isEqualTo(3);
  }

  @Test
  void aNumberIsNeverGivenTwice() {
    NameTable table =
        with(
            empty(),
            Epoch.FIRST,
            join(1),
            join(2),
            new Operation.Leave(new PeerId(2), LeaveReason.NORMAL, false));
    assertThat(table.seat(new PeerId(2))).isEmpty();
    assertThat(table.peerIdNext()).isEqualTo(3);
  }

  @Test
  void whoLeavesIsNoLongerInTheSuccession() {
    NameTable table =
        with(
            empty(),
            Epoch.FIRST,
            join(1),
            join(2),
            join(3),
            new Operation.Succession(List.of(new PeerId(3), new PeerId(2))),
            new Operation.Leave(new PeerId(3), LeaveReason.NORMAL, false));
    assertThat(table.standbys()).containsExactly(new PeerId(2));
  }
}
