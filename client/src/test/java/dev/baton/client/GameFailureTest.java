package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.EndReason;
import dev.baton.core.Epoch;
import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
    awaitStandbys(third);

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

  @Test
  void aRunningFollowerThatCannotLoadAStateHarmsNobodyElse() throws Exception {
    TestPeer host = host(new Tally());
    FragileTally fragile = new FragileTally();
    TestPeer guest = join(fragile);
    awaitTicks(guest);
    fragile.loadFails = true;

    TestPeer.await("ended", () -> guest.endReason == EndReason.STATE_REJECTED);
    awaitTicks(host);
    assertThat(host.session().epoch()).isEqualTo(Epoch.FIRST);
  }

  @Test
  void aHostWhoseTickThrowsIsReplaced() throws Exception {
    FragileTally fragile = new FragileTally();
    isReplaced(fragile, () -> fragile.tickFails = true);
  }

  @Test
  void aHostWhoseSaveThrowsIsReplaced() throws Exception {
    FragileTally fragile = new FragileTally();
    isReplaced(fragile, () -> fragile.saveFails = true);
  }

  private void isReplaced(FragileTally game, Runnable breakIt) throws BatonException {
    TestPeer host = host(game);
    TestPeer guest = join(new Tally());
    TestPeer third = join(new Tally());
    awaitStandbys(third);
    breakIt.run();

    TestPeer.await("the game's exception leaves update", () -> host.thrown != null);
    assertThat(host.thrown).hasMessage("fragile");
    TestPeer.await("another host", () -> guest.session().epoch().value() == 2);
    awaitTicks(guest);
    awaitTicks(third);
    assertThat(showsItsTick(third)).isTrue();
    host.close();
    assertThat(host.endReason).isEqualTo(EndReason.STATE_REJECTED);
  }

  @Test
  void aStandbyThatCannotLoadWhenItBecomesHostPassesTheRoleOn() throws Exception {
    TestPeer host = host(new Tally());
    // As many that those who are left when two have failed are a majority.
    List<TestPeer> guests = new ArrayList<>();
    while (guests.size() < 4) {
      guests.add(join(new FragileTally()));
    }
    awaitStandbys(guests.getLast());
    CountDownLatch goOn = new CountDownLatch(1);
    guests.forEach(guest -> guest.holdUntil(goOn));
    awaitTicks(host);
    host.die();
    TestPeer.await("new host", () -> guests.stream().anyMatch(it -> it.session().isHost()));
    TestPeer chosen = guests.stream().filter(it -> it.session().isHost()).findFirst().orElseThrow();
    guests.remove(chosen);
    ((FragileTally) chosen.game).loadFails = true;
    goOn.countDown();

    TestPeer.await("ended", () -> chosen.endReason == EndReason.STATE_REJECTED);
    TestPeer.await(
        "the role passes on", () -> guests.stream().anyMatch(it -> it.session().isHost()));
    for (TestPeer guest : guests) {
      awaitTicks(guest);
      assertThat(guest.session().epoch()).isEqualTo(new Epoch(3));
    }
  }

  private static void awaitStandbys(TestPeer peer) {
    TestPeer.await(
        "two standbys", () -> peer.session().peers().stream().filter(Peer::isStandby).count() == 2);
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

  /** Fails in whatever it is told to. */
  private static final class FragileTally extends Tally {

    volatile boolean tickFails;
    volatile boolean saveFails;
    volatile boolean loadFails;

    @Override
    public void tick(SimulationTick<Add> tick) {
      super.tick(tick);
      failIf(tickFails);
    }

    @Override
    public void save(ByteBuffer out, Scope scope) {
      super.save(out, scope);
      failIf(saveFails);
    }

    @Override
    public void load(ByteBuffer in, Scope scope) {
      failIf(loadFails);
      super.load(in, scope);
    }

    private static void failIf(boolean fails) {
      if (fails) {
        throw new IllegalStateException("fragile");
      }
    }
  }
}
