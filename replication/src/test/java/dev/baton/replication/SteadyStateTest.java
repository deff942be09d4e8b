package dev.baton.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.baton.core.Durability;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host and three peers that play on with nothing lost: what a tick costs once all is warm. */
final class SteadyStateTest {

  private static final int WARM_UP_TICKS = 3000;
  private static final int TICKS = 200;
  private static final int MEASUREMENTS = 5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Arena arena = new Arena();
  private final HostReplica host = HostReplica.first(settings(1));
  private final List<Link> links = new ArrayList<>();
  private final ByteBuffer input = ByteBuffer.allocate(16);
  private long appliedInputs;
  private final InputConsumer simulation = (peer, sequence, bytes) -> appliedInputs++;

  SteadyStateTest() {
    List<Receiver> receivers = new ArrayList<>();
    for (int i = 2; i <= 4; i++) {
      Scope scope = i == 4 ? Scope.VISIBLE : Scope.COMPLETE;
      links.add(new Link(new PeerId(i)));
      receivers.add(new Receiver(new PeerId(i), scope));
      host.seat(new PeerId(i));
    }
    host.setPeers(receivers);
  }

  @Test
  void aTickAllocatesNothing() {
    play(WARM_UP_TICKS);
    long leastBytes = Long.MAX_VALUE;
    for (int i = 0; i < MEASUREMENTS; i++) {
      leastBytes = Math.min(leastBytes, allocatedBy(TICKS) - allocatedBy(0));
    }

    // What the virtual machine allocates on its own account, once in a while, is not in all of
    // them.
    assertThat(leastBytes).isZero();
    long ticks = WARM_UP_TICKS + MEASUREMENTS * TICKS;
    assertThat(appliedInputs).isEqualTo(4L * ticks - 3);
    assertThat(host.safe().tick().value()).isEqualTo(ticks);
  }

  @Test
  void aTickOfAnArenaTakesAnEighthOfItsState() {
    play(10);
    long packets = links.get(0).packets;
    long bytes = links.get(0).bytes;
    play(100);

    assertThat((links.get(0).bytes - bytes) / 100).isLessThan(1200);
    assertThat(links.get(0).packets - packets).isLessThanOrEqualTo(200);
  }

  private long allocatedBy(int ticks) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    play(ticks);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private void play(int ticks) {
    for (int i = 0; i < ticks; i++) {
      host.submit(input);
      host.beginTick(simulation);
      arena.step();
      host.commitTick(arena);
      for (int k = 0; k < links.size(); k++) {
        links.get(k).exchange();
      }
    }
  }

  private static ReplicationSettings settings(int number) {
    return new ReplicationSettings(
        new PeerId(number), Durability.DEFAULT, false, ReplicationLimits.DEFAULT);
  }

  /** The way between the host and one peer, which loses nothing. */
  private final class Link implements StateSink {

    private final PeerId id;
    private final PeerReplica peer;
    private final PacketSink acks;
    private final PacketSink inputs;
    private long packets;
    private long bytes;

    private Link(PeerId id) {
      this.id = id;
      peer = new PeerReplica(settings(id.value()));
      peer.obey(Epoch.FIRST, StateId.NONE);
      acks = packet -> host.ackArrived(id, packet);
      inputs = packet -> host.inputsArrived(id, packet);
    }

    private void exchange() {
      host.writeTo(id, this);
      peer.show();
      peer.submit(input);
      peer.writeInputs(inputs);
      peer.writeAck(acks);
    }

    @Override
    public void packet(ByteBuffer packet) {
      packets++;
      bytes += packet.remaining();
      peer.packetArrived(packet);
    }

    @Override
    public void bulk(ByteBuffer whole) {
      throw new AssertionError("bulk of " + whole.remaining());
    }
  }
}
