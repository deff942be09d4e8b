package dev.baton.wire;

import static dev.baton.wire.Primitive.i32;
import static dev.baton.wire.Primitive.i64;
import static dev.baton.wire.Primitive.u16;
import static dev.baton.wire.Primitive.u32;
import static dev.baton.wire.Primitive.u8;

import dev.baton.replication.AckPacket;
import dev.baton.replication.InputPacket;
import dev.baton.replication.StatePacket;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixed part of a packet of the data plane as PROTOCOL.md 9 lays it down. Replication reads and
 * writes these packets by itself, in place; {@link DataPlaneTest} holds it to this.
 */
final class DataPlane extends Variant<List<Long>> {
  private static final int ANY_U32 = Integer.MAX_VALUE;
  private static final long SEQUENCE_MAX = 1L << 62;

  static final DataPlane STATE =
      new DataPlane(StatePacket.KIND, "StatePacket")
          .with("epoch", u32(1, ANY_U32))
          .with("stateEpoch", u32(1, ANY_U32))
          .with("stateTick", i64(1, Long.MAX_VALUE))
          .with("scope", u8(0, 1))
          .with("flags", u8(0, 1))
          .with("baselineEpoch", u32(1, ANY_U32))
          .with("baselineTick", i64(0, Long.MAX_VALUE))
          .with("hash", i64(Long.MIN_VALUE, Long.MAX_VALUE))
          .with("safeEpoch", u32(1, ANY_U32))
          .with("safeTick", i64(0, Long.MAX_VALUE))
          .with("safeSequence", i64(0, SEQUENCE_MAX))
          .with("fragmentIndex", u8(0, 254))
          .with("fragmentCount", u8(0, 255))
          .with("deltaBytes", u32(5, ANY_U32));

  static final DataPlane ACK =
      new DataPlane(AckPacket.KIND, "AckPacket")
          .with("epoch", u32(1, ANY_U32))
          .with("scope", u8(0, 1))
          .with("flags", u8(0, 1))
          .with("newestEpoch", u32(1, ANY_U32))
          .with("newestTick", i64(0, Long.MAX_VALUE))
          .with("earlier", i32(Integer.MIN_VALUE, Integer.MAX_VALUE));

  static final DataPlane INPUTS =
      new DataPlane(InputPacket.KIND, "InputPacket")
          .with("epoch", u32(1, ANY_U32))
          .with("oldestHeld", i64(1, SEQUENCE_MAX))
          .with("firstSequence", i64(1, SEQUENCE_MAX))
          .with("count", u16(1, 588));

  private final List<Field<? extends Number>> columns = new ArrayList<>();

  private DataPlane(byte kind, String name) {
    super(kind & 0xFF, name);
  }

  private DataPlane with(String name, Form<? extends Number> form) {
    int index = columns.size();
    columns.add(
        form.bytesMin() == 8
            ? field(name, longs(form), values -> values.get(index))
            : field(name, ints(form), values -> Math.toIntExact(values.get(index))));
    return this;
  }

  @SuppressWarnings("unchecked") // Only i64 has eight bytes.
  private static Form<Long> longs(Form<? extends Number> form) {
    return (Form<Long>) form;
  }

  @SuppressWarnings("unchecked") // What has fewer is an int.
  private static Form<Integer> ints(Form<? extends Number> form) {
    return (Form<Integer>) form;
  }

  @Override
  List<Long> read(Reader in) {
    List<Long> values = new ArrayList<>();
    columns.forEach(column -> values.add(column.read(in).longValue()));
    return values;
  }
}
