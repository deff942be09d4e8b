package dev.baton.demo;

/**
 * What a player wants, from the tick that applies it until the player's next input.
 *
 * @param moveX -1 to the left, 0, or 1 to the right
 * @param moveY -1 up, 0, or 1 down
 * @param fire whether to shoot, in the direction of the last move
 */
public record ArenaInput(int moveX, int moveY, boolean fire) {

  /** Standing still. */
  public static final ArenaInput IDLE = new ArenaInput(0, 0, false);

  /** Checks the ranges. */
  public ArenaInput {
    if (moveX < -1 || moveX > 1) {
      throw new IllegalArgumentException("ArenaInput moveX must be -1 to 1: " + moveX);
    }
    if (moveY < -1 || moveY > 1) {
      throw new IllegalArgumentException("ArenaInput moveY must be -1 to 1: " + moveY);
    }
  }
}
