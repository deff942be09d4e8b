package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.PeerId;
import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BotTest {

  @Test
  void aBotWantsTheSameInTheSamePlaceWhateverIsHidden() {
    ArenaGame game = ArenaGame.withBots(1, 4);
    game.play(200);
    ArenaState guessed = new ArenaState(77);
    guessed.load(ByteBuffer.wrap(game.saved(Scope.VISIBLE)), Scope.VISIBLE);

    for (PeerId peer : game.peers) {
      assertThat(new Bot(1, peer).next(guessed))
          .isEqualTo(new Bot(1, peer).next(game.arena.state()));
    }
  }

  @Test
  void botsMoveShootAndScore() {
    ArenaGame game = ArenaGame.withBots(1, 4);
    int[] before = game.arena.state().players.column(ArenaState.X).clone();

    game.play(1800);

    int[] after = game.arena.state().players.column(ArenaState.X);
    for (int slot = 0; slot < 4; slot++) {
      assertThat(after[slot]).as("slot %d", slot).isNotEqualTo(before[slot]);
    }
    assertThat(Arrays.stream(game.arena.state().players.column(ArenaState.SCORE)).limit(4))
        .allMatch(score -> score > 0);
  }

  @Test
  void aBotWithoutAPlayerStandsStill() {
    ArenaGame game = ArenaGame.withBots(1, 2);

    assertThat(new Bot(1, new PeerId(9)).next(game.arena.state())).isEqualTo(ArenaInput.IDLE);
  }
}
