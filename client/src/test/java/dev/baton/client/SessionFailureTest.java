package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.EndReason;
import dev.baton.core.Endpoint;
import dev.baton.core.HostAddress;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.core.Timing;
import dev.baton.replication.Scope;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SessionFailureTest {

  private final List<TestPeer> peers = new ArrayList<>();

  @TempDir Path directory;

  @AfterEach
  void closeAll() {
    peers.forEach(TestPeer::close);
  }

  private static SessionSettings.Builder settings() {
    return SessionSettings.builder().bindAddress("127.0.0.1");
  }

  private TestPeer host(SessionSettings.Builder settings) throws BatonException {
    TestPeer peer = TestPeer.host(settings.build());
    peers.add(peer);
    return peer;
  }

  private static void assertProblem(Problem problem, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BatonException.class, e -> assertThat(e.problem()).isEqualTo(problem))
        .hasMessageContaining(problem.advice());
  }

  /** Waits less long for a host that does not answer. */
  private static Timing hasty() {
    Timing t = Timing.DEFAULT;
    return new Timing(
        t.pulseNs(),
        t.heartbeatNs(),
        t.silenceFloorNs(),
        t.silenceCeilingNs(),
        t.stallNs(),
        t.leaseNs(),
        t.helloNs(),
        1_000_000_000,
        t.claimNs(),
        t.completeNs(),
        t.handOverNs(),
        t.migrationLimitNs(),
        t.peerLostNs(),
        t.peerGoneNs(),
        t.seatReservedNs());
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (DatagramSocket taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      assertProblem(
          Problem.PORT_IN_USE, () -> TestPeer.host(settings().port(taken.getLocalPort()).build()));
    }
  }

  @Test
  void aLobbyThatDoesNotListenIsNamed() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI lobby = URI.create("http://127.0.0.1:" + port);
    assertProblem(Problem.LOBBY_UNREACHABLE, () -> TestPeer.host(settings().lobby(lobby).build()));
    assertProblem(
        Problem.LOBBY_UNREACHABLE, () -> TestPeer.join("ABC234", settings().lobby(lobby).build()));
  }

  @Test
  void aCodeWithoutALobbyLeadsNowhere() {
    assertProblem(Problem.LOBBY_UNREACHABLE, () -> TestPeer.join("ABC234", settings().build()));
  }

  @Test
  void textThatIsNoCodeIsRefusedAtOnce() {
    assertThatThrownBy(() -> TestPeer.join("hello!", settings().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HELLO!");
  }

  @Test
  void aHostThatIsNotThereIsWaitedForNoLongerThanTheLimit() throws Exception {
    int port;
    try (DatagramSocket free = new DatagramSocket(0)) {
      port = free.getLocalPort();
    }
    HostAddress nobody = new HostAddress(new PeerKey(Digest.ZERO), new Endpoint("127.0.0.1", port));
    String text = new Invitation(new SessionId(1, 1), nobody).text();
    assertProblem(
        Problem.JOIN_TIMEOUT, () -> TestPeer.join(text, settings().timing(hasty()).build()));
  }

  @Test
  void anotherKeyThanTheInvitationsIsRefused() throws Exception {
    Invitation real = host(settings()).session().invitation();
    HostAddress forged = new HostAddress(new PeerKey(Digest.ZERO), real.host().endpoint());
    String text = new Invitation(real.session(), forged).text();
    assertProblem(Problem.WRONG_KEY, () -> TestPeer.join(text, settings().build()));
  }

  @Test
  void anotherSessionThanTheInvitationsIsRefused() throws Exception {
    Invitation real = host(settings()).session().invitation();
    String text = new Invitation(new SessionId(1, 1), real.host()).text();
    assertProblem(Problem.WRONG_SESSION, () -> TestPeer.join(text, settings().build()));
  }

  @Test
  void aFullSessionSaysSo() throws Exception {
    String text = host(settings().peersMax(2)).session().invitation().text();
    peers.add(TestPeer.join(text, settings().build()));
    assertProblem(Problem.SESSION_FULL, () -> TestPeer.join(text, settings().build()));
  }

  @Test
  void anIdentityFileThatIsNoneIsLeftAlone() throws Exception {
    Path file = directory.resolve("identity");
    Files.writeString(file, "no key");
    assertProblem(Problem.BAD_IDENTITY, () -> TestPeer.host(settings().identityFile(file).build()));
    assertThat(Files.readString(file)).isEqualTo("no key");
  }

  @Test
  void aRecorderOfAnEarlierProcessIsLeftAlone() throws Exception {
    Path file = directory.resolve("peer.jsonl");
    Files.writeString(file, "old");
    assertProblem(
        Problem.RECORDER_UNWRITABLE, () -> TestPeer.host(settings().recorder(file).build()));
    assertThat(Files.readString(file)).isEqualTo("old");
  }

  @Test
  void aStateThatDoesNotLoadHarmsOnlyThePeerThatCannotLoadIt() throws Exception {
    TestPeer host = host(settings());
    Tally broken =
        new Tally() {
          @Override
          public void load(ByteBuffer in, Scope scope) {
            throw new IllegalStateException("does not load");
          }
        };
    String text = host.session().invitation().text();
    TestPeer guest = new TestPeer(Baton.join(text, settings().build(), broken), broken);
    peers.add(guest);
    TestPeer.await("ended", () -> guest.endReason == EndReason.STATE_REJECTED);
    long tick = host.session().tick().value();
    TestPeer.await("ticks", () -> host.session().tick().value() > tick + 10);
    assertThat(host.session().epoch().value()).isEqualTo(1);
  }

  @Test
  void garbageOnThePortChangesNothing() throws Exception {
    TestPeer host = host(settings());
    Endpoint endpoint = host.session().invitation().host().endpoint();
    Random random = new Random(7);
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < 200; i++) {
        byte[] garbage = new byte[1 + random.nextInt(1400)];
        random.nextBytes(garbage);
        send(socket, garbage, endpoint);
      }
    }
    long tick = host.session().tick().value();
    TestPeer.await("ticks", () -> host.session().tick().value() > tick + 10);
  }

  private static void send(DatagramSocket socket, byte[] bytes, Endpoint to) throws IOException {
    InetAddress address = InetAddress.getLoopbackAddress();
    socket.send(new DatagramPacket(bytes, bytes.length, address, to.port()));
  }

  @Test
  void aSessionThatItsHostEndedLetsNobodyInByInvitation() throws Exception {
    TestPeer host = host(settings());
    String text = host.session().invitation().text();
    peers.add(TestPeer.join(text, settings().build()));
    host.session().terminate();
    TestPeer.await("ended", () -> host.endReason == EndReason.TERMINATED);
    assertProblem(
        Problem.JOIN_TIMEOUT, () -> TestPeer.join(text, settings().timing(hasty()).build()));
  }

  @Test
  void whatIsAskedOfUnknownPeersChangesNothing() throws Exception {
    TestPeer host = host(settings());
    TestPeer guest = TestPeer.join(host.session().invitation().text(), settings().build());
    peers.add(guest);
    PeerId nobody = new PeerId(60);
    host.session().remove(nobody);
    host.session().handOver(Optional.of(nobody));
    guest.session().remove(host.session().self());
    guest.session().handOver(Optional.of(guest.session().self()));
    assertThat(host.session().send(nobody, Bytes.of(new byte[1]))).isFalse();
    for (TestPeer peer : peers) {
      long tick = peer.session().tick().value();
      TestPeer.await("ticks", () -> peer.session().tick().value() > tick + 60);
      assertThat(peer.session().epoch().value()).isEqualTo(1);
      assertThat(peer.session().peers()).hasSize(2).allMatch(Peer::isPresent);
    }
  }

  @Test
  void aWaitOutOfBoundsIsRefusedAndComputesNothing() throws Exception {
    Tally game = new Tally();
    try (Session<Tally.Add> session = Baton.host(settings().build(), game)) {
      for (Duration wait : List.of(Duration.ofNanos(-1), Duration.ofMinutes(1).plusNanos(1))) {
        assertThatThrownBy(() -> session.update(wait))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(wait.toString());
      }
      assertThat(game.secret).isZero();
      session.update(Duration.ZERO);
      session.update(Duration.ofMinutes(1));
      assertThat(game.secret).isPositive();
    }
  }

  @Test
  void messagesOutOfBoundsAreRefused() throws Exception {
    Session<Tally.Add> session = host(settings()).session();
    assertThatThrownBy(() -> session.broadcast(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> session.broadcast(Bytes.of(new byte[16_385])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16385");
    assertThatThrownBy(() -> session.describe(Bytes.of(new byte[4097])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4097");
  }
}
