package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import dev.baton.transport.Party.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a closed port of another process becomes known. */
@Timeout(60)
final class PortWatchTest {

  @Test
  void aKilledProcessIsNamedByItsClosedPort() throws Exception {
    try (Party a = Party.open();
        Child child = Child.start()) {
      PeerKey peer = child.connect(a);
      assertThat(a.holds(n -> n.watchPort(peer))).isTrue();
      a.awaitThat("some knocks went unanswered", n -> n.counters().knocksOut() > 5);
      assertThat(a.history).noneMatch(Event.Unreachable.class::isInstance);

      child.kill();
      assertThat(a.await(Event.Unreachable.class).peer()).isEqualTo(peer);
      assertThat(a.counters().unreachable()).isEqualTo(1);
    }
  }

  @Test
  void aKnockAtOnceDoesNotWaitForTheGap() throws Exception {
    NetworkLimits rare = knocks(Duration.ofSeconds(10));
    try (Party a = new Party(Party.local(Identity.create()).limits(rare));
        Child child = Child.start()) {
      PeerKey peer = child.connect(a);
      assertThat(a.holds(n -> n.watchPort(peer))).isTrue();
      a.awaitThat("the first knock went out", n -> n.counters().knocksOut() == 1);
      child.kill();
      a.onLoop(
          n -> {
            n.knock(peer);
            return true;
          });
      assertThat(a.await(Event.Unreachable.class).peer()).isEqualTo(peer);
    }
  }

  @Test
  void whoIsNotLinkedCannotBeWatched() throws Exception {
    try (Party a = Party.open()) {
      assertThat(a.holds(n -> n.watchPort(Identity.create().key()))).isFalse();
    }
  }

  @Test
  void anEndedWatchAndAnEndedLinkKnockNoMore() throws Exception {
    try (Party a = Party.open();
        Party b = Party.open();
        Party c = Party.open()) {
      Link toB = a.connect(b);
      a.connect(c);
      a.onLoop(n -> n.watchPort(b.key()) && n.watchPort(c.key()));
      b.awaitThat("b hears knocks", n -> n.counters().knocksIn() > 1);
      c.awaitThat("c hears knocks", n -> n.counters().knocksIn() > 1);
      a.onLoop(
          n -> {
            n.unwatchPort(c.key());
            toB.close(0, "");
            return true;
          });
      a.await(Event.Closed.class);
      long sent = a.counters().knocksOut();
      long[] passes = new long[1];
      a.onLoop(n -> n.loop().schedule(Duration.ofMillis(50), () -> passes[0]++));
      a.awaitThat("several gaps have passed", n -> passes[0] == 1);
      assertThat(a.counters().knocksOut()).isEqualTo(sent);
    }
  }

  @Test
  void aCutHidesTheClosedPort() throws Exception {
    try (Party a = Party.open();
        Child child = Child.start()) {
      PeerKey peer = child.connect(a);
      Endpoint endpoint = child.endpoint();
      a.onLoop(
          n -> {
            n.cut(endpoint, Cut.BOTH);
            return n.watchPort(peer);
          });
      child.kill();
      a.awaitThat("knocks were cut", n -> n.counters().shaperLost() > 10);
      assertThat(a.history).noneMatch(Event.Unreachable.class::isInstance);
    }
  }

  static NetworkLimits knocks(Duration gap) {
    NetworkLimits standard = NetworkLimits.DEFAULT;
    return new NetworkLimits(
        standard.linksMax(),
        standard.handshakesMax(),
        standard.controlMessageBytesMax(),
        standard.controlQueuedBytesMax(),
        standard.bulkBytesMax(),
        standard.bulksMax(),
        standard.handshakeLimit(),
        standard.idleLimit(),
        gap);
  }

  /** Another process with a network, to be killed. */
  record Child(Process process, PeerKey key, Endpoint endpoint) implements AutoCloseable {

    static Child start() throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ChildPeer.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String port = String.valueOf(out.readLine());
      String publicKey = String.valueOf(out.readLine());
      return new Child(
          process,
          PeerKey.of(Bytes.ofHex(publicKey)),
          new Endpoint("127.0.0.1", Integer.parseInt(port)));
    }

    PeerKey connect(Party from) throws InterruptedException {
      from.onLoop(n -> n.dial(key, endpoint));
      from.await(Event.Opened.class);
      return key;
    }

    void kill() {
      process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
      kill();
    }
  }
}
