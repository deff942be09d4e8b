package dev.baton.demo;

import static dev.baton.demo.ArenaState.*;

import dev.baton.client.InputCodec;
import dev.baton.client.Simulation;
import dev.baton.client.SimulationTick;
import dev.baton.core.PeerId;
import dev.baton.replication.Scope;
import java.nio.ByteBuffer;

/**
 * The demo game: players move and shoot in an arena with critters that wander, clouds that drift
 * and stop shots, and pickups that come back after a while.
 *
 * <p>Whole numbers only, and a random generator that is part of the state: given state and inputs,
 * the next state is the same to the last bit on every machine. Made for 60 ticks a second. Confined
 * to the thread that runs the session.
 */
final class Arena implements Simulation<ArenaInput> {
  private static final int PLAYER_SPEED = 5 * UNIT / 2;
  private static final int SHOT_SPEED = 10 * UNIT;
  private static final int CRITTER_SPEED = UNIT;
  private static final int DRIFT_SPEED = UNIT / 4;
  private static final int PLAYER_RADIUS = 12 * UNIT;
  private static final int CRITTER_RADIUS = 10 * UNIT;

  /** 1024 times the square root of a half: what each axis gets of a diagonal move. */
  private static final int DIAGONAL = 724;

  private static final int PLAYER_HIT_SCORE = 5;
  private static final int CRITTER_HIT_SCORE = 1;
  private static final int TREASURE_SCORE = 3;

  private final ArenaState state;

  /** An arena before its first tick, without players, the same for the same seed. */
  Arena(long seed) {
    state = new ArenaState(seed);
    fill(state.critters, 3);
    fill(state.pickups, TREASURE);
    fill(state.obstacles, 1);
    for (int slot = 0; slot < state.obstacles.count(); slot++) {
      state.obstacles.column(KEY)[slot] = state.dice.between(15, 40) * UNIT;
      state.obstacles.column(SPEED_X)[slot] = state.dice.between(-DRIFT_SPEED, DRIFT_SPEED);
      state.obstacles.column(SPEED_Y)[slot] = state.dice.between(-DRIFT_SPEED, DRIFT_SPEED);
    }
    for (int slot = 0; slot < state.critters.count(); slot++) {
      state.turns.column(KEY)[slot] = state.dice.between(1, TURN_TICKS);
    }
    for (int slot = 0; slot < state.pickups.count(); slot++) {
      state.pickups.column(READY)[slot] = 1;
    }
  }

  /** What can be seen of the arena, and more; for those who draw it or play in it. */
  ArenaState state() {
    return state;
  }

  @Override
  public InputCodec<ArenaInput> inputs() {
    return InputCodec.of(ArenaInput.class);
  }

  /**
   * Computes the next state.
   *
   * @throws IllegalArgumentException if it is not the turn of that tick
   */
  @Override
  public void tick(SimulationTick<ArenaInput> tick) {
    if (tick.tick().value() != state.tick + 1) {
      throw new IllegalArgumentException(
          "the arena is after tick %d: %s".formatted(state.tick, tick.tick()));
    }
    state.tick++;
    tick.left().forEach(this::leave);
    tick.joined().forEach(this::join);
    tick.inputs().forEach(taken -> take(taken.peer(), taken.input()));
    movePlayers();
    moveShots();
    drift(state.obstacles);
    moveCritters();
    returnPickups();
  }

  /** Writes the state in that scope and moves the position of {@code out} past it. */
  @Override
  public void save(ByteBuffer out, Scope scope) {
    state.save(out, scope);
  }

  /**
   * Takes a saved state, which must be all that remains of {@code in}.
   *
   * @throws IllegalArgumentException if the bytes are no such state; nothing has then changed
   */
  @Override
  public void load(ByteBuffer in, Scope scope) {
    state.load(in, scope);
  }

  private void fill(Slots entities, int kinds) {
    for (int slot = 0; slot < entities.count(); slot++) {
      entities.column(KEY)[slot] = state.dice.between(1, kinds);
      scatter(entities, slot);
    }
  }

  private void scatter(Slots entities, int slot) {
    entities.column(X)[slot] = state.dice.below(WIDTH);
    entities.column(Y)[slot] = state.dice.below(HEIGHT);
  }

  /** A peer beyond the last slot watches without a player. */
  private void join(PeerId peer) {
    if (state.players.slotOf(peer.value()) != Slots.NONE) {
      return;
    }
    int slot = state.players.slotOf(0);
    if (slot != Slots.NONE) {
      state.players.column(KEY)[slot] = peer.value();
      state.players.column(FACE_X)[slot] = 1;
      revive(slot);
    }
  }

  private void leave(PeerId peer) {
    int slot = state.players.slotOf(peer.value());
    if (slot != Slots.NONE) {
      state.scoreGone += state.players.column(SCORE)[slot];
      state.players.free(slot);
      state.respawns.free(slot);
    }
  }

  private void take(PeerId peer, ArenaInput input) {
    int slot = state.players.slotOf(peer.value());
    if (slot == Slots.NONE) {
      return;
    }
    Slots players = state.players;
    players.column(INPUTS)[slot]++;
    players.column(MOVE_X)[slot] = input.moveX();
    players.column(MOVE_Y)[slot] = input.moveY();
    players.column(FIRING)[slot] = input.fire() ? 1 : 0;
    if (input.moveX() != 0 || input.moveY() != 0) {
      players.column(FACE_X)[slot] = input.moveX();
      players.column(FACE_Y)[slot] = input.moveY();
    }
  }

  private void revive(int slot) {
    scatter(state.players, slot);
    state.players.column(HEALTH)[slot] = FULL_HEALTH;
    state.players.column(COOLDOWN)[slot] = COOLDOWN_TICKS;
    state.respawns.column(KEY)[slot] = 0;
  }

  private void movePlayers() {
    Slots players = state.players;
    for (int slot = 0; slot < players.count(); slot++) {
      if (!players.taken(slot)) {
        continue;
      }
      if (players.column(HEALTH)[slot] == 0) {
        if (--state.respawns.column(KEY)[slot] <= 0) {
          revive(slot);
        }
      } else {
        movePlayer(slot);
        collect(slot);
        shoot(slot);
      }
    }
  }

  private void movePlayer(int slot) {
    Slots players = state.players;
    int x = players.column(X)[slot];
    int y = players.column(Y)[slot];
    int speed = players.column(BOOST)[slot] > 0 ? 2 * PLAYER_SPEED : PLAYER_SPEED;
    int slowed = inCloud(x, y) ? speed / 2 : speed;
    int moveX = players.column(MOVE_X)[slot];
    int moveY = players.column(MOVE_Y)[slot];
    players.column(X)[slot] = within(x + along(moveX, moveY, slowed), WIDTH);
    players.column(Y)[slot] = within(y + along(moveY, moveX, slowed), HEIGHT);
    players.column(BOOST)[slot] = Math.max(0, players.column(BOOST)[slot] - 1);
    players.column(COOLDOWN)[slot] = Math.max(0, players.column(COOLDOWN)[slot] - 1);
  }

  private void collect(int player) {
    Slots pickups = state.pickups;
    int playerX = state.players.column(X)[player];
    int playerY = state.players.column(Y)[player];
    for (int slot = 0; slot < pickups.count(); slot++) {
      if (pickups.column(READY)[slot] == 1
          && isAt(pickups, slot, playerX, playerY, PLAYER_RADIUS)) {
        pickups.column(READY)[slot] = 0;
        state.returns.column(KEY)[slot] = state.dice.between(RETURN_TICKS / 2, RETURN_TICKS);
        enjoy(player, pickups.column(KEY)[slot]);
      }
    }
  }

  private void enjoy(int player, int kind) {
    switch (kind) {
      case HEAL -> state.players.column(HEALTH)[player] = FULL_HEALTH;
      case HASTE -> state.players.column(BOOST)[player] = BOOST_TICKS;
      default -> give(state.players.column(KEY)[player], TREASURE_SCORE);
    }
  }

  private void shoot(int slot) {
    Slots players = state.players;
    int shot = state.shots.slotOf(0);
    boolean may = players.column(FIRING)[slot] == 1 && players.column(COOLDOWN)[slot] == 0;
    if (!may || shot == Slots.NONE) {
      return;
    }
    int faceX = players.column(FACE_X)[slot];
    int faceY = players.column(FACE_Y)[slot];
    state.shots.column(KEY)[shot] = players.column(KEY)[slot];
    state.shots.column(X)[shot] = players.column(X)[slot];
    state.shots.column(Y)[shot] = players.column(Y)[slot];
    state.shots.column(SPEED_X)[shot] = along(faceX, faceY, SHOT_SPEED);
    state.shots.column(SPEED_Y)[shot] = along(faceY, faceX, SHOT_SPEED);
    state.shots.column(LIFE)[shot] = SHOT_TICKS;
    players.column(COOLDOWN)[slot] = COOLDOWN_TICKS;
  }

  private void moveShots() {
    Slots shots = state.shots;
    for (int slot = 0; slot < shots.count(); slot++) {
      if (!shots.taken(slot)) {
        continue;
      }
      int x = shots.column(X)[slot] + shots.column(SPEED_X)[slot];
      int y = shots.column(Y)[slot] + shots.column(SPEED_Y)[slot];
      boolean flies = x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT && --shots.column(LIFE)[slot] > 0;
      if (!flies || inCloud(x, y) || hits(shots.column(KEY)[slot], x, y)) {
        shots.free(slot);
      } else {
        shots.column(X)[slot] = x;
        shots.column(Y)[slot] = y;
      }
    }
  }

  private boolean hits(int owner, int x, int y) {
    Slots players = state.players;
    for (int slot = 0; slot < players.count(); slot++) {
      boolean target = players.column(HEALTH)[slot] > 0 && players.column(KEY)[slot] != owner;
      if (target && isAt(players, slot, x, y, PLAYER_RADIUS)) {
        hurt(slot);
        give(owner, PLAYER_HIT_SCORE);
        return true;
      }
    }
    for (int slot = 0; slot < state.critters.count(); slot++) {
      if (isAt(state.critters, slot, x, y, CRITTER_RADIUS)) {
        scatter(state.critters, slot);
        give(owner, CRITTER_HIT_SCORE);
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(Slots entities, int slot, int x, int y, int radius) {
    return near(entities.column(X)[slot] - x, entities.column(Y)[slot] - y, radius);
  }

  private void hurt(int player) {
    if (--state.players.column(HEALTH)[player] == 0) {
      state.players.column(BOOST)[player] = 0;
      state.respawns.column(KEY)[player] = state.dice.between(RESPAWN_TICKS / 2, RESPAWN_TICKS);
    }
  }

  private void give(int peer, int score) {
    int slot = state.players.slotOf(peer);
    if (slot != Slots.NONE) {
      state.players.column(SCORE)[slot] += score;
      state.scoreGiven += score;
    }
  }

  private void moveCritters() {
    int[] turn = state.turns.column(KEY);
    for (int slot = 0; slot < state.critters.count(); slot++) {
      if (--turn[slot] <= 0) {
        turn[slot] = state.dice.between(TURN_TICKS / 5, TURN_TICKS);
        boolean rests = state.dice.below(5) < 3;
        int moveX = rests ? 0 : state.dice.between(-1, 1);
        int moveY = rests ? 0 : state.dice.between(-1, 1);
        state.critters.column(SPEED_X)[slot] = along(moveX, moveY, CRITTER_SPEED);
        state.critters.column(SPEED_Y)[slot] = along(moveY, moveX, CRITTER_SPEED);
      }
    }
    drift(state.critters);
  }

  /** Moves each entity with its own speed and turns it round at the walls. */
  private static void drift(Slots entities) {
    drift(entities, X, SPEED_X, WIDTH);
    drift(entities, Y, SPEED_Y, HEIGHT);
  }

  private static void drift(Slots entities, int place, int speed, int limit) {
    int[] at = entities.column(place);
    int[] by = entities.column(speed);
    for (int slot = 0; slot < entities.count(); slot++) {
      int next = at[slot] + by[slot];
      if (next < 0 || next >= limit) {
        by[slot] = -by[slot];
      } else {
        at[slot] = next;
      }
    }
  }

  private void returnPickups() {
    int[] ready = state.pickups.column(READY);
    int[] returnIn = state.returns.column(KEY);
    for (int slot = 0; slot < state.pickups.count(); slot++) {
      if (ready[slot] == 0 && --returnIn[slot] <= 0) {
        ready[slot] = 1;
        returnIn[slot] = 0;
        scatter(state.pickups, slot);
      }
    }
  }

  private boolean inCloud(int x, int y) {
    int[] radius = state.obstacles.column(KEY);
    for (int slot = 0; slot < state.obstacles.count(); slot++) {
      if (isAt(state.obstacles, slot, x, y, radius[slot])) {
        return true;
      }
    }
    return false;
  }

  /** The part of {@code speed} on one axis of a move in one of eight directions. */
  private static int along(int axis, int otherAxis, int speed) {
    return otherAxis == 0 ? axis * speed : axis * speed * DIAGONAL / UNIT;
  }

  private static int within(int place, int limit) {
    return Math.clamp(place, 0, limit - 1);
  }
}
