package dev.baton.replication;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * A state like that of an arena game: 200 entities of 40 bytes, of which two in five move in a
 * tick.
 */
final class Arena implements StateSource {

  static final int ENTITIES = 200;
  static final int ENTITY_BYTES = 40;

  private final byte[] entities = new byte[ENTITIES * ENTITY_BYTES];
  private final ByteBuffer view = ByteBuffer.wrap(entities);
  private final Random random = new Random(7);
  private long tick;

  Arena() {
    random.nextBytes(entities);
  }

  /** Moves 40 % of the entities: position and heading change, velocity and the rest do not. */
  void step() {
    tick++;
    for (int i = 0; i < ENTITIES; i++) {
      if ((i + tick) % 5 < 2) {
        int at = i * ENTITY_BYTES;
        view.putFloat(at, (view.getInt(at) % 1000) + 0.25f);
        view.putFloat(at + 4, (view.getInt(at + 4) % 1000) - 0.75f);
        view.putShort(at + 8, (short) random.nextInt());
      }
    }
  }

  @Override
  public void save(ByteBuffer out, Scope scope) {
    out.putLong(tick).put(entities);
  }
}
