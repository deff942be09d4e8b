package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

/** What is true of every arena after every tick. */
final class ArenaFacts {
  private ArenaFacts() {}

  static void hold(ArenaState state) {
    int scores = IntStream.of(state.players.column(ArenaState.SCORE)).sum();
    assertThat(scores + state.scoreGone).as("scores").isEqualTo(state.scoreGiven);
    assertThat(state.critters.takenCount()).as("critters").isEqualTo(144);
    assertThat(state.pickups.takenCount()).as("pickups").isEqualTo(24);
    assertThat(state.obstacles.takenCount()).as("obstacles").isEqualTo(24);
    inside(state.players);
    inside(state.shots);
    inside(state.critters);
    inside(state.obstacles);
    inside(state.pickups);
    for (int slot = 0; slot < state.players.count(); slot++) {
      boolean dead =
          state.players.taken(slot) && state.players.column(ArenaState.HEALTH)[slot] == 0;
      assertThat(state.respawns.taken(slot)).as("respawn of player %d", slot).isEqualTo(dead);
    }
  }

  private static void inside(Slots entities) {
    assertThat(IntStream.of(entities.column(ArenaState.X)))
        .allMatch(x -> x >= 0 && x < ArenaState.WIDTH);
    assertThat(IntStream.of(entities.column(ArenaState.Y)))
        .allMatch(y -> y >= 0 && y < ArenaState.HEIGHT);
  }
}
