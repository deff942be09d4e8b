package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A death at every message boundary of a migration; sessions of four and five by the command. */
final class ExhaustiveTest {

  @ParameterizedTest
  @EnumSource(Migration.class)
  void aSessionOfTwoSettlesWhoeverDiesAtWhicheverBoundary(Migration migration) {
    assertThat(Exhausted.of(2, migration).broken()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Migration.class)
  void aSessionOfThreeSettlesWhoeverDiesAtWhicheverBoundary(Migration migration) {
    assertThat(Exhausted.of(3, migration).broken()).isEmpty();
  }

  @Test
  void whatWasToBefallAMigrationDoes() {
    for (Migration migration : Migration.values()) {
      assertThat(Exhausted.of(3, migration).impossible())
          .as("only where a player's own vote is needed can it not be surprised: %s", migration)
          .allMatch(trial -> trial.toString().contains("announcement early"));
    }
  }

  @Test
  void anAnnouncementCanComeBeforeTheLossIsNoticed() {
    Boundaries boundaries = Boundaries.of(4, Migration.KILL);
    List<TrialResult> early =
        boundaries.trials().stream()
            .filter(trial -> trial.toString().contains("announcement early"))
            .map(trial -> boundaries.run(trial, false))
            .toList();
    assertThat(early).isNotEmpty().allMatch(TrialResult::tookPlace);
    assertThat(early).allMatch(result -> result.result().ok());
  }

  @Test
  void theSameMigrationHasTheSameBoundariesEachTime() {
    assertThat(Boundaries.of(3, Migration.HAND_OVER).all())
        .isEqualTo(Boundaries.of(3, Migration.HAND_OVER).all());
  }

  @Test
  void theBoundariesOfAMigrationHoldWhatDecidesIt() {
    List<String> messages =
        Boundaries.of(3, Migration.KILL).all().stream().map(Boundary::message).distinct().toList();
    assertThat(messages).contains("Suspect", "Vote", "Announce", "Attach", "Operations");
    assertThat(messages).doesNotContain("Heartbeat");
  }

  @Test
  void aTrialReadsWhatItWrites() {
    Stream<Trial> trials = Boundaries.of(2, Migration.HAND_OVER).trials().stream();
    assertThat(trials).allMatch(trial -> Trial.parse(trial.toString()).equals(trial));
    assertThatThrownBy(() -> Trial.parse("6 kill before 1 2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6");
    assertThatThrownBy(() -> Trial.parse("3 sneeze before 1 2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sneeze");
  }
}
