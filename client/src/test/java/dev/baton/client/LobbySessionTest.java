package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.core.EndReason;
import dev.baton.core.PeerId;
import dev.baton.lobby.LobbyConfig;
import dev.baton.lobby.LobbyServer;
import dev.baton.lobbycore.LobbyTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LobbySessionTest {

  private static final long SECOND_NS = 1_000_000_000;

  private final List<TestPeer> peers = new ArrayList<>();
  private LobbyServer lobby = LobbyServer.start(LobbyConfig.loopback());

  @TempDir Path directory;

  LobbySessionTest() throws Exception {}

  @AfterEach
  void closeAll() {
    peers.forEach(TestPeer::close);
    lobby.close();
  }

  private SessionSettings.Builder settings() {
    String name = "peer" + (peers.size() + 1);
    return SessionSettings.builder()
        .playerName(name)
        .lobby(URI.create("http://127.0.0.1:" + lobby.port()))
        .recorder(directory.resolve(name + ".jsonl"));
  }

  private TestPeer host() throws BatonException {
    TestPeer peer = TestPeer.host(settings().build());
    peers.add(peer);
    return peer;
  }

  private String code() {
    return peers.getFirst().session().joinCode().orElseThrow().text();
  }

  private TestPeer join() throws BatonException {
    TestPeer peer = TestPeer.join(code(), settings().build());
    peers.add(peer);
    return peer;
  }

  private static void awaitStandbys(TestPeer peer, int count) {
    TestPeer.await(
        count + " standbys",
        () -> peer.session().peers().stream().filter(Peer::isStandby).count() == count);
  }

  private static void awaitTicks(TestPeer peer) {
    long tick = peer.session().tick().value();
    TestPeer.await("ticks", () -> peer.session().tick().value() > tick + 5);
  }

  @Test
  void twoPlayersGoOnWithTheLobbyAsWitness() throws Exception {
    TestPeer host = host();
    TestPeer guest = join();
    awaitStandbys(guest, 1);
    guest.ask(s -> s.submit(new Tally.Add(5)));
    TestPeer.await("safe", () -> guest.safe == 1);
    host.die();
    TestPeer.await("guest is host", () -> guest.session().isHost());
    awaitTicks(guest);
    assertThat(guest.sum(guest.session().self())).isEqualTo(5);
    assertThat(guest.session().epoch().value()).isEqualTo(2);
  }

  @Test
  void aPeerJoinsTheHostOfTheDay() throws Exception {
    TestPeer host = host();
    TestPeer guest = join();
    awaitStandbys(guest, 1);
    guest.ask(s -> s.submit(new Tally.Add(5)));
    TestPeer.await("safe", () -> guest.safe == 1);
    host.die();
    TestPeer.await("guest is host", () -> guest.session().isHost());
    TestPeer late = join();
    assertThat(late.session().host()).isEqualTo(guest.session().self());
    assertThat(late.session().self()).isEqualTo(new PeerId(3));
    awaitTicks(late);
  }

  @Test
  void aRunningSessionNeedsNoLobby() throws Exception {
    TestPeer host = host();
    TestPeer second = join();
    TestPeer third = join();
    awaitStandbys(third, 2);
    lobby.kill();
    awaitTicks(third);
    host.die();
    TestPeer.await("another host", () -> third.session().epoch().value() == 2);
    awaitTicks(second);
    awaitTicks(third);
  }

  @Test
  void handOverLosesNothingAndRewindsNothing() throws Exception {
    TestPeer host = host();
    TestPeer second = join();
    TestPeer third = join();
    awaitStandbys(third, 2);
    third.ask(s -> s.submit(new Tally.Add(1)));
    host.session().handOver(Optional.empty());
    TestPeer.await("second is host", () -> third.session().epoch().value() == 2);
    third.ask(s -> s.submit(new Tally.Add(2)));
    for (TestPeer peer : peers) {
      TestPeer.await("inputs", () -> peer.sum(third.session().self()) == 3);
      assertThat(peer.events).noneMatch(event -> event.startsWith("rewind"));
    }
    assertThat(second.session().host()).isEqualTo(host.session().host());
  }

  @Test
  void aHostThatLeavesHandsOver() throws Exception {
    TestPeer host = host();
    TestPeer second = join();
    TestPeer third = join();
    awaitStandbys(third, 2);
    host.session().leave();
    TestPeer.await("left", () -> host.endReason == EndReason.LEFT);
    awaitTicks(second);
    awaitTicks(third);
    assertThat(third.session().epoch().value()).isEqualTo(2);
  }

  @Test
  void aHostThatTerminatesEndsTheSessionForAll() throws Exception {
    TestPeer host = host();
    TestPeer second = join();
    host.session().terminate();
    TestPeer.await("ended", () -> second.endReason == EndReason.TERMINATED);
    TestPeer.await("ended", () -> host.endReason == EndReason.TERMINATED);
    String code = code();
    assertThatThrownBy(() -> TestPeer.join(code, settings().build()))
        .isInstanceOfSatisfying(
            BatonException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.SESSION_TERMINATED));
  }

  @Test
  void aPeerThatIsRemovedIsToldSo() throws Exception {
    TestPeer host = host();
    TestPeer second = join();
    host.session().remove(second.session().self());
    TestPeer.await("removed", () -> second.endReason == EndReason.REMOVED);
    awaitTicks(host);
    assertThat(host.session().epoch().value()).isEqualTo(1);
  }

  @Test
  void theCodeOfASessionWhoseLastPeerLeftIsOver() throws Exception {
    TestPeer host = host();
    host.session().leave();
    TestPeer.await("left", () -> host.endReason == EndReason.LEFT);
    host.close();
    assertThat(problemOfJoining()).isEqualTo(Problem.SESSION_TERMINATED);
  }

  @Test
  void theCodeOfASessionWhoseLastPeerDiedExpires() throws Exception {
    lobby.close();
    LobbyTiming hasty = LobbyTiming.DEFAULT.withPatience(SECOND_NS, 10 * SECOND_NS, 1);
    lobby = LobbyServer.start(LobbyConfig.loopback().with(hasty));
    host().die();
    URI page = URI.create("http://127.0.0.1:" + lobby.port() + "/v1/sessions/" + code());
    TestPeer.await("the lobby ends the session", () -> status(page) != HttpURLConnection.HTTP_OK);
    assertThat(problemOfJoining()).isEqualTo(Problem.EXPIRED_CODE);
  }

  private static int status(URI page) {
    try {
      return ((HttpURLConnection) page.toURL().openConnection()).getResponseCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Problem problemOfJoining() {
    return catchThrowableOfType(
            BatonException.class, () -> TestPeer.join(code(), settings().build()))
        .problem();
  }
}
