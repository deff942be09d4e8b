package dev.baton.demo;

import dev.baton.demo.Slots.Column;
import dev.baton.replication.Scope;
import java.nio.ByteBuffer;

/**
 * Everything that the arena's rules read and write, and its bytes.
 *
 * <p>Places are fixed-point: {@value #UNIT} steps to a unit, the origin at the top left. A saved
 * state is the visible part (a header, then each table slot by slot) and, in the scope COMPLETE,
 * the hidden part after it: the random generator and the timers that no player may see. All numbers
 * are big-endian and every slot has its fixed offset. Confined to one thread.
 */
final class ArenaState {

  /** Steps of fixed-point numbers in one unit of length. */
  static final int UNIT = 1024;

  static final int WIDTH = 960 * UNIT;
  static final int HEIGHT = 640 * UNIT;

  static final int FULL_HEALTH = 3;
  static final int COOLDOWN_TICKS = 12;
  static final int BOOST_TICKS = 300;
  static final int SHOT_TICKS = 60;
  static final int RESPAWN_TICKS = 150;
  static final int RETURN_TICKS = 600;
  static final int TURN_TICKS = 150;
  static final int RADIUS_MAX = 40 * UNIT;

  /** Columns that several tables have in the same place. */
  static final int KEY = 0;

  static final int X = 1;
  static final int Y = 2;
  static final int SPEED_X = 3;
  static final int SPEED_Y = 4;

  /** More columns of players. */
  static final int MOVE_X = 3;

  static final int MOVE_Y = 4;
  static final int FACE_X = 5;
  static final int FACE_Y = 6;
  static final int FIRING = 7;
  static final int COOLDOWN = 8;
  static final int HEALTH = 9;
  static final int BOOST = 10;
  static final int SCORE = 11;
  static final int INPUTS = 12;

  /** One more column of shots. */
  static final int LIFE = 5;

  /** One more column of pickups: 1 while it lies there. */
  static final int READY = 3;

  /** What a pickup's key says. */
  static final int HEAL = 1;

  static final int HASTE = 2;
  static final int TREASURE = 3;

  private static final int MAGIC = 0x41524E31; // "ARN1"
  private static final int HEADER_BYTES = 4 + 8 + 4 + 4;
  private static final int SPEED_MAX = 16 * UNIT;
  private static final Column PLACE_X = new Column("x", 4, 0, WIDTH - 1);
  private static final Column PLACE_Y = new Column("y", 4, 0, HEIGHT - 1);
  private static final Column FLOW_X = new Column("speedX", 4, -SPEED_MAX, SPEED_MAX);
  private static final Column FLOW_Y = new Column("speedY", 4, -SPEED_MAX, SPEED_MAX);

  final Slots players =
      new Slots(
          "player",
          64,
          new Column("peer", 2, 1, 65_535),
          PLACE_X,
          PLACE_Y,
          new Column("moveX", 1, -1, 1),
          new Column("moveY", 1, -1, 1),
          new Column("faceX", 1, -1, 1),
          new Column("faceY", 1, -1, 1),
          new Column("firing", 1, 0, 1),
          new Column("cooldown", 1, 0, COOLDOWN_TICKS),
          new Column("health", 1, 0, FULL_HEALTH),
          new Column("boost", 2, 0, BOOST_TICKS),
          new Column("score", 4, 0, Integer.MAX_VALUE),
          new Column("inputs", 4, 0, Integer.MAX_VALUE));
  final Slots shots =
      new Slots(
          "shot",
          96,
          new Column("owner", 2, 1, 65_535),
          PLACE_X,
          PLACE_Y,
          FLOW_X,
          FLOW_Y,
          new Column("life", 1, 1, SHOT_TICKS));
  final Slots critters =
      new Slots("critter", 144, new Column("kind", 1, 1, 3), PLACE_X, PLACE_Y, FLOW_X, FLOW_Y);
  final Slots obstacles =
      new Slots(
          "obstacle",
          24,
          new Column("radius", 4, UNIT, RADIUS_MAX),
          PLACE_X,
          PLACE_Y,
          FLOW_X,
          FLOW_Y);
  final Slots pickups =
      new Slots(
          "pickup",
          24,
          new Column("kind", 1, HEAL, TREASURE),
          PLACE_X,
          PLACE_Y,
          new Column("ready", 1, 0, 1));

  /** Hidden: ticks until the player of the same slot comes back. */
  final Slots respawns =
      new Slots("respawn", 64, new Column("respawnInTicks", 2, 0, RESPAWN_TICKS));

  /** Hidden: ticks until the pickup of the same slot comes back. */
  final Slots returns = new Slots("return", 24, new Column("returnInTicks", 2, 0, RETURN_TICKS));

  /** Hidden: ticks until the critter of the same slot thinks again. */
  final Slots turns = new Slots("turn", 144, new Column("turnInTicks", 2, 0, TURN_TICKS));

  final Dice dice;

  /** The tick that this is the state after. */
  long tick;

  /** Sum of all scores ever given. */
  int scoreGiven;

  /** Of those, the scores of players who are gone. */
  int scoreGone;

  ArenaState(long seed) {
    dice = new Dice(Dice.mix(seed));
  }

  static int sizeBytes(Scope scope) {
    ArenaState shape = new ArenaState(0);
    return scope == Scope.VISIBLE
        ? shape.visibleBytes()
        : shape.visibleBytes() + shape.hiddenBytes();
  }

  /** Whether one place is within {@code radius} of another. */
  static boolean near(int dx, int dy, int radius) {
    return Math.abs(dx) <= radius
        && Math.abs(dy) <= radius
        && (long) dx * dx + (long) dy * dy <= (long) radius * radius;
  }

  void save(ByteBuffer out, Scope scope) {
    out.putInt(MAGIC).putLong(tick).putInt(scoreGiven).putInt(scoreGone);
    players.save(out);
    shots.save(out);
    critters.save(out);
    obstacles.save(out);
    pickups.save(out);
    if (scope == Scope.COMPLETE) {
      out.putLong(dice.state());
      respawns.save(out);
      returns.save(out);
      turns.save(out);
    }
  }

  /**
   * Takes a saved state. A visible one says nothing of the hidden part, which is then set to what a
   * host could have had.
   *
   * @throws IllegalArgumentException if the bytes are no such state; nothing has then changed, the
   *     position of {@code in} included
   */
  void load(ByteBuffer in, Scope scope) {
    check(in.duplicate().order(in.order()), scope);
    in.getInt();
    tick = in.getLong();
    scoreGiven = in.getInt();
    scoreGone = in.getInt();
    players.load(in);
    shots.load(in);
    critters.load(in);
    obstacles.load(in);
    pickups.load(in);
    if (scope == Scope.COMPLETE) {
      dice.restore(in.getLong());
      respawns.load(in);
      returns.load(in);
      turns.load(in);
    } else {
      guessHidden();
    }
  }

  private void guessHidden() {
    dice.restore(Dice.mix(tick));
    for (int slot = 0; slot < players.count(); slot++) {
      boolean dead = players.taken(slot) && players.column(HEALTH)[slot] == 0;
      respawns.column(KEY)[slot] = dead ? RESPAWN_TICKS : 0;
    }
    for (int slot = 0; slot < pickups.count(); slot++) {
      returns.column(KEY)[slot] = pickups.column(READY)[slot] == 1 ? 0 : RETURN_TICKS;
    }
    for (int slot = 0; slot < critters.count(); slot++) {
      turns.column(KEY)[slot] = 1 + slot;
    }
  }

  private void check(ByteBuffer in, Scope scope) {
    int expected = scope == Scope.VISIBLE ? visibleBytes() : visibleBytes() + hiddenBytes();
    if (in.remaining() != expected) {
      throw new IllegalArgumentException(
          "a %s arena state has %d bytes: %d".formatted(scope, expected, in.remaining()));
    }
    checkHeader(in);
    checkPlayers(in);
    shots.check(in);
    critters.check(in);
    obstacles.check(in);
    pickups.check(in);
    if (scope == Scope.COMPLETE) {
      in.getLong();
      respawns.check(in);
      returns.check(in);
      turns.check(in);
    }
  }

  private static void checkHeader(ByteBuffer in) {
    int magic = in.getInt();
    if (magic != MAGIC) {
      throw new IllegalArgumentException(
          "not an arena state: it begins with %08x".formatted(magic));
    }
    long savedTick = in.getLong();
    if (savedTick < 0) {
      throw new IllegalArgumentException("arena tick must be 0 or more: " + savedTick);
    }
    int given = in.getInt();
    int gone = in.getInt();
    if (gone < 0 || gone > given) {
      throw new IllegalArgumentException(
          "arena scoreGone must be 0 to scoreGiven (%d): %d".formatted(given, gone));
    }
  }

  private void checkPlayers(ByteBuffer in) {
    int rowBytes = players.sizeBytes() / players.count();
    for (int slot = 0; slot < players.count(); slot++) {
      short peer = in.getShort(in.position() + slot * rowBytes);
      for (int earlier = 0; peer != 0 && earlier < slot; earlier++) {
        if (in.getShort(in.position() + earlier * rowBytes) == peer) {
          throw new IllegalArgumentException(
              "player in slot %d: peer %d is in slot %d already"
                  .formatted(slot, Short.toUnsignedInt(peer), earlier));
        }
      }
    }
    players.check(in);
  }

  private int visibleBytes() {
    return HEADER_BYTES
        + players.sizeBytes()
        + shots.sizeBytes()
        + critters.sizeBytes()
        + obstacles.sizeBytes()
        + pickups.sizeBytes();
  }

  private int hiddenBytes() {
    return 8 + respawns.sizeBytes() + returns.sizeBytes() + turns.sizeBytes();
  }
}
