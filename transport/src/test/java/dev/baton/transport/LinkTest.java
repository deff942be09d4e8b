package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Bytes;
import dev.baton.transport.Party.Event;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a link carries. */
@Timeout(60)
final class LinkTest {

  @Test
  void bothSidesSeeEachOthersKey() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link dialled = a.dial(b);
      Link atA = a.await(Event.Opened.class).link();
      Link atB = b.await(Event.Opened.class).link();

      assertThat(atA).isSameAs(dialled);
      assertThat(atA.remoteKey()).isEqualTo(b.key());
      assertThat(atA.remoteEndpoint()).isEqualTo(b.endpoint());
      assertThat(atA.dialled()).isTrue();
      assertThat(atB.remoteKey()).isEqualTo(a.key());
      assertThat(atB.remoteEndpoint()).isEqualTo(a.endpoint());
      assertThat(atB.dialled()).isFalse();
    }
  }

  @Test
  void onePortAcceptsAndDials() throws Exception {
    try (Party left = Party.open();
        Party middle = Party.open();
        Party right = Party.open()) {
      left.connect(middle);
      middle.connect(right);

      Link toLeft = linkTo(middle, left);
      Link toRight = linkTo(middle, right);
      middle.onLoop(n -> toLeft.sendDatagram(bytes(1)) && toRight.sendDatagram(bytes(2)));

      assertThat(left.await(Event.Datagram.class).content()).isEqualTo(Bytes.of((byte) 1));
      assertThat(right.await(Event.Datagram.class).content()).isEqualTo(Bytes.of((byte) 2));
      assertThat(toLeft.dialled()).isFalse();
      assertThat(toRight.dialled()).isTrue();
    }
  }

  @Test
  void datagramsOfEverySizeUpToTheLargestArriveBothWays() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      a.connect(b);
      for (int size : new int[] {1, 2, 500, 1199, Link.DATAGRAM_BYTES_MAX}) {
        ByteBuffer sent = random(size, size);
        Link out = linkTo(a, b);
        Link back = linkTo(b, a);
        assertThat(a.holds(n -> out.sendDatagram(sent))).isTrue();
        assertThat(b.await(Event.Datagram.class).content()).isEqualTo(Bytes.of(sent));
        assertThat(b.holds(n -> back.sendDatagram(sent))).isTrue();
        assertThat(a.await(Event.Datagram.class).content()).isEqualTo(Bytes.of(sent));
        assertThat(sent.position()).isZero();
      }
    }
  }

  @Test
  void whatIsTooLargeIsRefusedByNameAndValue() throws Exception {
    NetworkLimits small = limits(100, 200, 300);
    try (Party a = new Party(Party.local(Identity.create()).limits(small));
        Party b = Party.open()) {
      Link link = a.connect(b);

      assertThatThrownBy(() -> a.onLoop(n -> link.sendDatagram(ByteBuffer.allocate(1201))))
          .hasRootCauseInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("datagram must have 1 to 1200 bytes: 1201");
      assertThatThrownBy(() -> a.onLoop(n -> link.sendDatagram(ByteBuffer.allocate(0))))
          .hasMessageContaining("datagram must have 1 to 1200 bytes: 0");
      assertThatThrownBy(() -> a.onLoop(n -> link.sendControl(ByteBuffer.allocate(101))))
          .hasMessageContaining("control message must have 1 to 100 bytes: 101");
      assertThatThrownBy(() -> a.onLoop(n -> link.sendBulk(ByteBuffer.allocate(301))))
          .hasMessageContaining("blob must have 1 to 300 bytes: 301");
      assertThatThrownBy(() -> a.onLoop(n -> closed(link, 4096)))
          .hasMessageContaining("code must be 0 to 4095: 4096");
      assertThat(link.isOpen()).isTrue();
    }
  }

  @Test
  void controlMessagesOfAllSizesArriveInOrder() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      Random random = new Random(7);
      List<Bytes> sent = new ArrayList<>();
      long total = 0;
      for (int i = 0; i < 300 && total < 3_000_000; i++) {
        int size = i % 50 == 49 ? 200_000 : 1 + random.nextInt(1 << random.nextInt(14));
        ByteBuffer message = random(i, size);
        total += size;
        sent.add(Bytes.of(message));
        assertThat(a.holds(n -> link.sendControl(message))).isTrue();
      }
      for (int i = 0; i < sent.size(); i++) {
        Bytes got = b.await(Event.Control.class).content();
        assertThat(got.equals(sent.get(i))).as("message %d of %d", i, sent.size()).isTrue();
      }
    }
  }

  @Test
  void controlMessagesGoBothWaysWhoeverDialled() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      a.connect(b);
      Link back = linkTo(b, a);
      b.onLoop(n -> back.sendControl(bytes(3)));
      assertThat(a.await(Event.Control.class).content()).isEqualTo(Bytes.of((byte) 3));
      Link out = linkTo(a, b);
      a.onLoop(n -> out.sendControl(bytes(4)));
      assertThat(b.await(Event.Control.class).content()).isEqualTo(Bytes.of((byte) 4));
    }
  }

  @Test
  void moreBlobsThanStreamsArriveWhole() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      List<Bytes> sent = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        ByteBuffer blob = random(i, 1 + i * 20_000);
        sent.add(Bytes.of(blob));
        assertThat(a.holds(n -> link.sendBulk(blob))).isTrue();
      }
      List<Bytes> got = new ArrayList<>();
      for (int i = 0; i < sent.size(); i++) {
        got.add(b.await(Event.Bulk.class).content());
      }
      assertThat(got.containsAll(sent)).as("all blobs arrived").isTrue();
    }
  }

  @Test
  void aBlobOfTheLargestSizeArrives() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      ByteBuffer blob = random(5, NetworkLimits.DEFAULT.bulkBytesMax());
      assertThat(a.holds(n -> link.sendBulk(blob))).isTrue();
      boolean same = b.await(Event.Bulk.class).content().equals(Bytes.of(blob));
      assertThat(same).isTrue();
    }
  }

  @Test
  void tooManyQueuedControlBytesCloseTheLinkWithAReason() throws Exception {
    NetworkLimits small = limits(100_000, 3_000_000, 1000);
    try (Party a = new Party(Party.local(Identity.create()).limits(small));
        Party b = Party.open()) {
      Link link = a.connect(b);
      a.onLoop(n -> cut(n, b));
      boolean closed =
          a.onLoop(
              n -> {
                boolean open = true;
                for (int i = 0; i < 40 && open; i++) {
                  open = link.sendControl(ByteBuffer.allocate(100_000));
                }
                return !open;
              });

      assertThat(closed).isTrue();
      assertThat(a.await(Event.Closed.class).cause())
          .isEqualTo(
              new CloseCause.ByLocal(
                  CloseCode.OVERFLOW, "too many control messages wait to be sent"));
      assertThat(a.counters().overflows()).isEqualTo(1);
    }
  }

  @Test
  void aMessageLongerThanTheReceiverTakesClosesTheLink() throws Exception {
    NetworkLimits small = limits(100, 200, 300);
    try (Party a = Party.open();
        Party b = new Party(Party.local(Identity.create()).limits(small))) {
      Link link = a.connect(b);
      a.onLoop(n -> link.sendControl(ByteBuffer.allocate(101)));

      assertThat(b.await(Event.Closed.class).cause())
          .isEqualTo(new CloseCause.ByLocal(CloseCode.MALFORMED, "length 101 over 100"));
      assertThat(a.await(Event.Closed.class).cause())
          .isEqualTo(new CloseCause.ByRemote(CloseCode.MALFORMED, "length 101 over 100"));
      assertThat(b.counters().malformed()).isEqualTo(1);
    }
  }

  @Test
  void aClosedLinkTakesNothing() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open()) {
      Link link = a.connect(b);
      boolean sent =
          a.onLoop(
              n -> {
                link.close(7, "enough");
                return link.isOpen()
                    || link.sendDatagram(bytes(1))
                    || link.sendControl(bytes(1))
                    || link.sendBulk(bytes(1));
              });
      assertThat(sent).isFalse();
    }
  }

  static boolean closed(Link link, int code) {
    link.close(code, "test");
    return true;
  }

  static boolean cut(Network network, Party from) {
    network.cut(from.endpoint(), Cut.BOTH);
    return true;
  }

  static Link linkTo(Party from, Party to) {
    return from.history.stream()
        .filter(e -> e instanceof Event.Opened || e instanceof Event.Replaced)
        .map(e -> e instanceof Event.Opened o ? o.link() : ((Event.Replaced) e).current())
        .filter(link -> link.remoteKey().equals(to.key()))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  static ByteBuffer bytes(int value) {
    return ByteBuffer.wrap(new byte[] {(byte) value});
  }

  static ByteBuffer random(long seed, int size) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return ByteBuffer.wrap(content);
  }

  static NetworkLimits limits(int controlBytes, int controlQueuedBytes, int bulkBytes) {
    NetworkLimits standard = NetworkLimits.DEFAULT;
    return new NetworkLimits(
        standard.linksMax(),
        standard.handshakesMax(),
        controlBytes,
        controlQueuedBytes,
        bulkBytes,
        standard.bulksMax(),
        standard.handshakeLimit(),
        standard.idleLimit(),
        standard.knockGap());
  }
}
