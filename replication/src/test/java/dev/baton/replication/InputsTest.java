package dev.baton.replication;

import static dev.baton.replication.Samples.OTHER;
import static dev.baton.replication.Samples.PEER;
import static dev.baton.replication.Samples.input;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.PeerId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The peer's journal and the host's inbox, side by side. */
final class InputsTest {

  private final ReplicationLimits limits =
      new ReplicationLimits(1024, 8, 32, 60, 100, 16, 16, 4, 3);
  private final InputJournal journal = new InputJournal(limits);
  private final InputInbox inbox = new InputInbox(limits);
  private final InputPacket packet = new InputPacket();
  private final List<String> applied = new ArrayList<>();

  @Test
  void inputsAreNumberedFromOne() {
    journal.noteApplied(0);
    submit(2);

    assertThat(journal.last()).isEqualTo(2);
    assertThat(deliver(1)).containsExactly("2:1=100", "2:2=101");
  }

  @Test
  void noInputIsTakenBeforeTheWatermarkIsKnown() {
    assertThat(journal.submit(input(1))).isEqualTo(Submission.NOT_SEATED);
  }

  @Test
  void aProcessThatIsStartedAnewNumbersOnAfterTheWatermark() {
    journal.noteApplied(41);
    submit(1);

    assertThat(journal.last()).isEqualTo(42);
    assertThat(journal.oldest()).isEqualTo(42);
  }

  @Test
  void aFullJournalRefusesTheNewAndKeepsTheOld() {
    journal.noteApplied(0);
    submit(16);
    assertThat(journal.submit(input(1))).isEqualTo(Submission.JOURNAL_FULL);
    assertThat(journal.oldest()).isEqualTo(1);

    journal.noteSafe(1);
    assertThat(journal.submit(input(1))).isEqualTo(Submission.TAKEN);
  }

  @Test
  void anInputThatIsTooLongIsRefused() {
    journal.noteApplied(0);

    assertThat(journal.submit(ByteBuffer.allocate(101))).isEqualTo(Submission.TOO_LONG);
    assertThat(journal.last()).isZero();
  }

  @Test
  void anInputIsSentUntilAStateShowsThatItWasApplied() {
    journal.noteApplied(0);
    submit(3);
    assertThat(sequencesSent(1)).containsExactly(1L, 2L, 3L);
    assertThat(sequencesSent(1)).containsExactly(1L, 2L, 3L);

    journal.noteApplied(2);
    assertThat(sequencesSent(1)).containsExactly(3L);
    assertThat(journal.oldest()).isEqualTo(1);
  }

  @Test
  void aNewHostIsSentEverythingAfterTheWatermarkAgain() {
    journal.noteApplied(0);
    submit(4);
    sequencesSent(1);
    journal.noteApplied(3);
    journal.noteSafe(1);
    journal.startOver(1);

    assertThat(sequencesSent(2)).containsExactly(2L, 3L, 4L);
    assertThat(journal.resent()).isEqualTo(3);
    assertThat(sequencesSent(2)).hasSize(3);
    assertThat(journal.resent()).isEqualTo(3);
  }

  @Test
  void whatDoesNotFitOneDatagramFollowsInTheNextOldestFirst() {
    journal.noteApplied(0);
    for (int i = 0; i < 15; i++) {
      assertThat(journal.submit(ByteBuffer.allocate(100))).isEqualTo(Submission.TAKEN);
    }
    Samples.Outbox outbox = new Samples.Outbox();
    journal.write(1, outbox);

    assertThat(outbox.packets).hasSize(2);
    assertThat(outbox.packets).allMatch(sent -> sent.remaining() <= ReplicationLimits.PACKET_BYTES);
    assertThat(packet.read(outbox.packets.get(1))).isEmpty();
    assertThat(packet.firstSequence()).isEqualTo(12);
  }

  @Test
  void aReportOfMoreThanWasSubmittedMakesOnlyThatSafe() {
    journal.noteApplied(0);
    submit(2);
    journal.noteSafe(99);

    assertThat(journal.safe()).isEqualTo(2);
    assertThat(journal.oldest()).isEqualTo(3);
  }

  @Test
  void aDuplicateIsNotDeliveredAgain() {
    journal.noteApplied(0);
    submit(2);
    deliver(1);

    assertThat(deliver(1)).isEmpty();
    assertThat(lane().offer(packet)).isEqualTo(Arrival.DUPLICATE);
    assertThat(lane().watermark()).isEqualTo(2);
  }

  @Test
  void whatComesAfterAGapWaitsForIt() {
    journal.noteApplied(0);
    submit(3);
    ByteBuffer all = sent(1);
    journal.startOver(2);
    ByteBuffer third = sent(1);

    offer(third);
    assertThat(drained()).isEmpty();
    offer(all);
    assertThat(drained()).containsExactly("2:1=100", "2:2=101", "2:3=102");
  }

  @Test
  void aGapThatNothingWillFillIsPassedOverAndCounted() {
    journal.noteApplied(7);
    submit(2);
    offer(sent(1));

    assertThat(drained()).containsExactly("2:8=100", "2:9=101");
    assertThat(inbox.skipped()).isEqualTo(7);
  }

  @Test
  void aGapFarBeyondTheWindowIsPassedOverAtOnce() {
    journal.noteApplied(1L << 50);
    submit(1);
    offer(sent(1));
    assertThat(drained()).isEmpty();
    assertThat(lane().watermark()).isEqualTo(1L << 50);

    offer(sent(1));
    assertThat(drained()).hasSize(1);
  }

  @Test
  void whatIsBeyondTheWindowIsNotTakenAndComesAgain() {
    InputInbox.Lane lane = lane();
    lane.offer(17, input(1));
    lane.offer(16, input(1));

    assertThat(lane.hasRoomFor(16)).isTrue();
    assertThat(lane.hasRoomFor(17)).isFalse();
    for (long i = 1; i <= 15; i++) {
      lane.offer(i, input(1));
    }
    for (int i = 0; i < 5; i++) {
      drained();
    }
    assertThat(lane.watermark()).isEqualTo(16);
  }

  @Test
  void oneTickTakesOnlySoManyInputsOfOnePeer() {
    journal.noteApplied(0);
    submit(6);

    assertThat(deliver(1)).hasSize(4);
    assertThat(drained()).hasSize(2);
  }

  @Test
  void inputsComeInOrderOfPeerThenSequence() {
    lane(OTHER).offer(1, input(7));
    lane(PEER).offer(1, input(8));
    lane(PEER).offer(2, input(9));

    assertThat(drained()).containsExactly("2:1=8", "2:2=9", "3:1=7");
  }

  @Test
  void aPeerThatIsSeatedAgainKeepsItsWatermarkAndLosesWhatWaits() {
    lane(PEER).offer(1, input(1));
    drained();
    lane(PEER).offer(2, input(2));
    inbox.seat(PEER);

    assertThat(drained()).isEmpty();
    assertThat(lane().watermark()).isEqualTo(1);
  }

  @Test
  void thereAreNoMorePlayersThanTheLimitAllows() {
    for (int i = 1; i <= 3; i++) {
      inbox.seat(new PeerId(i));
    }

    assertThatThrownBy(() -> inbox.seat(new PeerId(4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("3");
    inbox.seat(PEER);
    assertThat(inbox.players()).isEqualTo(3);
  }

  @Test
  void aHostsOwnInputsNeedNoPacket() {
    journal.noteApplied(0);
    submit(2);
    journal.offerTo(lane());
    journal.offerTo(lane());

    assertThat(drained()).containsExactly("2:1=100", "2:2=101");
  }

  private void submit(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(journal.submit(input(100 + i))).isEqualTo(Submission.TAKEN);
    }
  }

  private ByteBuffer sent(int epoch) {
    Samples.Outbox outbox = new Samples.Outbox();
    journal.write(epoch, outbox);
    return outbox.only();
  }

  private List<Long> sequencesSent(int epoch) {
    assertThat(packet.read(sent(epoch))).isEmpty();
    List<Long> sequences = new ArrayList<>();
    for (int i = 0; i < packet.count(); i++) {
      sequences.add(packet.firstSequence() + i);
    }
    return sequences;
  }

  private void offer(ByteBuffer sent) {
    assertThat(packet.read(sent)).isEmpty();
    lane().offer(packet);
  }

  private List<String> deliver(int epoch) {
    offer(sent(epoch));
    return drained();
  }

  private InputInbox.Lane lane() {
    return lane(PEER);
  }

  private InputInbox.Lane lane(PeerId peer) {
    if (inbox.find(peer) == null) {
      inbox.seat(peer);
    }
    return requireNonNull(inbox.find(peer));
  }

  private List<String> drained() {
    applied.clear();
    inbox.drain(
        (peer, sequence, input) ->
            applied.add(peer.value() + ":" + sequence + "=" + input.getInt(input.position())));
    return List.copyOf(applied);
  }
}
