package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.transport.CloseCause.DialFailed;
import dev.baton.transport.Party.Event;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a network opens, dials, accepts, refuses and closes. */
@Timeout(60)
final class NetworkTest {

  @Test
  void aPortInUseIsATypedFailure() throws Exception {
    try (Party holder = Party.open()) {
      int port = holder.network.localPort();
      NetworkException e = failureOf("127.0.0.1", port);
      assertThat(e.failure()).isEqualTo(new NetworkFailure.PortInUse("127.0.0.1", port));
    }
  }

  @Test
  void anAddressOfAnotherMachineIsATypedFailure() {
    NetworkException e = failureOf("192.0.2.1", 0);
    assertThat(e.failure()).isInstanceOf(NetworkFailure.BadBindAddress.class);
    assertThat(e).hasMessageContaining("192.0.2.1");
  }

  @Test
  void aNameIsNoAddress() {
    NetworkException e = failureOf("localhost", 0);
    assertThat(e.failure())
        .isEqualTo(new NetworkFailure.BadBindAddress("localhost", 0, "not an IP address"));
  }

  @Test
  void aNetworkOnAllAddressesIsReachedAtEach() throws Exception {
    try (Party a = new Party(NetworkConfig.of(Identity.create()));
        Party b = new Party(NetworkConfig.of(Identity.create()))) {
      Link link = a.connect(b);
      assertThat(a.holds(n -> link.sendDatagram(LinkTest.bytes(1)))).isTrue();
      assertThat(b.await(Event.Datagram.class).content()).isEqualTo(Bytes.of((byte) 1));
    }
  }

  @Test
  void anotherKeyThanThePinnedOneFailsTheDial() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Identity expected = Identity.create();
      Link link = a.onLoop(n -> n.dial(expected.key(), b.endpoint()));

      Event.Closed closed = a.await(Event.Closed.class);
      assertThat(closed.link()).isSameAs(link);
      assertThat(closed.cause())
          .isEqualTo(
              new DialFailed(
                  DialFailure.PIN_MISMATCH,
                  "found " + b.key().shortText() + ", not " + expected.key().shortText()));
      assertThat(a.counters().handshakesFailed()).isEqualTo(1);
      b.awaitThat("b gave the handshake up", n -> n.counters().handshakesFailed() == 1);
      assertThat(b.history).isEmpty();
    }
  }

  @Test
  void anotherProtocolFailsTheDial() throws Exception {
    try (Party a = Party.open();
        OtherVersion b = OtherVersion.open()) {
      a.onLoop(n -> n.dial(b.key(), b.endpoint()));
      assertThat(a.await(Event.Closed.class).cause())
          .isEqualTo(new DialFailed(DialFailure.WRONG_PROTOCOL, "not baton/1"));
    }
  }

  @Test
  void aDialWithoutAnswerFailsAtItsLimit() throws Exception {
    NetworkLimits hasty = limits(10, 10, Duration.ofMillis(200));
    try (Party a = new Party(Party.local(Identity.create()).limits(hasty));
        DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Endpoint nobody = new Endpoint("127.0.0.1", silent.getLocalPort());
      a.onLoop(n -> n.dial(Identity.create().key(), nobody));
      assertThat(a.await(Event.Closed.class).cause())
          .isEqualTo(new DialFailed(DialFailure.NO_ANSWER, "no answer from " + nobody));
    }
  }

  @Test
  void aDialCanBeGivenUp() throws Exception {
    try (Party a = Party.open();
        DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Endpoint nobody = new Endpoint("127.0.0.1", silent.getLocalPort());
      Link link = a.onLoop(n -> n.dial(Identity.create().key(), nobody));
      a.onLoop(n -> LinkTest.closed(link, 3));
      assertThat(a.await(Event.Closed.class).cause())
          .isEqualTo(new DialFailed(DialFailure.GIVEN_UP, "test"));
    }
  }

  @Test
  void dialsBeyondTheLimitAreGivenUpAtOnce() throws Exception {
    try (Party a =
            new Party(
                Party.local(Identity.create()).limits(limits(10, 1, Duration.ofSeconds(10))));
        DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Endpoint nobody = new Endpoint("127.0.0.1", silent.getLocalPort());
      a.onLoop(n -> n.dial(Identity.create().key(), nobody));
      Link second = a.onLoop(n -> n.dial(Identity.create().key(), nobody));
      Event.Closed closed = a.await(Event.Closed.class);
      assertThat(closed.link()).isSameAs(second);
      assertThat(closed.cause())
          .isEqualTo(new DialFailed(DialFailure.GIVEN_UP, "too many dials under way: 1"));
    }
  }

  @Test
  void oneselfCannotBeDialledNorANameLookedUp() throws Exception {
    try (Party a = Party.open()) {
      assertThatThrownBy(() -> a.dial(a)).hasMessageContaining("peer must not be this peer itself");
      Endpoint name = new Endpoint("localhost", 1);
      assertThatThrownBy(() -> a.onLoop(n -> n.dial(Identity.create().key(), name)))
          .hasMessageContaining("address must be an IP address: localhost");
    }
  }

  @Test
  void dialIsRepeatable() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link first = a.dial(b);
      assertThat(a.dial(b)).isSameAs(first);
      a.await(Event.Opened.class);
      assertThat(a.dial(b)).isSameAs(first);
    }
  }

  @Test
  void thirtyOneLinksShareOnePort() throws Exception {
    try (Party host = Party.open()) {
      List<Party> others = new ArrayList<>();
      for (int i = 0; i < 31; i++) {
        others.add(Party.open());
      }
      others.forEach(other -> other.dial(host));
      for (Party other : others) {
        other.await(Event.Opened.class);
      }
      host.awaitThat("31 links", n -> n.counters().linksOpened() == 31);
      for (Party other : others) {
        Link to = LinkTest.linkTo(host, other);
        assertThat(host.holds(n -> to.sendDatagram(ByteBuffer.allocate(1200)))).isTrue();
      }
      for (Party other : others) {
        assertThat(other.await(Event.Datagram.class).content().length()).isEqualTo(1200);
        other.close();
      }
    }
  }

  @Test
  void aLinkBeyondTheLimitIsClosedWithAReason() throws Exception {
    NetworkLimits few = limits(1, 10, Duration.ofSeconds(10));
    try (Party host = new Party(Party.local(Identity.create()).limits(few));
        Party first = Party.open();
        Party second = Party.open()) {
      first.connect(host);
      second.dial(host);
      CloseCause cause = second.await(Event.Closed.class).cause();
      assertThat(cause)
          .isEqualTo(
              new CloseCause.ByRemote(CloseCode.LINKS_FULL, "no room for more than 1 links"));
      assertThat(LinkTest.linkTo(host, first).isOpen()).isTrue();
      assertThat(host.counters().handshakesRefused()).isEqualTo(1);
    }
  }

  @Test
  void garbageIsCountedAndHarmsNobody() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open();
        DatagramSocket stranger = new DatagramSocket()) {
      Link link = a.connect(b);
      Random random = new Random(3);
      InetSocketAddress port = Endpoints.address(b.endpoint());
      int garbage = 0;
      for (int size = 2; size < 1199; size += 7) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        stranger.send(new DatagramPacket(content, size, port));
        garbage++;
        long all = garbage;
        b.awaitThat("garbage counted", n -> n.counters().garbage() == all);
      }
      stranger.send(new DatagramPacket(new byte[1], 1, port));
      b.awaitThat("the knock is counted", n -> n.counters().knocksIn() == 1);

      assertThat(a.holds(n -> link.sendDatagram(LinkTest.bytes(9)))).isTrue();
      assertThat(b.await(Event.Datagram.class).content()).isEqualTo(Bytes.of((byte) 9));
    }
  }

  @Test
  void packetsThatOnlyLookLikeAHandshakeTakeNoMoreThanTheirPlaces() throws Exception {
    NetworkLimits few = limits(10, 5, Duration.ofMillis(300));
    try (Party a = Party.open();
        Party b = new Party(Party.local(Identity.create()).limits(few));
        DatagramSocket stranger = new DatagramSocket()) {
      InetSocketAddress port = Endpoints.address(b.endpoint());
      Random random = new Random(4);
      for (int i = 0; i < 20; i++) {
        byte[] content = new byte[1200];
        random.nextBytes(content);
        // Both ids, no token, and a length that fits.
        ByteBuffer.wrap(content).put((byte) 0xc3).putInt(1).put((byte) 16);
        ByteBuffer.wrap(content).put(22, (byte) 20).put(43, (byte) 0).putShort(44, (short) 0x4480);
        stranger.send(new DatagramPacket(content, content.length, port));
      }
      b.awaitThat("all came", n -> n.counters().packetsIn() == 20);
      b.awaitThat("the limit frees the places", n -> n.counters().handshakesFailed() >= 1);
      a.connect(b);
    }
  }

  @Test
  void theReasonOfACloseReachesTheOtherSide() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      a.onLoop(n -> LinkTest.closed(link, 42));
      assertThat(a.await(Event.Closed.class).cause()).isEqualTo(new CloseCause.ByLocal(42, "test"));
      assertThat(b.await(Event.Closed.class).cause())
          .isEqualTo(new CloseCause.ByRemote(42, "test"));
    }
  }

  @Test
  void aCloseNeedsNoReason() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      a.onLoop(
          n -> {
            link.close(0, "");
            return true;
          });
      assertThat(b.await(Event.Closed.class).cause()).isEqualTo(new CloseCause.ByRemote(0, ""));
    }
  }

  @Test
  void aLongReasonIsCutBetweenCharacters() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      a.onLoop(
          n -> {
            link.close(1, "\u20ac".repeat(100));
            return true;
          });
      assertThat(b.await(Event.Closed.class).cause())
          .isEqualTo(new CloseCause.ByRemote(1, "\u20ac".repeat(66)));
    }
  }

  @Test
  void whatIsSentBeforeACloseInOneTurnArrives() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      a.onLoop(
          n -> {
            boolean sent =
                link.sendControl(LinkTest.bytes(5)) && link.sendDatagram(LinkTest.bytes(6));
            link.close(0, "bye");
            return sent;
          });
      b.await(Event.Closed.class);
      assertThat(b.history.stream().map(Object::getClass).map(Class::getSimpleName))
          .contains("Control", "Datagram");
    }
  }

  @Test
  void closingANetworkTellsEveryPeer() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Party c = Party.open();
      c.connect(a);
      b.connect(c);
      CompletableFuture<Void> closed =
          c.network.close(9, "leaving", Duration.ofSeconds(1)).toCompletableFuture();
      assertThat(a.await(Event.Closed.class).cause())
          .isEqualTo(new CloseCause.ByRemote(9, "leaving"));
      assertThat(b.await(Event.Closed.class).cause())
          .isEqualTo(new CloseCause.ByRemote(9, "leaving"));
      closed.get(10, TimeUnit.SECONDS);
      assertThat(c.history.stream().filter(Event.Closed.class::isInstance)).hasSize(2);
      // The port is free again.
      Network.open(Party.local(Identity.create()).bind("127.0.0.1", c.network.localPort()), a)
          .close(0, "", Duration.ZERO)
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aListenerThatThrowsClosesItsNetworkAndTellsThePeers() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      b.react(
          e -> {
            if (e instanceof Event.Datagram) {
              throw new IllegalStateException("planted");
            }
          });
      a.onLoop(n -> link.sendDatagram(LinkTest.bytes(1)));
      assertThat(b.await(Event.Broken.class).cause()).hasMessage("planted");
      assertThat(a.await(Event.Closed.class).cause())
          .isEqualTo(new CloseCause.ByRemote(CloseCode.BROKEN, "internal error"));
    }
  }

  @Test
  void aTaskThatThrowsClosesTheNetwork() throws Exception {
    try (Party a = Party.open()) {
      a.network
          .loop()
          .execute(
              () -> {
                throw new IllegalStateException("planted");
              });
      assertThat(a.await(Event.Broken.class).cause()).hasMessage("planted");
    }
  }

  @Test
  void theWarmUpEndsAndLeavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Network.warmUp();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("baton-network")) {
        thread.join(Duration.ofSeconds(5));
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void aTimerThatIsTakenBackDoesNotRun() throws Exception {
    try (Party a = Party.open()) {
      List<String> ran = new ArrayList<>();
      a.onLoop(
          n -> {
            n.loop().schedule(Duration.ofMillis(5), () -> ran.add("taken back")).cancel();
            n.loop().schedule(Duration.ofMillis(10), () -> ran.add("kept"));
            return true;
          });
      a.awaitThat("the later timer ran", n -> !ran.isEmpty());
      assertThat(ran).containsExactly("kept");
    }
  }

  private static NetworkException failureOf(String address, int port) {
    return catchThrowableOfType(
        NetworkException.class,
        () -> new Party(NetworkConfig.of(Identity.create()).bind(address, port)));
  }

  static NetworkLimits limits(int links, int handshakes, Duration handshake) {
    NetworkLimits standard = NetworkLimits.DEFAULT;
    return new NetworkLimits(
        links,
        handshakes,
        standard.controlMessageBytesMax(),
        standard.controlQueuedBytesMax(),
        standard.bulkBytesMax(),
        standard.bulksMax(),
        handshake,
        standard.idleLimit(),
        standard.knockGap());
  }
}
