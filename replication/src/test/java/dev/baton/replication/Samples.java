package dev.baton.replication;

import dev.baton.core.Durability;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Short ways to write the values that the tests of this module need. */
final class Samples {

  static final PeerId HOST = new PeerId(1);
  static final PeerId PEER = new PeerId(2);
  static final PeerId OTHER = new PeerId(3);

  private Samples() {}

  static ReplicationSettings settings(PeerId self) {
    return new ReplicationSettings(self, Durability.DEFAULT, false, ReplicationLimits.DEFAULT);
  }

  static ReplicationSettings openSettings(PeerId self) {
    return new ReplicationSettings(self, Durability.DEFAULT, true, ReplicationLimits.DEFAULT);
  }

  static StateId state(int epoch, long tick) {
    return new StateId(new Epoch(epoch), new Tick(tick));
  }

  static GrowingBytes bytes(byte... content) {
    GrowingBytes bytes = new GrowingBytes(Math.max(1, content.length));
    bytes.resize(content.length);
    bytes.copyIn(0, ByteBuffer.wrap(content), 0, content.length);
    return bytes;
  }

  static byte[] copied(GrowingBytes bytes) {
    byte[] copy = new byte[bytes.length()];
    System.arraycopy(bytes.array(), 0, copy, 0, copy.length);
    return copy;
  }

  static ByteBuffer copied(ByteBuffer packet) {
    ByteBuffer copy = ByteBuffer.allocate(packet.remaining());
    copy.put(packet.duplicate()).flip();
    return copy;
  }

  static ByteBuffer input(int value) {
    return ByteBuffer.allocate(4).putInt(0, value);
  }

  /** Keeps copies of everything that is sent. */
  static final class Outbox implements StateSink {

    final List<ByteBuffer> packets = new ArrayList<>();
    final List<ByteBuffer> bulks = new ArrayList<>();

    @Override
    public void packet(ByteBuffer packet) {
      packets.add(copied(packet));
    }

    @Override
    public void bulk(ByteBuffer whole) {
      bulks.add(copied(whole));
    }

    ByteBuffer only() {
      if (packets.size() != 1) {
        throw new AssertionError("expected one packet: " + packets.size());
      }
      return packets.get(0);
    }
  }
}
