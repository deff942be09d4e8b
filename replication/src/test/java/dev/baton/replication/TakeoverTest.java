package dev.baton.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of 2000 ticks over a bad network, whose host is lost at random moments. */
final class TakeoverTest {

  private static final int TICKS = 2000;
  private static final int QUIET_TICKS = 200;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void noSafeInputIsLostAndNoneIsAppliedTwiceHoweverOftenTheHostIsLost(long seed) {
    World world = afterManyTakeovers(seed, false);

    assertThat(world.history.faults(world.last())).as("seed %d", seed).isEmpty();
    assertThat(world.migrations()).as("seed %d", seed).isGreaterThan(10);
    assertThat(world.history.safeInputs()).as("seed %d", seed).isGreaterThan(1000);
    assertThat(world.history.states(world.last())).as("seed %d", seed).containsAll(world.shown());
    assertThat(world.history.statesHeld()).as("seed %d", seed).isGreaterThan(TICKS);
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104})
  void theSameHoldsWhereEverybodySeesTheCompleteState(long seed) {
    World world = afterManyTakeovers(seed, true);

    assertThat(world.history.faults(world.last())).as("seed %d", seed).isEmpty();
    assertThat(world.rewinds()).as("seed %d", seed).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void everyInputOfAProcessThatLivesIsAppliedAndBecomesSafe(long seed) {
    World world = afterManyTakeovers(seed, false);

    assertThat(world.unsafeInputs()).as("seed %d", seed).isZero();
    assertThat(world.history.applied(world.last()))
        .as("seed %d", seed)
        .containsAll(world.submittedBySurvivors());
  }

  private static World afterManyTakeovers(long seed, boolean scopesAreEqual) {
    World world = new World(seed, scopesAreEqual);
    Random random = new Random(seed);
    World.Loss[] losses = World.Loss.values();
    int untilLoss = 100;
    for (int i = 0; i < TICKS; i++) {
      world.round();
      untilLoss--;
      if (untilLoss <= 0 && !world.isMigrating() && world.isCovered()) {
        world.migrate(losses[random.nextInt(losses.length)]);
        untilLoss = 20 + random.nextInt(120);
      }
    }
    world.quieten();
    for (int i = 0; i < QUIET_TICKS; i++) {
      world.round();
    }
    return world;
  }
}
