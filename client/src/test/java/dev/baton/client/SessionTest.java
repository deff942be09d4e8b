package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.transport.Cut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SessionTest {

  private final List<TestPeer> peers = new ArrayList<>();

  @TempDir Path directory;

  @AfterEach
  void closeAll() {
    peers.forEach(TestPeer::close);
  }

  private SessionSettings settings(String name) {
    return SessionSettings.builder()
        .playerName(name)
        .bindAddress("127.0.0.1")
        .recorder(directory.resolve(name + ".jsonl"))
        .build();
  }

  private TestPeer host() throws BatonException {
    TestPeer peer = TestPeer.host(settings("peer1"));
    peers.add(peer);
    return peer;
  }

  private TestPeer join() throws BatonException {
    String code = peers.getFirst().session().invitation().text();
    TestPeer peer = TestPeer.join(code, settings("peer" + (peers.size() + 1)));
    peers.add(peer);
    return peer;
  }

  @Test
  void inputsOfAllPeersReachTheStateOfAll() throws Exception {
    TestPeer host = host();
    TestPeer guest = join();
    host.ask(s -> s.submit(new Tally.Add(3)));
    guest.ask(s -> s.submit(new Tally.Add(4)));
    for (TestPeer peer : peers) {
      TestPeer.await("both inputs", () -> peer.sum(host.session().self()) == 3);
      TestPeer.await("both inputs", () -> peer.sum(guest.session().self()) == 4);
    }
    TestPeer.await("safe", () -> guest.safe == 1);
  }

  @Test
  void theSessionGoesOnWhenItsHostDies() throws Exception {
    TestPeer host = host();
    TestPeer second = join();
    TestPeer third = join();
    TestPeer.await(
        "two standbys",
        () -> third.session().peers().stream().filter(Peer::isStandby).count() == 2);
    second.ask(s -> s.submit(new Tally.Add(5)));
    TestPeer.await("safe", () -> second.safe == 1);
    host.die();
    TestPeer.await("another host", () -> third.session().epoch().value() == 2);
    long tick = third.session().tick().value();
    TestPeer.await("ticks", () -> third.session().tick().value() > tick);
    third.ask(s -> s.submit(new Tally.Add(7)));
    TestPeer.await("input", () -> third.sum(third.session().self()) == 7);
    assertThat(third.sum(second.session().self())).isEqualTo(5);
  }

  @Test
  void aPeerThatAloneLosesTheHostIsServedThroughAnother() throws Exception {
    TestPeer host = host();
    join();
    TestPeer third = join();
    TestPeer.await(
        "two standbys",
        () -> third.session().peers().stream().filter(Peer::isStandby).count() == 2);
    LiveSession<Tally.Add> live = (LiveSession<Tally.Add>) third.session();
    live.cut(host.session().invitation().host().endpoint(), Cut.BOTH);
    awaitTicks(third, 120);
    third.ask(s -> s.submit(new Tally.Add(9)));
    TestPeer.await("input", () -> host.sum(third.session().self()) == 9);
    TestPeer.await("safe", () -> third.safe == 1);
    live.cut(host.session().invitation().host().endpoint(), Cut.NONE);
    awaitTicks(third, 120);
    third.ask(s -> s.submit(new Tally.Add(1)));
    TestPeer.await("input", () -> host.sum(third.session().self()) == 10);
    for (TestPeer peer : peers) {
      assertThat(peer.session().epoch().value()).isEqualTo(1);
      assertThat(peer.session().peers()).allMatch(Peer::isPresent);
    }
  }

  private static void awaitTicks(TestPeer peer, int count) {
    long tick = peer.session().tick().value();
    TestPeer.await("ticks", () -> peer.session().tick().value() > tick + count);
  }
}
