package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Epoch;
import dev.baton.core.StateId;
import dev.baton.core.Tick;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GameInboxTest {

  private final GameInbox inbox = new GameInbox(FlightRecorder.off());

  @Test
  void eventsBeyondTheBoundAreDroppedAndCountedButNotTheLast() {
    for (int i = 0; i < GameInbox.EVENTS_MAX + 3; i++) {
      inbox.post(listener -> {});
    }
    inbox.postLast(listener -> {});
    assertThat(inbox.eventsWaiting()).isEqualTo(GameInbox.EVENTS_MAX + 1);
    assertThat(inbox.eventsDropped()).isEqualTo(3);
  }

  @Test
  void waitingEndsWithTheLimitWhenNothingIsDue() {
    long beforeNs = System.nanoTime();
    inbox.await(5_000_000);
    assertThat(System.nanoTime() - beforeNs).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void waitingEndsWhenSomethingIsDue() {
    inbox.wake();
    long beforeNs = System.nanoTime();
    inbox.await(60_000_000_000L);
    assertThat(System.nanoTime() - beforeNs).isLessThan(30_000_000_000L);
  }

  @Test
  void workThatWasTakenBackIsNotFoundByTheGame() {
    TickWork work = new TickWork(1024);
    inbox.offer(work);
    assertThat(inbox.takeBack()).isSameAs(work);
    assertThat(inbox.takeWork()).isNull();
  }

  @Test
  void aCommittedTickIsShownWholeUntilItIsSpoilt() {
    StateId state = new StateId(new Epoch(2), new Tick(7));
    inbox.noteCommitted(2, 7);
    assertThat(inbox.showsWhole(state)).isTrue();
    assertThat(inbox.showsWhole(new StateId(Epoch.FIRST, new Tick(7)))).isFalse();
    inbox.noteSpoilt();
    assertThat(inbox.showsWhole(state)).isFalse();
    assertThat(inbox.shownTick()).isEqualTo(7);
  }

  @Test
  void inputsComeOutOfTheQueueInTheirOrderAndNoMoreThanHaveRoom() {
    InputQueue queue = new InputQueue(3, 4);
    List<Integer> taken = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 10; i++) {
      boolean offered = queue.offer(ByteBuffer.allocate(4).putInt(i).flip());
      refused += offered ? 0 : 1;
      if (i % 4 == 3) {
        queue.drainTo(input -> taken.add(input.getInt()));
      }
    }
    queue.drainTo(input -> taken.add(input.getInt()));
    assertThat(taken).containsExactly(0, 1, 2, 4, 5, 6, 8, 9);
    assertThat(refused).isEqualTo(2);
  }
}
