package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ArenaPictureTest {

  @Test
  void thePictureHasAFrameOfSixtyByTwentyAndShowsEveryKindOfThing() {
    ArenaGame game = ArenaGame.withBots(1, 4);
    game.play(400);

    List<String> lines = ArenaPicture.text(game.arena.state()).lines().toList();

    assertThat(lines).hasSize(23);
    assertThat(lines.subList(0, 22)).allMatch(line -> line.length() == 62);
    assertThat(String.join("", lines)).contains("1", "2", "3", "4", ",", "+", "~");
    assertThat(lines.getLast()).startsWith("tick 401   1: ");
  }
}
