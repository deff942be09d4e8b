package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes of it when the game's own code throws. */
@Timeout(120)
class GameFailureTest {

  private static final long SOME_TICKS = 30;

  private final List<TestPeer> peers = new ArrayList<>();

  @AfterEach
  void closeAll() {
    peers.forEach(TestPeer::close);
  }

  private static SessionSettings settings() {
    return SessionSettings.builder().bindAddress("127.0.0.1").build();
  }

  private TestPeer host(Tally game) throws BatonException {
    TestPeer peer = new TestPeer(Baton.host(settings(), game), game);
    peers.add(peer);
    return peer;
  }

  private TestPeer join(Tally game) throws BatonException {
    String way = peers.getFirst().session().invitation().text();
    TestPeer peer = new TestPeer(Baton.join(way, settings(), game), game);
    peers.add(peer);
    return peer;
  }

  private static void awaitTicks(TestPeer peer) {
    long tick = peer.session().tick().value();
    TestPeer.await("ticks", () -> peer.session().tick().value() > tick + SOME_TICKS);
  }

  /**
   * The secret counts the ticks twice over, so it tells whether a tick was computed that is not.
   */
  private static boolean showsItsTick(TestPeer peer) {
    return peer.ask(session -> peer.game.secret == 2 * session.tick().value());
  }

  @Test
  void theVisibleStateIsNeverAskedForWhereNothingIsHidden() throws Exception {
    host(new OpenTally());
    TestPeer guest = join(new OpenTally());
    TestPeer third = join(new OpenTally());

    for (TestPeer peer : peers) {
      awaitTicks(peer);
    }
    assertThat(guest.game.saves).as("rehearsed").isPositive();
    assertThat(third.game.saves).as("rehearsed").isPositive();
  }

  @Test
  void aGameThatThrowsInARehearsedTickPlaysOnWithTheStateBeforeIt() throws Exception {
    TestPeer host = host(new Tally());
    List<Long> thrownAt = new ArrayList<>();
    Tally fragile =
        new Tally() {
          @Override
          public void tick(SimulationTick<Add> tick) {
            super.tick(tick);
            if (thrownAt.isEmpty()) {
              thrownAt.add(tick.tick().value());
              throw new IllegalStateException("does not rehearse");
            }
          }
        };
    TestPeer guest = join(fragile);
    TestPeer third = join(new Tally());
    TestPeer.await(
        "two standbys",
        () -> third.session().peers().stream().filter(Peer::isStandby).count() == 2);

    awaitTicks(guest);
    assertThat(guest.<Integer>ask(session -> thrownAt.size())).isEqualTo(1);
    assertThat(fragile.saves).as("no more rehearsals").isZero();
    assertThat(showsItsTick(guest)).isTrue();

    host.die();
    TestPeer.await("another host", () -> guest.session().epoch().value() == 2);
    awaitTicks(guest);
    assertThat(guest.session().isHost()).isTrue();
    assertThat(showsItsTick(guest)).isTrue();
    assertThat(guest.session().isOpen()).isTrue();
  }

  @Test
  void aGameThatThrowsWhenItSavesInRehearsalPlaysOn() throws Exception {
    host(new Tally());
    Tally fragile =
        new Tally() {
          @Override
          public void save(ByteBuffer out, Scope scope) {
            super.save(out, scope);
            throw new IllegalStateException("does not save");
          }
        };
    TestPeer guest = join(fragile);

    awaitTicks(guest);
    assertThat(guest.<Integer>ask(session -> fragile.saves)).isEqualTo(1);
    assertThat(showsItsTick(guest)).isTrue();
    assertThat(guest.session().isOpen()).isTrue();
  }

  @Test
  void anErrorOutOfARehearsalReachesTheGameWithTheStateBeforeIt() throws Exception {
    host(new Tally());
    List<Tally> rehearsed = new ArrayList<>();
    Tally fragile =
        new Tally() {
          @Override
          public void tick(SimulationTick<Add> tick) {
            super.tick(tick);
            rehearsed.add(this);
            throw new AssertionError("of the game");
          }
        };
    String way = peers.getFirst().session().invitation().text();
    try (Session<Tally.Add> session = Baton.join(way, settings(), fragile)) {
      AssertionError thrown = null;
      long deadlineNs = System.nanoTime() + TestPeer.LIMIT.toNanos();
      while (thrown == null && System.nanoTime() < deadlineNs) {
        thrown = thrownBy(session);
      }
      assertThat(thrown).hasMessage("of the game");
      assertThat(fragile.secret).isEqualTo(2 * session.tick().value());
      assertThat(rehearsed).hasSize(1);
    }
  }

  private static @Nullable AssertionError thrownBy(Session<Tally.Add> session) {
    try {
      session.update(Duration.ofMillis(5));
      return null;
    } catch (AssertionError e) {
      return e;
    }
  }

  /** Hides nothing, and throws when it is asked what everybody may see. */
  private static final class OpenTally extends Tally {

    @Override
    public boolean hasHiddenState() {
      return false;
    }

    @Override
    public void save(ByteBuffer out, Scope scope) {
      if (scope == Scope.VISIBLE) {
        throw new IllegalStateException("nothing is hidden");
      }
      super.save(out, scope);
    }
  }
}
