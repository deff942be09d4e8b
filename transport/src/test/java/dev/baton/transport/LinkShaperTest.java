package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.transport.Party.Event;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The link shaper under real links. */
@Timeout(60)
final class LinkShaperTest {

  /** How long a packet may wait for the processor on a busy machine. */
  private static final double SCHEDULING_MS = 1.5;

  @Test
  void everyPacketIsDelayedByHalfTheRoundTripAndNotLess() throws Exception {
    LinkConditions far = LinkConditions.of(Duration.ofMillis(60), Duration.ZERO, 0, 1);
    try (Party a = new Party(Party.local(Identity.create()).conditions(far));
        Party b = Party.open()) {
      Link link = a.connect(b);
      long[] arrivedNs = new long[1];
      b.react(e -> arrivedNs[0] = System.nanoTime());
      double[] ms = new double[40];
      for (int i = 0; i < ms.length; i++) {
        long sentNs =
            a.onLoop(
                n -> {
                  long nowNs = n.loop().nowNs();
                  link.sendDatagram(LinkTest.bytes(1));
                  return nowNs;
                });
        b.await(Event.Datagram.class);
        ms[i] = (arrivedNs[0] - sentNs) / 1e6;
      }
      Arrays.sort(ms);
      // The quickest show the shaper, the others how busy the machine is.
      assertThat(ms[0]).as("all: %s", Arrays.toString(ms)).isCloseTo(30, within(SCHEDULING_MS));
    }
  }

  @Test
  void packetsAreLostAndDoubledAsOftenAsAsked() throws Exception {
    LinkConditions bad = new LinkConditions(Duration.ZERO, Duration.ZERO, false, 20, 10, 0, 5);
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      a.onLoop(
          n -> {
            n.shape(bad);
            return true;
          });
      NetworkCounters before = a.counters();
      Set<Integer> got = new HashSet<>();
      b.react(e -> got.add(((Event.Datagram) e).content().toBuffer().getInt()));
      int sent = 1000;
      for (int i = 0; i < sent; i++) {
        ByteBuffer numbered = ByteBuffer.allocate(4).putInt(0, i);
        assertThat(a.holds(n -> link.sendDatagram(numbered))).isTrue();
      }
      a.awaitThat("all are through", n -> n.counters().packetsOut() > before.packetsOut() + 700);
      NetworkCounters after = a.counters();
      double lost = after.shaperLost() - before.shaperLost();
      double doubled = after.shaperDoubled() - before.shaperDoubled();
      double all = lost + after.packetsOut() - before.packetsOut() - doubled;
      assertThat(lost / all).isCloseTo(0.2, within(0.05));
      assertThat(doubled / (all - lost)).isCloseTo(0.1, within(0.04));
      b.awaitThat("most arrive", n -> got.size() > sent * 7 / 10);
      // QUIC knows a doubled packet: nothing arrives twice. Both are counted in one turn, since
      // more may be on its way.
      long twice =
          b.onLoop(
              n ->
                  b.history.stream().filter(Event.Datagram.class::isInstance).count() - got.size());
      assertThat(twice).isZero();
    }
  }

  @Test
  void aCutStopsOneWayOnly() throws Exception {
    for (boolean atSender : new boolean[] {true, false}) {
      try (Party a = Party.open();
          Party b = Party.open()) {
        Link toB = a.connect(b);
        Link toA = LinkTest.linkTo(b, a);
        Party cutting = atSender ? a : b;
        Party other = atSender ? b : a;
        Cut way = atSender ? Cut.TO : Cut.FROM;
        cutting.onLoop(
            n -> {
              n.cut(other.endpoint(), way);
              return true;
            });
        a.onLoop(n -> toB.sendDatagram(LinkTest.bytes(1)));
        b.onLoop(n -> toA.sendDatagram(LinkTest.bytes(2)));
        assertThat(a.await(Event.Datagram.class).link()).isSameAs(toB);
        cutting.awaitThat("the cut lost packets", n -> n.counters().shaperLost() > 0);
        assertThat(b.history).noneMatch(Event.Datagram.class::isInstance);

        cutting.onLoop(
            n -> {
              n.cut(other.endpoint(), Cut.NONE);
              return true;
            });
        a.onLoop(n -> toB.sendControl(LinkTest.bytes(3)));
        b.await(Event.Control.class);
      }
    }
  }

  @Test
  void linksOpenAndControlArrivesOverABadNetwork() throws Exception {
    LinkConditions bad =
        new LinkConditions(Duration.ofMillis(40), Duration.ofMillis(10), true, 5, 5, 5, 3);
    try (Party a = new Party(Party.local(Identity.create()).conditions(bad));
        Party b = new Party(Party.local(Identity.create()).conditions(bad))) {
      Link link = a.connect(b);
      for (int i = 0; i < 100; i++) {
        int number = i;
        a.onLoop(n -> link.sendControl(LinkTest.bytes(number)));
      }
      for (int i = 0; i < 100; i++) {
        assertThat(b.await(Event.Control.class).content().at(0)).isEqualTo((byte) i);
      }
    }
  }

  @Test
  void aCloseWhoseFirstPacketIsLostArrives() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      a.onLoop(
          n -> {
            n.cut(b.endpoint(), Cut.TO);
            link.close(1, "bye");
            return n.loop().schedule(Duration.ofMillis(1), () -> n.cut(b.endpoint(), Cut.NONE));
          });
      assertThat(b.await(Event.Closed.class).cause()).isEqualTo(new CloseCause.ByRemote(1, "bye"));
      assertThat(a.counters().shaperLost()).isPositive();
    }
  }
}
