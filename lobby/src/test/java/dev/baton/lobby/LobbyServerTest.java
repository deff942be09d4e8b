package dev.baton.lobby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.core.Credentials.TicketVerdict;
import dev.baton.core.Digest;
import dev.baton.core.Epoch;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.TableVersion;
import dev.baton.core.VoteRefusal;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.SeatPresence;
import dev.baton.lobbycore.Ticket;
import dev.baton.transport.Identity;
import dev.baton.transport.LobbyConnectionConfig;
import dev.baton.transport.LobbyConnectionFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lobby over real sockets, with peers that keep to the rules: docs/lobby.md. */
@Timeout(60)
class LobbyServerTest {

  private LobbyServer server = startAt(LobbyConfig.loopback());

  @BeforeEach
  void warmUp() throws InterruptedException {
    Peer.enter(server.uri()).close();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void peersCreateAndJoinByCode() throws InterruptedException {
    try (Peer anna = Peer.enter(server.uri());
        Peer bert = Peer.enter(server.uri())) {
      LobbyNotice.SessionCreated created = anna.create();

      LobbyNotice.JoinGranted granted = bert.join(created.code());

      assertThat(granted.session()).isEqualTo(created.session());
      assertThat(granted.host().key()).isEqualTo(anna.key());
      assertThat(granted.witnessKey()).isEqualTo(server.publicKey());
      anna.awaitEvent(new LobbyEvent.MemberJoined(bert.key()));
      Ticket.Known known =
          new Ticket.Known(
              granted.session(), bert.key(), granted.witnessKey(), System.currentTimeMillis());
      assertThat(Ticket.judge(granted.ticket(), known, Identity::verify))
          .isEqualTo(TicketVerdict.GOOD);
    }
  }

  @Test
  void aCodeThatNobodyGaveIsUnknown() throws InterruptedException {
    try (Peer anna = Peer.enter(server.uri())) {
      anna.say(new LobbyRequest.JoinSession(7, new JoinCode("AAAAAA")));

      assertThat(anna.await(LobbyNotice.LobbyRefused.class))
          .isEqualTo(new LobbyNotice.LobbyRefused(7, LobbyRefusal.UNKNOWN_CODE, 0));
    }
  }

  @Test
  void theDeathOfASocketIsToldToTheOthers() throws Exception {
    try (Peer anna = Peer.enter(server.uri());
        RawSocket bert = new RawSocket(server.uri())) {
      Identity identity = Identity.create();
      bert.upgrade();
      bert.identify(identity);
      bert.send(new LobbyRequest.JoinSession(1, anna.create().code()));
      anna.awaitEvent(new LobbyEvent.MemberJoined(identity.key()));

      bert.die();

      anna.awaitEvent(new LobbyEvent.MemberConnection(identity.key(), false));
    }
  }

  @Test
  void aSocketThatDiesByResetIsToldToTheOthers() throws Exception {
    try (Peer anna = Peer.enter(server.uri());
        RawSocket bert = new RawSocket(server.uri())) {
      Identity identity = Identity.create();
      bert.upgrade();
      bert.identify(identity);
      bert.send(new LobbyRequest.JoinSession(1, anna.create().code()));
      anna.awaitEvent(new LobbyEvent.MemberJoined(identity.key()));

      bert.dieByReset();

      anna.awaitEvent(new LobbyEvent.MemberConnection(identity.key(), false));
    }
  }

  @Test
  void theWitnessVotesOnceTheHostIsGone() throws Exception {
    try (Peer bert = Peer.enter(server.uri())) {
      Peer anna = Peer.enter(server.uri());
      LobbyNotice.SessionCreated created = anna.create();
      bert.join(created.code());
      tellSeats(anna, created, bert);

      bert.sayWitness(created.session(), claim(2));
      Message.Probe probe = anna.awaitWitness(Message.Probe.class);
      anna.sayWitness(created.session(), new Message.ProbeAnswer(Epoch.FIRST, probe.nonce(), true));
      assertThat(bert.awaitWitness(Message.VoteRefused.class).reason())
          .isEqualTo(VoteRefusal.HOST_HEARD);
      anna.close();
      bert.awaitEvent(new LobbyEvent.MemberConnection(anna.key(), false));
      bert.sayWitness(created.session(), claim(2));

      Message.Vote vote = bert.awaitWitness(Message.Vote.class);
      assertThat(
              Identity.verify(
                  created.witnessKey(), vote.signedContent(created.session()), vote.signature()))
          .isTrue();
    }
  }

  @Test
  void theWitnessVotesAfterAHostThatDoesNotAnswer() throws Exception {
    try (Peer anna = Peer.enter(server.uri());
        Peer bert = Peer.enter(server.uri())) {
      LobbyNotice.SessionCreated created = anna.create();
      bert.join(created.code());
      tellSeats(anna, created, bert);

      bert.sayWitness(created.session(), claim(2));

      assertThat(bert.awaitWitness(Message.Vote.class).candidate()).isEqualTo(new PeerId(2));
    }
  }

  @Test
  void aKilledLobbyBreaksAllConnectionsWithoutANotice() throws InterruptedException {
    try (Peer anna = Peer.enter(server.uri());
        Peer bert = Peer.enter(server.uri())) {
      LobbyNotice.SessionCreated created = anna.create();
      bert.join(created.code());

      server.kill();

      anna.await(Peer.Lost.class);
      bert.await(Peer.Lost.class);
      assertThat(anna.drainSkipped())
          .noneMatch(it -> it instanceof LobbyNotice.Event told && isDisconnection(told));
      assertThat(anna.connection().send(new LobbyRequest.LeaveSession(1, created.session())))
          .isFalse();
    }
  }

  @Test
  void aLobbyThatIsClosedSaysSo() throws Exception {
    try (RawSocket anna = new RawSocket(server.uri())) {
      anna.upgrade();
      anna.identify(Identity.create());

      server.close();

      assertThat(((LobbyNotice.LobbyRefused) anna.next()).reason()).isEqualTo(LobbyRefusal.CLOSING);
      assertThat(anna.nextClose()).isEqualTo(1001);
    }
  }

  @Test
  void aPeerReconnectsToALobbyThatComesBack() throws Exception {
    try (Peer anna = Peer.enter(server.uri())) {
      LobbyNotice.SessionCreated created = anna.create();
      int port = server.port();
      server.kill();
      anna.await(Peer.Lost.class);

      server = startAt(LobbyConfig.loopback().at("127.0.0.1", port));

      anna.await(LobbyNotice.Identified.class);
      assertThat(anna.await(LobbyNotice.LobbyRefused.class).reason())
          .isEqualTo(LobbyRefusal.UNKNOWN_SESSION);
      assertThat(anna.create().session()).isNotEqualTo(created.session());
    }
  }

  @Test
  void aPeerThatLostItsConnectionGetsWhatItMissedAndNothingTwice() throws Exception {
    try (CuttableProxy proxy = new CuttableProxy(server.port());
        Peer anna = Peer.enter(server.uri());
        Peer bert = Peer.enter(proxy.uri())) {
      LobbyNotice.SessionCreated created = anna.create();
      long last = bert.join(created.code()).lastEvent();
      proxy.refuse(true);
      proxy.cut();
      bert.await(Peer.Lost.class);
      anna.awaitEvent(new LobbyEvent.MemberConnection(bert.key(), false));
      Peer cleo = Peer.enter(server.uri());
      cleo.join(created.code());
      cleo.close();
      anna.awaitEvent(new LobbyEvent.MemberConnection(cleo.key(), false));

      proxy.refuse(false);

      for (LobbyEvent expected :
          List.of(
              new LobbyEvent.MemberConnection(bert.key(), false),
              new LobbyEvent.MemberJoined(cleo.key()),
              new LobbyEvent.MemberConnection(cleo.key(), false),
              new LobbyEvent.MemberConnection(bert.key(), true))) {
        LobbyNotice.Event event = bert.await(LobbyNotice.Event.class);
        last++;
        assertThat(event).isEqualTo(new LobbyNotice.Event(created.session(), last, expected));
      }
      anna.awaitEvent(new LobbyEvent.MemberConnection(bert.key(), true));
    }
  }

  @Test
  void theSameKeyTwiceEndsTheFirst() throws InterruptedException {
    try (Peer first = Peer.enter(server.uri());
        Peer second = Peer.enter(server.uri(), first.identity())) {
      assertThat(first.await(Peer.GaveUp.class).failure())
          .isEqualTo(LobbyConnectionFailure.REPLACED);
      assertThat(second.connection().connected()).isTrue();
    }
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LobbyConfig config = LobbyConfig.loopback().at("127.0.0.1", taken.getLocalPort());

      assertThatThrownBy(() -> LobbyServer.start(config))
          .isInstanceOfSatisfying(
              LobbyStartException.class,
              e -> assertThat(e.kind()).isEqualTo(LobbyStartException.Kind.PORT_IN_USE))
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    LobbyConfig config = LobbyConfig.loopback().at("192.0.2.1", 0);

    assertThatThrownBy(() -> LobbyServer.start(config))
        .isInstanceOfSatisfying(
            LobbyStartException.class,
            e -> assertThat(e.kind()).isEqualTo(LobbyStartException.Kind.NO_SUCH_ADDRESS));
  }

  @Test
  void severalLobbiesRunInOneProcess() throws InterruptedException {
    try (LobbyServer other = startAt(LobbyConfig.loopback());
        Peer anna = Peer.enter(server.uri());
        Peer bert = Peer.enter(other.uri())) {
      bert.say(new LobbyRequest.JoinSession(1, anna.create().code()));

      assertThat(bert.await(LobbyNotice.LobbyRefused.class).reason())
          .isEqualTo(LobbyRefusal.UNKNOWN_CODE);
    }
  }

  @Test
  void nobodyListeningIsATypedFailureAtOnce() throws Exception {
    server.close();
    try (Peer anna = Peer.dial(LobbyConnectionConfig.of(server.uri(), Identity.create()))) {
      assertThat(anna.await(Peer.GaveUp.class).failure())
          .isEqualTo(LobbyConnectionFailure.UNREACHABLE);
    }
  }

  @Test
  void aLobbyThatDoesNotAnswerIsATypedFailureWithinTheLimit() throws Exception {
    try (ServerSocket mute = new ServerSocket(0)) {
      URI uri = URI.create("ws://127.0.0.1:" + mute.getLocalPort());
      LobbyConnectionConfig config = LobbyConnectionConfig.of(uri, Identity.create());
      long startedNs = System.nanoTime();

      try (Peer anna = Peer.dial(config.connectWithin(Duration.ofMillis(300)))) {
        assertThat(anna.await(Peer.GaveUp.class).failure())
            .isEqualTo(LobbyConnectionFailure.NO_ANSWER);
      }

      assertThat(Duration.ofNanos(System.nanoTime() - startedNs))
          .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
    }
  }

  @Test
  void aServerThatIsNoLobbyIsATypedFailure() throws Exception {
    URI elsewhere = URI.create(server.uri() + "/health");

    try (Peer anna = Peer.dial(LobbyConnectionConfig.of(elsewhere, Identity.create()))) {
      assertThat(anna.await(Peer.GaveUp.class).failure())
          .isEqualTo(LobbyConnectionFailure.NOT_A_LOBBY);
    }
  }

  @Test
  void aHostNameThatDoesNotExistIsATypedFailure() throws Exception {
    LobbyConnectionConfig nowhere =
        LobbyConnectionConfig.of(URI.create("ws://nowhere.invalid:7000"), Identity.create());

    try (Peer anna = Peer.dial(nowhere.connectWithin(Duration.ofSeconds(1)))) {
      assertThat(anna.await(Peer.GaveUp.class).failure())
          .isIn(LobbyConnectionFailure.UNKNOWN_HOST, LobbyConnectionFailure.NO_ANSWER);
    }
  }

  @Test
  void badConditionsHoldBackFramesAndTheNewsOfADeath() throws Exception {
    LobbyConditions far = new LobbyConditions(Duration.ofMillis(100), Duration.ofMillis(10), 1, 7);
    try (LobbyServer slow = startAt(LobbyConfig.loopback().with(far));
        Peer anna = Peer.enter(slow.uri())) {
      Peer bert = Peer.enter(slow.uri());
      LobbyNotice.SessionCreated created = anna.create();
      bert.join(created.code());
      long killedNs = System.nanoTime();

      bert.close();

      anna.awaitEvent(new LobbyEvent.MemberConnection(bert.key(), false));
      assertThat(Duration.ofNanos(System.nanoTime() - killedNs))
          .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }
  }

  @Test
  void aKeyFileIsMadeOnceAndReadAfterwards(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys/lobby.key");

    LobbyKey made = LobbyKey.loadOrCreate(file);

    assertThat(LobbyKey.loadOrCreate(file).publicKey()).isEqualTo(made.publicKey());
    Files.writeString(file, "nonsense");
    assertThatThrownBy(() -> LobbyKey.loadOrCreate(file)).hasMessageContaining("not a lobby key");
  }

  private static boolean isDisconnection(LobbyNotice.Event told) {
    return told.what() instanceof LobbyEvent.MemberConnection it && !it.connected();
  }

  private static void tellSeats(Peer anna, LobbyNotice.SessionCreated created, Peer bert)
      throws InterruptedException {
    List<SeatPresence> seats =
        List.of(
            new SeatPresence(new PeerId(1), anna.identity().publicKey(), true),
            new SeatPresence(new PeerId(2), bert.identity().publicKey(), true));
    anna.say(
        new LobbyRequest.Presence(
            anna.connection().nextRequest(),
            created.session(),
            Epoch.FIRST,
            new TableVersion(Epoch.FIRST, 2),
            true,
            true,
            false,
            seats));
    anna.await(LobbyNotice.Accepted.class);
  }

  private static Message.Claim claim(int candidate) {
    return new Message.Claim(
        new Epoch(2),
        new PeerId(candidate),
        new TableVersion(Epoch.FIRST, 2),
        Digest.ZERO,
        StateId.NONE,
        false,
        false);
  }

  private static LobbyServer startAt(LobbyConfig config) {
    try {
      return LobbyServer.start(config);
    } catch (LobbyStartException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
