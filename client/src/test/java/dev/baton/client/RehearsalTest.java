package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.baton.lobby.LobbyConfig;
import dev.baton.lobby.LobbyServer;
import dev.baton.lobby.LobbyStartException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private static final Duration LIMIT = TestPeer.LIMIT;

  @Test
  void theRehearsalPlaysAMigrationThroughToItsEnd() {
    assertThat(Rehearsal.run(Optional.empty())).isTrue();
  }

  @Test
  void whoeverComesMeanwhileWaitsForItsEnd() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger played = new AtomicInteger();
    FirstRehearsal rehearsal =
        new FirstRehearsal(() -> ends(mayEnd) && played.incrementAndGet() == 1, LIMIT);
    Thread first = Thread.startVirtualThread(rehearsal::await);
    TestPeer.await("the first waits", () -> isWaiting(first));
    Thread second = Thread.startVirtualThread(rehearsal::await);
    TestPeer.await("the second waits", () -> isWaiting(second));
    assertThat(played).hasValue(0);

    mayEnd.countDown();

    assertThat(first.join(LIMIT) && second.join(LIMIT)).isTrue();
    rehearsal.await();
    assertThat(played).hasValue(1);
  }

  @Test
  void nobodyWaitsLongerThanTheLimit() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    FirstRehearsal rehearsal = new FirstRehearsal(() -> ends(mayEnd), Duration.ofMillis(1));
    Thread first = Thread.startVirtualThread(rehearsal::await);
    TestPeer.await("the first waits", () -> isWaiting(first));

    assertThat(Thread.startVirtualThread(rehearsal::await).join(LIMIT)).isTrue();

    assertThat(first.isAlive()).isTrue();
    mayEnd.countDown();
    assertThat(first.join(LIMIT)).isTrue();
  }

  @Test
  void oneThatThrowsConcernsNobody() {
    FirstRehearsal rehearsal =
        new FirstRehearsal(
            () -> {
              throw new IllegalArgumentException("a defect");
            },
            LIMIT);

    assertThatCode(rehearsal::await).doesNotThrowAnyException();
  }

  private static boolean ends(CountDownLatch mayEnd) {
    try {
      return mayEnd.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isWaiting(Thread thread) {
    return EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState());
  }

  @Test
  void aSessionThatIsJoinedTooLateEndsAtOnce() throws Exception {
    SessionSettings settings =
        SessionSettings.builder().bindAddress("127.0.0.1").rehearsal().build();
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<LiveSession<Tally.Add>> late = new CompletableFuture<>();
    Joining<Tally.Add> joining =
        new Joining<>(
            () -> {
              boolean interrupted = !ends(goOn) && Thread.interrupted();
              late.complete(SessionStart.host(settings, new Tally(), 60));
              assertThat(interrupted).isTrue();
              return late.join();
            });

    joining.giveUp();
    goOn.countDown();

    LiveSession<Tally.Add> session = late.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    TestPeer.await("ended", () -> !session.isOpen());
    assertThat(joining.isDone()).isTrue();
  }

  @Test
  void itAlsoPlaysThroughALobby() throws LobbyStartException {
    try (LobbyServer lobby = LobbyServer.start(LobbyConfig.loopback())) {
      assertThat(Baton.rehearse(URI.create("http://127.0.0.1:" + lobby.port()))).isTrue();
    }
  }
}
