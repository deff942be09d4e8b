package dev.baton.replication;

import dev.baton.core.PeerId;
import java.nio.ByteBuffer;

/**
 * A simulation that is enough to be replicated: bodies that move by a generator which only the host
 * may know, and are pushed by inputs, so that every input leaves its mark on all later states.
 */
final class SampleGame implements StateSource, InputConsumer {

  private static final int BODIES = 60;

  private final long[] bodies = new long[BODIES];
  private long secret = 42;

  @Override
  public void input(PeerId peer, long sequence, ByteBuffer input) {
    long nonce = input.getLong(input.position());
    bodies[Math.floorMod(nonce, BODIES)] += nonce ^ (peer.value() * 31L + sequence);
  }

  void step() {
    for (int i = 0; i < BODIES / 3; i++) {
      secret = secret * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      bodies[(int) Math.floorMod(secret >>> 33, (long) BODIES)] += secret >>> 48;
    }
  }

  @Override
  public void save(ByteBuffer out, Scope scope) {
    if (scope == Scope.COMPLETE) {
      out.putLong(secret);
    }
    for (long body : bodies) {
      out.putLong(body);
    }
  }

  /** Takes the place of the whole simulation by a complete state. */
  void load(ByteBuffer in) {
    secret = in.getLong();
    for (int i = 0; i < BODIES; i++) {
      bodies[i] = in.getLong();
    }
  }
}
