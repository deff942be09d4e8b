package dev.baton.demo;

import static dev.baton.demo.ArenaState.*;

import dev.baton.core.PeerId;

/**
 * A player that needs nobody: what it wants follows from its seed, its peer and what can be seen of
 * the arena.
 *
 * <p>Immutable.
 *
 * @param seed of the whole demo
 * @param peer whose player it plays
 */
record Bot(long seed, PeerId peer) {
  private static final int MOOD_TICKS = 20;
  private static final int AIM = 14 * UNIT;
  private static final int RANGE = 400 * UNIT;

  /** What the bot wants next. */
  ArenaInput next(ArenaState arena) {
    int self = arena.players.slotOf(peer.value());
    if (self == Slots.NONE || arena.players.column(HEALTH)[self] == 0) {
      return ArenaInput.IDLE;
    }
    Dice mood = new Dice(Dice.mix(seed ^ ((long) peer.value() << 40) ^ (arena.tick / MOOD_TICKS)));
    int moodIs = mood.below(8);
    if (moodIs == 0) {
      return new ArenaInput(mood.between(-1, 1), mood.between(-1, 1), false);
    }
    boolean hunts = moodIs > 3 && arena.players.column(HEALTH)[self] > 1;
    return hunts ? hunt(arena, self) : gather(arena, self);
  }

  private static ArenaInput hunt(ArenaState arena, int self) {
    int rival = nearest(arena, arena.players, self, HEALTH);
    boolean worthIt = rival != Slots.NONE && distance(arena, self, arena.players, rival) < RANGE;
    return worthIt
        ? toward(arena, self, arena.players, rival)
        : toward(arena, self, arena.critters, nearest(arena, arena.critters, self, KEY));
  }

  private static ArenaInput gather(ArenaState arena, int self) {
    int pickup = nearest(arena, arena.pickups, self, READY);
    return pickup == Slots.NONE
        ? toward(arena, self, arena.critters, nearest(arena, arena.critters, self, KEY))
        : toward(arena, self, arena.pickups, pickup);
  }

  /** The slot of the nearest other entity whose {@code wanted} column is not 0. */
  private static int nearest(ArenaState arena, Slots entities, int self, int wanted) {
    int best = Slots.NONE;
    long bestDistance = Long.MAX_VALUE;
    for (int slot = 0; slot < entities.count(); slot++) {
      boolean other = entities != arena.players || slot != self;
      if (other && entities.column(wanted)[slot] != 0) {
        long distance = distance(arena, self, entities, slot);
        if (distance < bestDistance) {
          best = slot;
          bestDistance = distance;
        }
      }
    }
    return best;
  }

  private static long distance(ArenaState arena, int self, Slots entities, int slot) {
    return (long) Math.abs(entities.column(X)[slot] - arena.players.column(X)[self])
        + Math.abs(entities.column(Y)[slot] - arena.players.column(Y)[self]);
  }

  private static ArenaInput toward(ArenaState arena, int self, Slots entities, int slot) {
    int dx = entities.column(X)[slot] - arena.players.column(X)[self];
    int dy = entities.column(Y)[slot] - arena.players.column(Y)[self];
    int moveX = Math.abs(dx) > Math.abs(dy) / 2 ? Integer.signum(dx) : 0;
    int moveY = Math.abs(dy) > Math.abs(dx) / 2 ? Integer.signum(dy) : 0;
    boolean aimed =
        Math.abs(dx) < AIM || Math.abs(dy) < AIM || Math.abs(Math.abs(dx) - Math.abs(dy)) < AIM;
    return new ArenaInput(moveX, moveY, aimed && entities != arena.pickups);
  }
}
