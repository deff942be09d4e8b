package dev.baton.client;

import dev.baton.replication.Scope;
import java.nio.ByteBuffer;

/**
 * A game with networking of its own, seen as a simulation whose ticks are its captures.
 *
 * <p>States that arrive are kept; the last of them is applied when this peer has become host, which
 * shows in its being asked for a tick.
 */
final class MigratableSimulation implements Simulation<Void> {

  private final Migratable game;
  private ByteBuffer kept = ByteBuffer.allocate(0);
  private boolean toBeApplied;

  MigratableSimulation(Migratable game) {
    this.game = game;
  }

  @Override
  public InputCodec<Void> inputs() {
    return NoInput.NONE;
  }

  @Override
  public boolean canRehearse() {
    return false;
  }

  @Override
  public void tick(SimulationTick<Void> tick) {
    if (toBeApplied) {
      toBeApplied = false;
      game.apply(kept.asReadOnlyBuffer());
    }
  }

  @Override
  public void save(ByteBuffer out, Scope scope) {
    if (scope == Scope.COMPLETE) {
      game.capture(out);
    }
  }

  @Override
  public void load(ByteBuffer in, Scope scope) {
    if (scope == Scope.COMPLETE) {
      if (kept.capacity() < in.remaining()) {
        kept = ByteBuffer.allocate(in.remaining());
      }
      kept.clear().put(in).flip();
      toBeApplied = true;
    }
  }

  /** Such games submit no inputs. */
  private enum NoInput implements InputCodec<Void> {
    NONE;

    @Override
    public int inputBytesMax() {
      return 0;
    }

    @Override
    public void write(Void input, ByteBuffer out) {
      throw new UnsupportedOperationException("a session without a simulation takes no inputs");
    }

    @Override
    public Void read(ByteBuffer in) {
      throw new IllegalArgumentException("a session without a simulation takes no inputs");
    }
  }
}
