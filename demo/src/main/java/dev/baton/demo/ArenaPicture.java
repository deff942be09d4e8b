package dev.baton.demo;

import static dev.baton.demo.ArenaState.*;

import java.util.Arrays;

/** Draws the arena in text, for a terminal. */
final class ArenaPicture {

  /** Characters in a line, without the frame. */
  static final int COLUMNS = 60;

  /** Lines, without the frame and the scores. */
  static final int ROWS = 20;

  private static final String NAMES = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final char[][] cells = new char[ROWS][COLUMNS];

  private ArenaPicture() {}

  /**
   * The arena in a frame, and a line of scores: players by their peer (1 to 9, then letters), x for
   * a dead one, * a shot, , a critter, + a pickup, ~ a cloud.
   */
  static String text(ArenaState arena) {
    ArenaPicture picture = new ArenaPicture();
    for (char[] row : picture.cells) {
      Arrays.fill(row, ' ');
    }
    picture.clouds(arena.obstacles);
    picture.each(arena.critters, KEY, ',');
    picture.each(arena.pickups, READY, '+');
    picture.each(arena.shots, KEY, '*');
    picture.players(arena.players);
    return picture.framed() + scores(arena);
  }

  private void clouds(Slots clouds) {
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        int x = (2 * column + 1) * (WIDTH / COLUMNS / 2);
        int y = (2 * row + 1) * (HEIGHT / ROWS / 2);
        if (covered(clouds, x, y)) {
          cells[row][column] = '~';
        }
      }
    }
  }

  private static boolean covered(Slots clouds, int x, int y) {
    for (int slot = 0; slot < clouds.count(); slot++) {
      int dx = clouds.column(X)[slot] - x;
      int dy = clouds.column(Y)[slot] - y;
      if (clouds.taken(slot) && near(dx, dy, clouds.column(KEY)[slot])) {
        return true;
      }
    }
    return false;
  }

  private void each(Slots entities, int shownIf, char sign) {
    for (int slot = 0; slot < entities.count(); slot++) {
      if (entities.column(shownIf)[slot] != 0) {
        put(entities, slot, sign);
      }
    }
  }

  private void players(Slots players) {
    for (int slot = 0; slot < players.count(); slot++) {
      if (players.taken(slot)) {
        boolean lives = players.column(HEALTH)[slot] > 0;
        put(players, slot, lives ? name(players.column(KEY)[slot]) : 'x');
      }
    }
  }

  private void put(Slots entities, int slot, char sign) {
    int row = (int) ((long) entities.column(Y)[slot] * ROWS / HEIGHT);
    int column = (int) ((long) entities.column(X)[slot] * COLUMNS / WIDTH);
    cells[row][column] = sign;
  }

  private String framed() {
    String edge = "+" + "-".repeat(COLUMNS) + "+\n";
    StringBuilder text = new StringBuilder(edge);
    for (char[] row : cells) {
      text.append('|').append(row).append("|\n");
    }
    return text.append(edge).toString();
  }

  private static String scores(ArenaState arena) {
    StringBuilder text = new StringBuilder("tick ").append(arena.tick);
    Slots players = arena.players;
    for (int slot = 0; slot < players.count(); slot++) {
      if (players.taken(slot)) {
        text.append("   ").append(name(players.column(KEY)[slot])).append(": ");
        text.append(players.column(SCORE)[slot]);
      }
    }
    return text.append('\n').toString();
  }

  private static char name(int peer) {
    return peer <= NAMES.length() ? NAMES.charAt(peer - 1) : '?';
  }
}
