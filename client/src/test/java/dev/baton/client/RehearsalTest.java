package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void theRehearsalPlaysAMigrationThroughToItsEnd() {
    assertThat(Rehearsal.run()).isTrue();
  }
}
