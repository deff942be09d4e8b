package dev.baton.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PacketsTest {

  private static final int STATE_EPOCH_AT = 5;
  private static final int STATE_TICK_AT = 9;
  private static final int SCOPE_AT = 17;
  private static final int FLAGS_AT = 18;
  private static final int BASELINE_EPOCH_AT = 19;
  private static final int BASELINE_TICK_AT = 23;
  private static final int SAFE_EPOCH_AT = 39;
  private static final int SAFE_SEQUENCE_AT = 51;
  private static final int FRAGMENT_INDEX_AT = 59;
  private static final int FRAGMENT_COUNT_AT = 60;
  private static final int DELTA_BYTES_AT = 61;

  private final StatePacket state = new StatePacket();
  private final AckPacket ack = new AckPacket();
  private final InputPacket inputs = new InputPacket();

  @Property
  void anyBytesAreAPacketThatIsWrittenTheSameOrMalformed(
      @ForAll @IntRange(min = 0x80, max = 0x82) int kind, @ForAll @Size(max = 120) byte[] rest) {
    ByteBuffer packet = ByteBuffer.allocate(1 + rest.length);
    packet.put((byte) kind).put(rest).flip();

    assertReadsTheSameOrMalformed(packet);
  }

  @Property
  void aMutatedPacketIsWrittenTheSameOrMalformed(@ForAll long seed) {
    Random random = new Random(seed);
    ByteBuffer packet =
        switch (random.nextInt(3)) {
          case 0 -> statePacket(20 + random.nextInt(60));
          case 1 -> ackPacket();
          default -> inputPacket(1, 1, 3, 0, 5);
        };
    for (int i = random.nextInt(3); i >= 0; i--) {
      packet.put(random.nextInt(packet.limit()), (byte) (random.nextInt(6) - 2));
    }
    packet.limit(packet.limit() - random.nextInt(2));

    assertReadsTheSameOrMalformed(packet);
  }

  private void assertReadsTheSameOrMalformed(ByteBuffer packet) {
    ByteBuffer out = ByteBuffer.allocate(packet.remaining());
    if (state.read(packet).isEmpty()) {
      state.write(out);
      assertThat(out.flip()).isEqualTo(packet);
    } else if (ack.read(packet).isEmpty()) {
      ack.write(out);
      assertThat(out.flip()).isEqualTo(packet);
    } else if (inputs.read(packet).isEmpty()) {
      inputs.write(out);
      assertThat(out.flip()).isEqualTo(packet);
    }
  }

  @Test
  void readingDoesNotMoveThePosition() {
    ByteBuffer framed = ByteBuffer.allocate(200).position(7);
    framed.put(statePacket(30)).flip().position(7);

    assertThat(state.read(framed)).isEmpty();
    assertThat(framed.position()).isEqualTo(7);
    assertThat(state.tickValue()).isEqualTo(9);
    assertThat(state.epochValue()).isEqualTo(3);
  }

  @Test
  void aStatePacketThatIsCutOffIsMalformed() {
    for (int length = 0; length < StatePacket.HEADER_BYTES; length++) {
      assertThat(state.read(statePacket(30).limit(length))).contains(MalformedPacket.TOO_SHORT);
    }
    assertThat(state.read(statePacket(30).limit(94))).contains(MalformedPacket.BAD_FRAGMENT);
  }

  @Test
  void aStatePacketOfEpochsOutOfOrderIsMalformed() {
    assertThat(stateWithInt(1, 0)).contains(MalformedPacket.BAD_EPOCH);
    assertThat(stateWithInt(STATE_EPOCH_AT, 4)).contains(MalformedPacket.BAD_EPOCH);
    assertThat(stateWithInt(STATE_EPOCH_AT, 0)).contains(MalformedPacket.BAD_EPOCH);
    assertThat(stateWithInt(BASELINE_EPOCH_AT, 3)).contains(MalformedPacket.BAD_EPOCH);
    assertThat(stateWithInt(SAFE_EPOCH_AT, 4)).contains(MalformedPacket.BAD_EPOCH);
  }

  @Test
  void aStatePacketOfTicksOutOfOrderIsMalformed() {
    assertThat(stateWithLong(STATE_TICK_AT, 0)).contains(MalformedPacket.BAD_TICK);
    assertThat(stateWithLong(BASELINE_TICK_AT, 10)).contains(MalformedPacket.BAD_TICK);
    assertThat(stateWithLong(BASELINE_TICK_AT, -1)).contains(MalformedPacket.BAD_TICK);
    assertThat(stateWithLong(SAFE_SEQUENCE_AT, -1)).contains(MalformedPacket.BAD_SEQUENCE);
  }

  @Test
  void aStatePacketWithAnUnknownScopeOrFlagIsMalformed() {
    assertThat(stateWithByte(SCOPE_AT, 2)).contains(MalformedPacket.BAD_SCOPE);
    assertThat(stateWithByte(FLAGS_AT, 2)).contains(MalformedPacket.BAD_FLAGS);
    assertThat(stateWithByte(0, 0x81)).contains(MalformedPacket.WRONG_KIND);
  }

  @Test
  void aFragmentThatDoesNotFitItsStateIsMalformed() {
    assertThat(stateWithByte(FRAGMENT_INDEX_AT, 1)).contains(MalformedPacket.BAD_FRAGMENT);
    assertThat(stateWithByte(FRAGMENT_COUNT_AT, 2)).contains(MalformedPacket.BAD_FRAGMENT);
    assertThat(stateWithInt(DELTA_BYTES_AT, 31)).contains(MalformedPacket.BAD_FRAGMENT);
    assertThat(stateWithInt(DELTA_BYTES_AT, Integer.MAX_VALUE))
        .contains(MalformedPacket.BAD_FRAGMENT);
    assertThat(stateWithInt(DELTA_BYTES_AT, -1)).contains(MalformedPacket.BAD_DELTA_LENGTH);
    assertThat(stateWithByte(FRAGMENT_COUNT_AT, 0)).isEmpty();
  }

  @Test
  void anAcknowledgementOfAnotherLengthIsMalformed() {
    assertThat(ack.read(ackPacket())).isEmpty();
    assertThat(ack.epochValue()).isEqualTo(3);
    assertThat(ack.read(ackPacket().limit(22))).contains(MalformedPacket.TOO_SHORT);
    assertThat(ack.read(ByteBuffer.allocate(24))).contains(MalformedPacket.TOO_LONG);
  }

  @Test
  void anAcknowledgementOfTheFutureIsMalformed() {
    assertThat(ack.read(ackPacket().putInt(7, 4))).contains(MalformedPacket.BAD_EPOCH);
    assertThat(ack.read(ackPacket().putInt(7, 0))).contains(MalformedPacket.BAD_EPOCH);
    assertThat(ack.read(ackPacket().putLong(11, -1))).contains(MalformedPacket.BAD_TICK);
    assertThat(ack.read(ackPacket().put(5, (byte) 2))).contains(MalformedPacket.BAD_SCOPE);
    assertThat(ack.read(ackPacket().put(6, (byte) 2))).contains(MalformedPacket.BAD_FLAGS);
    assertThat(ack.read(ackPacket().put(0, (byte) 1))).contains(MalformedPacket.WRONG_KIND);
  }

  @Test
  void inputsWhoseCountDisagreesWithTheirBytesAreMalformed() {
    assertThat(inputs.read(inputPacket(1, 1, 4, 4))).isEmpty();
    assertThat(inputs.count()).isEqualTo(2);
    assertThat(inputs.read(inputPacket(1, 1, 4, 4).putShort(21, (short) 1)))
        .contains(MalformedPacket.BAD_COUNT);
    assertThat(inputs.read(inputPacket(1, 1, 4, 4).putShort(21, (short) 3)))
        .contains(MalformedPacket.BAD_COUNT);
    assertThat(inputs.read(inputPacket(1, 1))).contains(MalformedPacket.BAD_COUNT);
    assertThat(inputs.read(inputPacket(1, 1, 4, 4).limit(22))).contains(MalformedPacket.TOO_SHORT);
    assertThat(inputs.read(inputPacket(1, 1, 1000, 1000))).contains(MalformedPacket.TOO_LONG);
  }

  @Test
  void inputsWithNumbersOutOfRangeAreMalformed() {
    assertThat(inputs.read(inputPacket(0, 1, 4))).contains(MalformedPacket.BAD_SEQUENCE);
    assertThat(inputs.read(inputPacket(2, 1, 4))).contains(MalformedPacket.BAD_SEQUENCE);
    assertThat(inputs.read(inputPacket(1, InputPacket.SEQUENCE_MAX, 4)))
        .contains(MalformedPacket.BAD_SEQUENCE);
    assertThat(inputs.read(inputPacket(1, 1, 4).putInt(1, 0))).contains(MalformedPacket.BAD_EPOCH);
    assertThat(inputs.read(inputPacket(1, 1, 4).put(0, (byte) 0)))
        .contains(MalformedPacket.WRONG_KIND);
  }

  private Optional<MalformedPacket> stateWithInt(int at, int value) {
    return state.read(statePacket(30).putInt(at, value));
  }

  private Optional<MalformedPacket> stateWithLong(int at, long value) {
    return state.read(statePacket(30).putLong(at, value));
  }

  private Optional<MalformedPacket> stateWithByte(int at, int value) {
    return state.read(statePacket(30).put(at, (byte) value));
  }

  /** The state 2@9 against 1@8, sent in epoch 3. */
  private static ByteBuffer statePacket(int deltaBytes) {
    StatePacket fields = new StatePacket();
    fields.epoch = 3;
    fields.stateEpoch = 2;
    fields.stateTick = 9;
    fields.baselineEpoch = 1;
    fields.baselineTick = 8;
    fields.safeEpoch = 1;
    fields.fragmentCount = 1;
    fields.deltaBytes = deltaBytes;
    ByteBuffer out = ByteBuffer.allocate(StatePacket.HEADER_BYTES + deltaBytes);
    fields.writeHeader(out);
    return out.position(out.limit()).flip();
  }

  private static ByteBuffer ackPacket() {
    AckPacket fields = new AckPacket();
    fields.epoch = 3;
    fields.newestEpoch = 2;
    fields.newestTick = 9;
    fields.earlier = 5;
    ByteBuffer out = ByteBuffer.allocate(AckPacket.PACKET_BYTES);
    fields.write(out);
    return out.flip();
  }

  private static ByteBuffer inputPacket(long oldestHeld, long first, int... lengths) {
    ByteBuffer out = ByteBuffer.allocate(4096);
    InputPacket.writeHeader(out, 3, oldestHeld, first);
    for (int length : lengths) {
      out.putShort((short) length).put(new byte[length]);
    }
    InputPacket.putCount(out, 0, lengths.length);
    return out.flip();
  }
}
