package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.replication.AckPacket;
import dev.baton.replication.InputPacket;
import dev.baton.replication.MalformedPacket;
import dev.baton.replication.StatePacket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PROTOCOL.md 9: the packets that replication reads and writes in place are those of the tables.
 */
final class DataPlaneTest {

  /** The epochs and ticks differ, in the order that the packets' own rules demand. */
  static Stream<Packet> packets() {
    StatePacket state = new StatePacket();
    AckPacket ack = new AckPacket();
    InputPacket inputs = new InputPacket();
    return Stream.of(
        new Packet(
            DataPlane.STATE,
            List.of(9L, 7L, 1300L, 1L, 1L, 6L, 1290L, -8L, 8L, 1280L, 44L, 1L, 2L, 1137L),
            2,
            state::read,
            state::write),
        new Packet(DataPlane.ACK, List.of(9L, 1L, 1L, 7L, 1300L, -5L), 0, ack::read, ack::write),
        new Packet(DataPlane.INPUTS, List.of(9L, 40L, 41L, 1L), 2, inputs::read, inputs::write));
  }

  @ParameterizedTest
  @MethodSource("packets")
  void aPacketOfTheTableIsReadAndWrittenAsItIs(Packet packet) {
    ByteBuffer bytes = packet.bytes();
    ByteBuffer again = ByteBuffer.allocate(bytes.remaining());

    assertThat(packet.read.apply(bytes)).isEmpty();
    packet.write.accept(again);

    assertThat(again.flip()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("packets")
  void aFieldBeyondTheBoundsOfTheTableIsMalformed(Packet packet) {
    int at = 1;
    for (Layout<?>.Field<?> field : packet.table.fields()) {
      for (long wrong : outside(field.form())) {
        ByteBuffer bytes = packet.bytes();
        put(bytes, at, field.form().bytesMin(), wrong);

        assertThat(packet.read.apply(bytes)).as(field.name() + " " + wrong).isPresent();
      }
      at += field.form().bytesMin();
    }
  }

  @ParameterizedTest
  @MethodSource("packets")
  void aPacketOfAnotherLengthIsMalformed(Packet packet) {
    ByteBuffer bytes = packet.bytes();
    for (int length = 0; length < bytes.limit(); length++) {
      assertThat(packet.read.apply(bytes.slice(0, length))).isPresent();
    }
    ByteBuffer longer = ByteBuffer.allocate(bytes.limit() + 1).put(bytes).rewind();
    assertThat(packet.read.apply(longer)).isPresent();
  }

  /** The numbers just outside of a field's range that its bytes can say. */
  private static List<Long> outside(Form<?> form) {
    String range = form.range();
    if (range.equals("any") || range.equals("0 to 255")) {
      return List.of();
    }
    String[] bounds = range.split(" to ", 2);
    return Stream.of(bound(bounds[0]) - 1, bound(bounds[1]) + 1).toList();
  }

  private static long bound(String text) {
    return switch (text) {
      case "2^31-1" -> Integer.MAX_VALUE;
      case "2^63-1" -> Long.MAX_VALUE;
      case "2^62" -> 1L << 62;
      default -> Long.parseLong(text);
    };
  }

  private static void put(ByteBuffer bytes, int at, int size, long value) {
    for (int i = 0; i < size; i++) {
      bytes.put(at + i, (byte) (value >> (8 * (size - 1 - i))));
    }
  }

  /**
   * One kind of packet.
   *
   * @param table how PROTOCOL.md lays it out
   * @param values of the table's fields
   * @param moreBytes how much follows the fixed part
   * @param read how replication reads it
   * @param write how replication writes what it read
   */
  record Packet(
      DataPlane table,
      List<Long> values,
      int moreBytes,
      Function<ByteBuffer, Optional<MalformedPacket>> read,
      Consumer<ByteBuffer> write) {

    ByteBuffer bytes() {
      ByteBuffer bytes = ByteBuffer.allocate(1 + table.bytesMin() + moreBytes);
      Writer out = new Writer(bytes);
      table.writeWithCode(out, values);
      return bytes.rewind();
    }

    @Override
    public String toString() {
      return table.name();
    }
  }
}
