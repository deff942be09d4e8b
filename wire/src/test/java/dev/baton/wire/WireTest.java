package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.Operation;
import dev.baton.core.PeerId;
import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 9: messages to bytes and back. */
@Domain(DomainContext.Global.class)
@Domain(AnyMessage.class)
final class WireTest {

  @Property(tries = 1500)
  void everyMessageIsReadBackAsItWasWritten(@ForAll Message message) {
    ByteBuffer packet = encoded(message);

    assertThat(Wire.decode(packet)).isEqualTo(new Decoded.Ok<>(message));
    assertThat(packet.hasRemaining()).isFalse();
  }

  @Property(tries = 1500)
  void aFlippedBitIsMalformedOrMakesAnotherMessageOfTheSameBytes(
      @ForAll Message message, @ForAll @IntRange(min = 0, max = 1 << 20) int bit) {
    byte[] packet = encoded(message).array();
    packet[bit / 8 % packet.length] ^= (byte) (1 << bit % 8);

    assertCanonicalOrMalformed(packet);
  }

  @Property(tries = 1500)
  void anotherByteIsMalformedOrMakesAnotherMessageOfTheSameBytes(
      @ForAll Message message,
      @ForAll @IntRange(min = 0, max = 1 << 20) int at,
      @ForAll byte with) {
    byte[] packet = encoded(message).array();
    packet[at % packet.length] = with;

    assertCanonicalOrMalformed(packet);
  }

  @Property(tries = 500)
  void whatIsCutShortIsMalformed(
      @ForAll Message message, @ForAll @IntRange(min = 0, max = 1 << 20) int keep) {
    ByteBuffer packet = encoded(message);
    packet.limit(keep % packet.limit());

    assertThat(Wire.decode(packet)).isInstanceOf(Decoded.Malformed.class);
  }

  @Property(tries = 500)
  void whatGoesOnAfterItsEndIsMalformed(@ForAll Message message, @ForAll byte[] more) {
    ByteBuffer packet = encoded(message);
    ByteBuffer longer = ByteBuffer.allocate(packet.remaining() + more.length + 1);
    longer.put(packet).put(more).put((byte) 0).flip();

    assertThat(Wire.decode(longer)).isInstanceOf(Decoded.Malformed.class);
  }

  @Property(tries = 1000)
  void anyBytesAreMalformedOrAMessageOfTheSameBytes(@ForAll byte[] packet) {
    assertCanonicalOrMalformed(packet);
  }

  @Test
  void theReasonNamesTheFieldThatIsWrong() {
    assertMalformed("", "ends 1 bytes too early");
    assertMalformed("00", "0 is no code of Message");
    assertMalformed("ff", "255 is no code of Message");
    assertMalformed("05" + "00000000", "epoch: value: 0 is not 1 to 2147483647");
    assertMalformed("05" + "00000001" + "00", "1 bytes too many");
    assertMalformed("04" + "00000001" + "07", "reason: 7 is no code of LeaveReason");
    assertMalformed("0a" + "00000001" + "00".repeat(8) + "02", "hosting: 2 is not 0 to 1");
    assertMalformed("1b" + "00000001" + "0002" + "0041", "electorate: 65 is not 0 to 64");
    assertMalformed(
        "1b" + "00000001" + "0002" + "0002" + "0001" + "0000",
        "electorate: value: 0 is not 1 to 65535");
  }

  @Test
  void aPacketThatDoesNotFitLeavesTheBufferWhereItWas() {
    Message message = new Message.Terminate(Epoch.FIRST);
    ByteBuffer packet = ByteBuffer.allocate(7).position(3);

    assertThat(Wire.encode(message, packet)).isFalse();
    assertThat(packet.position()).isEqualTo(3);
    assertThat(Wire.encode(message, packet.position(2))).isTrue();
    assertThat(packet.hasRemaining()).isFalse();
  }

  @Test
  void theSendersFaultIsNotSent() {
    Message tooLong =
        new Message.HintReport(
            Epoch.FIRST, Bytes.of(new byte[Operation.DATA_BYTES_MAX + 1]), Samples.HINT);
    assertThatIllegalArgumentException().isThrownBy(() -> Wire.encodedBytes(tooLong));
    Message none = new Message.Operations(Epoch.FIRST, List.of());
    assertThatIllegalArgumentException().isThrownBy(() -> Wire.encodedBytes(none));
  }

  @Test
  void theSeatsOfATableAreInOrderAndNoneComesTwice() {
    Seat seat = Samples.TABLE.seats().getFirst();
    List<Seat> twice = List.of(seat, seat);
    List<Seat> wrong = List.of(Samples.TABLE.seats().getLast(), seat);

    assertThatIllegalArgumentException().isThrownBy(() -> encoded(welcome(twice)));
    assertThatIllegalArgumentException().isThrownBy(() -> encoded(welcome(wrong)));
    String packet = HexFormat.of().formatHex(encoded(welcome(Samples.TABLE.seats())).array());
    assertMalformed(
        packet.replace("0003" + "0007" + "616e6f74686572", "0002" + "0007" + "616e6f74686572"),
        "table: seats: not in ascending order");
  }

  @Test
  void noMessageOutgrowsItsStreamAndTheSmallOnesFitIntoADatagram() {
    for (Variant<? extends Message> variant : MessageForm.MESSAGE.variants()) {
      assertThat(MessageForm.MESSAGE.bytesMax(variant.code()))
          .isBetween(1, Limits.CONTROL_BYTES_MAX);
    }
    assertThat(datagramMessages())
        .containsExactly(
            "Refused",
            "Goodbye",
            "Terminate",
            "Heartbeat",
            "Probe",
            "ProbeAnswer",
            "Suspect",
            "HostHeard",
            "TableReport",
            "TableMinimum",
            "TableWanted",
            "Claim",
            "Vote",
            "VoteRefused",
            "CountOutWanted",
            "CountedOut",
            "Attach",
            "Fence",
            "HandOver",
            "ClaimWithdrawn");
    assertThat(MessageForm.MESSAGE.bytesMax(0)).isZero();
  }

  @Test
  void theLargestTableFitsIntoOneMessage() {
    List<Seat> seats =
        IntStream.rangeClosed(1, Limits.PEERS_MAX)
            .mapToObj(number -> largestSeat(new PeerId(number)))
            .toList();

    assertThat(Wire.decode(encoded(welcome(seats)))).isEqualTo(new Decoded.Ok<>(welcome(seats)));
  }

  private static Seat largestSeat(PeerId peer) {
    return new Seat(
        peer,
        Bytes.of(new byte[Limits.PUBLIC_KEY_BYTES_MAX]),
        "\u20ac".repeat(Operation.NAME_MAX),
        Samples.V6,
        true,
        1,
        Bytes.of(new byte[Operation.DATA_BYTES_MAX]),
        Samples.HINT);
  }

  private static List<String> datagramMessages() {
    return MessageForm.MESSAGE.variants().stream()
        .filter(
            variant -> MessageForm.MESSAGE.bytesMax(variant.code()) <= Limits.DATAGRAM_BYTES_MAX)
        .map(Form::name)
        .toList();
  }

  private static Message welcome(List<Seat> seats) {
    TableSnapshot of = Samples.TABLE;
    return new Message.Welcome(
        Samples.EPOCH,
        Samples.THREE,
        Samples.TWO,
        new TableSnapshot(
            of.session(),
            of.number(),
            of.chain(),
            of.peerIdNext(),
            seats,
            of.succession(),
            of.rules(),
            of.witnessCounted(),
            of.data()));
  }

  private static ByteBuffer encoded(Message message) {
    ByteBuffer packet = Wire.encode(message);
    assertThat(packet.remaining()).isEqualTo(Wire.encodedBytes(message));
    return packet;
  }

  private static void assertCanonicalOrMalformed(byte[] packet) {
    switch (Wire.decode(ByteBuffer.wrap(packet))) {
      case Decoded.Ok<Message>(Message message) ->
          assertThat(encoded(message).array()).isEqualTo(packet);
      case Decoded.Malformed<Message>(String reason) -> assertThat(reason).isNotBlank();
    }
  }

  private static void assertMalformed(String hex, String reason) {
    assertThat(Wire.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
        .isEqualTo(new Decoded.Malformed<>(reason));
  }
}
