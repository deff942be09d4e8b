package dev.baton.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TickClockTest {

  private static final long TICK_NS = 16_000_000;
  private static final long MS = 1_000_000;

  private final TickClock clock = new TickClock(TICK_NS);

  @Test
  void aNewHostGoesOnAtTheTicksOwnTime() {
    for (long tick = 1; tick <= 100; tick++) {
      long delayNs = tick % 5 == 0 ? 0 : 3 * MS;
      clock.stateArrived(tick, 1000 * MS + tick * TICK_NS + 10 * MS + delayNs, 10 * MS);
    }
    clock.startAt(101, 1000 * MS + 100 * TICK_NS + 40 * MS);
    assertThat(clock.dueNs()).isEqualTo(1000 * MS + 101 * TICK_NS);
  }

  @Test
  void withoutAnyStateTheFirstTickIsDueAtOnce() {
    clock.startAt(1, 77);
    assertThat(clock.dueNs()).isEqualTo(77);
  }

  @Test
  void theNextTickIsNeverFurtherAwayThanOneTick() {
    clock.stateArrived(1, 1000 * MS, 0);
    clock.startAt(50, 1000 * MS);
    assertThat(clock.dueNs()).isEqualTo(1000 * MS + TICK_NS);
  }

  @Test
  void anOlderHostsPhaseIsForgotten() {
    clock.stateArrived(1, 0, 0);
    clock.followAnew();
    clock.stateArrived(2, 1000 * MS, 0);
    clock.startAt(3, 1000 * MS);
    assertThat(clock.dueNs()).isEqualTo(1000 * MS + TICK_NS);
  }

  @Test
  void aHostMakesUpForThreeTicksAndDropsTheRest() {
    clock.startAt(1, 0);
    long dropped = clock.dropDebt(10 * TICK_NS);
    assertThat(dropped).isEqualTo(7);
    assertThat(clock.dueNs()).isEqualTo(7 * TICK_NS);
    assertThat(clock.dropDebt(10 * TICK_NS)).isZero();
    clock.tickDone();
    assertThat(clock.dueNs()).isEqualTo(8 * TICK_NS);
  }

  @Test
  void aCaptureIsMadeAtOnceByANewHost() {
    TickClock slow = new TickClock(1000 * MS);
    slow.stateArrived(5, 900 * MS, 0);
    slow.startAt(6, 1000 * MS);
    assertThat(slow.dueNs()).isEqualTo(1000 * MS);
  }
}
