package dev.baton.replication;

import static dev.baton.replication.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LineageTest {

  private static final long SAFE_TICK = 90;

  private final Lineage lineage = new Lineage();

  @BeforeEach
  void followEpoch1() {
    lineage.follow(1, state(1, 0));
  }

  @Test
  void whatWasShownOfTheResumeStatesEpochSurvivesUpToIt() {
    assertThat(lineage.survivesUpTo(1, state(1, 100), SAFE_TICK)).isEqualTo(100);
  }

  @Test
  void whatAHostShowedThatTheNextKnewNothingOfIsRewoundToWhereItBegan() {
    lineage.follow(2, state(1, 100));

    assertThat(lineage.survivesUpTo(2, state(1, 105), SAFE_TICK)).isEqualTo(100);
  }

  @Test
  void anEpochThatShowedNothingRewindsNothing() {
    lineage.follow(2, state(1, 100));

    assertThat(lineage.survivesUpTo(1, state(1, 98), SAFE_TICK)).isEqualTo(98);
  }

  @Test
  void whatWasShownBeforeAnEpochThatWasMissedSurvivesOnlyAsFarAsItIsSafe() {
    assertThat(lineage.survivesUpTo(1, state(2, 115), SAFE_TICK)).isEqualTo(SAFE_TICK);
    assertThat(lineage.survivesUpTo(1, state(2, 80), SAFE_TICK)).isEqualTo(80);
  }

  @Test
  void whatWasShownBeforeAnEpochThatWasFollowedSurvives() {
    lineage.follow(2, state(1, 100));

    assertThat(lineage.survivesUpTo(1, state(2, 115), SAFE_TICK)).isEqualTo(115);
  }

  @Test
  void anEpochLongAgoCountsAsMissed() {
    for (int epoch = 2; epoch <= 17; epoch++) {
      assertThat(lineage.isFollowed(1)).isTrue();
      lineage.follow(epoch, state(1, 100));
    }

    assertThat(lineage.isFollowed(1)).isFalse();
    assertThat(lineage.isFollowed(2)).isTrue();
  }
}
