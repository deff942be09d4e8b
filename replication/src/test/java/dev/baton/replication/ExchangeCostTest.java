package dev.baton.replication;

import static dev.baton.replication.TestProcess.key;
import static dev.baton.replication.TestProcess.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.baton.core.Durability;
import dev.baton.core.Epoch;
import dev.baton.core.Output;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The exchanges of a host and of one peer, of which nothing is lost: what a tick costs them. */
final class ExchangeCostTest {

  private static final int WARM_UP_TICKS = 4000;
  private static final int TICKS = 200;
  private static final int MEASUREMENTS = 5;

  /** A StateId with its Epoch and its Tick. */
  private static final int NAME_BYTES = 24 + 16 + 24;

  /** The machine of the host is told of two states in each tick, that of the peer of three. */
  private static final int NAMES = 5;

  private static final TableSnapshot TABLE = table(Durability.DEFAULT, 1, 2);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Arena arena = new Arena();
  private final Side host = new Side(1);
  private final Side peer = new Side(2);
  private final ByteBuffer input = ByteBuffer.allocate(16);
  private long nowNs = 1_000_000_000;
  private long appliedInputs;
  private final InputConsumer simulation = (who, sequence, bytes) -> appliedInputs++;

  @Test
  void aTickAllocatesTheNamesOfStatesAndNothingElse() {
    host.exchange.becomeHost(host.id, Epoch.FIRST, StateId.NONE, TABLE, nowNs);
    host.exchange.countStandbys(new Output.CountStandbys(List.of(peer.id), 1));
    StateExchange.Follow follow = new StateExchange.Follow(Epoch.FIRST, key(1), StateId.NONE);
    peer.exchange.followHost(peer.id, follow, TABLE, nowNs);
    play(WARM_UP_TICKS);
    long leastBytes = Long.MAX_VALUE;
    for (int i = 0; i < MEASUREMENTS; i++) {
      leastBytes = Math.min(leastBytes, allocatedBy(TICKS) - allocatedBy(0));
    }

    assertThat(leastBytes / TICKS).isLessThanOrEqualTo(NAMES * NAME_BYTES);
    assertThat(appliedInputs).isGreaterThan(2 * WARM_UP_TICKS);
    assertThat(peer.shown).isGreaterThan(WARM_UP_TICKS);
    assertThat(peer.safeSequence).isGreaterThan(WARM_UP_TICKS);
  }

  private long allocatedBy(int ticks) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    play(ticks);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private void play(int ticks) {
    for (int i = 0; i < ticks; i++) {
      nowNs += TestProcess.TICK_NS;
      host.exchange.wake(nowNs);
      host.exchange.submit(input);
      arena.step();
      host.exchange.tickComputed(Objects.requireNonNull(host.due), arena, nowNs);
      host.deliverTo(peer);
      peer.exchange.submit(input);
      peer.exchange.wake(nowNs);
      peer.deliverTo(host);
    }
  }

  /** One of the two, with room for the packets of one tick. */
  private final class Side implements Surroundings, GameSide {

    private final PeerId id;
    private final PeerKey key;
    private final StateExchange exchange;
    private final ByteBuffer[] sent = new ByteBuffer[16];
    private int sentCount;
    private long shown;
    private long safeSequence;
    private @Nullable DueTick due;

    private Side(int number) {
      id = new PeerId(number);
      key = key(number);
      exchange = new StateExchange(this, this, ReplicationLimits.ofGame(1 << 16, 16), true);
      for (int i = 0; i < sent.length; i++) {
        sent[i] = ByteBuffer.allocate(ReplicationLimits.PACKET_BYTES);
      }
    }

    private void deliverTo(Side to) {
      for (int i = 0; i < sentCount; i++) {
        to.exchange.packet(id, key, sent[i], nowNs);
      }
      sentCount = 0;
    }

    @Override
    public boolean mayHost() {
      return true;
    }

    @Override
    public void stateAdvanced(StateId complete, StateId visible, StateId safe) {}

    @Override
    public void stateFetched(StateId state, boolean held) {}

    @Override
    public long hostPathNs() {
      return 0;
    }

    @Override
    public boolean isReachable(PeerKey who) {
      return true;
    }

    @Override
    public void sendDatagram(PeerKey to, ByteBuffer packet) {
      ByteBuffer copy = sent[sentCount++].clear();
      copy.put(0, packet, packet.position(), packet.remaining()).limit(packet.remaining());
    }

    @Override
    public void sendBulk(PeerKey to, ByteBuffer whole) {
      throw new AssertionError("bulk of " + whole.remaining());
    }

    @Override
    public void askForState(PeerKey from, StateId state) {}

    @Override
    public void denyState(PeerKey to, StateId state) {}

    @Override
    public void wakeAt(long atNs) {}

    @Override
    public void malformed(ByteBuffer packet, Optional<MalformedPacket> why) {
      throw new AssertionError(why);
    }

    @Override
    public void show(StateImage newest) {
      shown++;
    }

    @Override
    public void rewound(Epoch epoch, Rewind rewind) {}

    @Override
    public void seated(long lastSequence) {}

    @Override
    public void safe(long sequence, boolean uncovered) {
      safeSequence = sequence;
    }

    @Override
    public void lost(long first, long last) {}

    @Override
    public void resent(long inputs) {}

    @Override
    public void computeTick(DueTick tick) {
      due = tick;
      tick.takeInputs(simulation);
    }

    @Override
    public void tickCommitted(StateImage complete, @Nullable StateImage visible) {}
  }
}
