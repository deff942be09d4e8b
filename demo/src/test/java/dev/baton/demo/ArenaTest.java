package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArenaTest {

  @Test
  void theSameInputsGiveTheSameStateOnEveryMachine() {
    ArenaGame game = ArenaGame.withBots(1, 4);

    game.play(1000);

    assertThat(Arrays.hashCode(game.saved(Scope.COMPLETE))).isEqualTo(978_079_109);
  }

  @Test
  void anotherSeedGivesAnotherGame() {
    assertThat(ArenaGame.withBots(1, 4).saved(Scope.VISIBLE))
        .isNotEqualTo(ArenaGame.withBots(2, 4).saved(Scope.VISIBLE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 59, 300, 999, 1500})
  void aGameThatIsSavedAndLoadedGoesOnAsTheOneThatWasNot(int savedAtTick) {
    ArenaGame game = ArenaGame.withBots(7, 4);
    game.play(savedAtTick);
    ArenaGame copy = new ArenaGame(7);
    copy.peers.addAll(game.peers);
    copy.arena.load(ByteBuffer.wrap(game.saved(Scope.COMPLETE)), Scope.COMPLETE);
    assertThat(copy.saved(Scope.COMPLETE)).isEqualTo(game.saved(Scope.COMPLETE));

    game.play(400);
    copy.play(400);

    assertThat(copy.saved(Scope.COMPLETE)).isEqualTo(game.saved(Scope.COMPLETE));
  }

  @Test
  void theVisibleStateIsTheFirstPartOfTheCompleteOne() {
    ArenaGame game = ArenaGame.withBots(3, 4);
    game.play(500);

    byte[] visible = game.saved(Scope.VISIBLE);

    assertThat(game.saved(Scope.COMPLETE)).startsWith(visible);
  }

  @Test
  void aVisibleStateIsEnoughToPlayOn() {
    ArenaGame game = ArenaGame.withBots(3, 4);
    while (game.arena.state().respawns.takenCount() == 0) {
      assertThat(game.arena.state().tick).as("nobody died").isLessThan(20_000);
      game.play(1);
    }
    ArenaGame heir = new ArenaGame(99);
    heir.peers.addAll(game.peers);

    heir.arena.load(ByteBuffer.wrap(game.saved(Scope.VISIBLE)), Scope.VISIBLE);

    assertThat(heir.saved(Scope.VISIBLE)).isEqualTo(game.saved(Scope.VISIBLE));
    ArenaFacts.hold(heir.arena.state());
    heir.play(1000);
    ArenaFacts.hold(heir.arena.state());
  }

  @Test
  void whatWasScoredIsInTheScoresAndAllStayInside() {
    for (long seed = 1; seed <= 4; seed++) {
      ArenaGame game = ArenaGame.withBots(seed, 6);
      for (int i = 0; i < 3000; i++) {
        game.play(1);
        if (i == 1500) {
          game.tick(List.of(new PeerId(9)), List.of(new PeerId(2)));
        }
        ArenaFacts.hold(game.arena.state());
      }
      assertThat(game.arena.state().scoreGiven).as("seed %d", seed).isPositive();
      assertThat(game.arena.state().scoreGone).as("seed %d", seed).isPositive();
    }
  }

  @Test
  void everyInputIsCountedInTheStateThatItChanged() {
    ArenaGame game = ArenaGame.withBots(1, 3);

    game.play(250);

    assertThat(Arrays.copyOf(game.arena.state().players.column(ArenaState.INPUTS), 4))
        .containsExactly(250, 250, 250, 0);
  }

  @Test
  void aPeerHasOnePlayerHoweverOftenItJoins() {
    ArenaGame game = ArenaGame.withBots(1, 2);

    game.tick(List.of(new PeerId(2)), List.of());

    assertThat(game.arena.state().players.takenCount()).isEqualTo(2);
  }

  @Test
  void aPeerBeyondTheLastSlotWatches() {
    ArenaGame game = ArenaGame.withBots(1, 65);

    game.play(10);

    assertThat(game.arena.state().players.takenCount()).isEqualTo(64);
  }

  @Test
  void someTwoHundredEntitiesFitInTenKilobytes() {
    ArenaGame game = ArenaGame.withBots(1, 4);
    game.play(300);
    ArenaState state = game.arena.state();

    int entities =
        state.players.takenCount()
            + state.shots.takenCount()
            + state.critters.takenCount()
            + state.obstacles.takenCount()
            + state.pickups.takenCount();

    assertThat(entities).isBetween(195, 300);
    assertThat(game.saved(Scope.COMPLETE).length).isBetween(6_000, 10_000);
  }

  @Test
  void fromTickToTickFewBytesChange() {
    ArenaGame game = ArenaGame.withBots(1, 4);
    game.play(300);
    int worst = 0;
    for (int i = 0; i < 600; i++) {
      byte[] before = game.saved(Scope.COMPLETE);
      game.play(1);
      byte[] after = game.saved(Scope.COMPLETE);
      int changed = 0;
      for (int at = 0; at < after.length; at++) {
        changed += after[at] == before[at] ? 0 : 1;
      }
      worst = Math.max(worst, changed);
    }

    assertThat(worst).isLessThan(700);
  }

  @Test
  void aTickOutOfTurnIsRejectedAndChangesNothing() {
    ArenaGame game = ArenaGame.withBots(1, 2);
    byte[] before = game.saved(Scope.COMPLETE);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                game.arena.tick(
                    new ArenaGame.OneTick(new Tick(7), List.of(), List.of(), List.of())))
        .withMessage("the arena is after tick 1: tick 7");
    assertThat(game.saved(Scope.COMPLETE)).isEqualTo(before);
  }

  @Test
  void anInputOutOfRangeIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArenaInput(2, 0, false))
        .withMessageContaining("moveX");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArenaInput(0, -2, false))
        .withMessageContaining("moveY");
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void aStateOfAnotherLengthIsRejectedAndChangesNothing(Scope scope) {
    byte[] good = ArenaGame.withBots(1, 2).saved(scope);

    for (int length : new int[] {0, 1, 20, good.length - 1, good.length + 1}) {
      rejects(Arrays.copyOf(good, length), scope, "bytes: " + length);
    }
  }

  @Test
  void aStateWithAWrongNumberIsRejectedAndChangesNothing() {
    ArenaGame game = ArenaGame.withBots(1, 2);
    game.play(100);
    byte[] good = game.saved(Scope.COMPLETE);

    rejects(with(good, 0, 'X'), Scope.COMPLETE, "not an arena state");
    rejects(with(good, 4, 0x80), Scope.COMPLETE, "tick must be 0 or more");
    rejects(with(good, 16, 1), Scope.COMPLETE, "scoreGone");
    rejects(with(good, 22, 0x7f), Scope.COMPLETE, "player in slot 0: x must be 0 to 983039");
    rejects(with(good, 30, 2), Scope.COMPLETE, "player in slot 0: moveX must be -1 to 1: 2");
    rejects(with(good, 20 + 27 + 1, 1), Scope.COMPLETE, "peer 1 is in slot 0 already");
    rejects(
        with(good, 20 + 3 * 27 + 5, 1),
        Scope.COMPLETE,
        "player in slot 3: x must be 0 in a free slot");
    rejects(with(good, good.length - 2, 0x7f), Scope.COMPLETE, "turn in slot 143: turnInTicks");
  }

  @Test
  void whateverBytesComeAStateIsTakenWholeOrNotAtAll() {
    ArenaGame game = ArenaGame.withBots(1, 3);
    game.play(100);
    byte[] good = game.saved(Scope.COMPLETE);
    Dice dice = new Dice(20);
    int taken = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = with(good, dice.below(good.length), dice.below(256));
      ArenaGame other = ArenaGame.withBots(5, 2);
      byte[] before = other.saved(Scope.COMPLETE);
      boolean loads;
      try {
        other.arena.load(ByteBuffer.wrap(bytes), Scope.COMPLETE);
        loads = true;
      } catch (IllegalArgumentException expected) {
        loads = false;
      }
      assertThat(other.saved(Scope.COMPLETE)).as("change %d", i).isEqualTo(loads ? bytes : before);
      taken += loads ? 1 : 0;
    }
    assertThat(taken).isBetween(100, 2900);
  }

  private static void rejects(byte[] bytes, Scope scope, String why) {
    ArenaGame game = ArenaGame.withBots(5, 2);
    byte[] before = game.saved(Scope.COMPLETE);
    ByteBuffer in = ByteBuffer.wrap(bytes);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> game.arena.load(in, scope))
        .withMessageContaining(why);
    assertThat(game.saved(Scope.COMPLETE)).isEqualTo(before);
    assertThat(in.position()).isZero();
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }
}
