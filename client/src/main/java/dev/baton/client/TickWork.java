package dev.baton.client;

import dev.baton.core.PeerId;
import dev.baton.replication.DueTick;
import dev.baton.replication.Scope;
import dev.baton.replication.StateSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tick to be computed by the game: filled by the driver, given to the game's thread, and given
 * back with the states. There is one at a time; it belongs to whoever has it.
 */
final class TickWork {

  final InputBatch inputs = new InputBatch();
  final List<PeerId> joined = new ArrayList<>();
  final List<PeerId> left = new ArrayList<>();

  /** The state to be loaded before the tick; filled only when the game does not have it. */
  final StateSlot loadFirst = new StateSlot();

  private final ByteBuffer complete;
  private final ByteBuffer visible;

  /** Gives this back to whoever handed it out; runs on the driver's thread. */
  final Runnable giveBack = this::giveBack;

  /** The states, as {@link #copyTo} gives them on. */
  final StateSource states = this::copyTo;

  private @Nullable DataPlane owner;
  private @Nullable DueTick due;

  /** The length of the tick. */
  long tickNs;

  long tick;
  boolean visibleWanted;

  /** Whether the next tick is due as well. */
  boolean moreIsDue;

  TickWork(int stateBytesMax) {
    complete = ByteBuffer.allocate(stateBytesMax);
    visible = ByteBuffer.allocate(stateBytesMax);
  }

  private void giveBack() {
    if (owner != null && due != null) {
      owner.tickComputed(this, due);
    }
  }

  /** Takes over all that the tick needs, but for the state to be loaded first. */
  void fill(DueTick from, DataPlane plane) {
    owner = plane;
    due = from;
    tick = from.tick();
    tickNs = from.tickNs();
    visibleWanted = from.visibleWanted();
    moreIsDue = from.moreIsDue();
    copy(from.joined(), joined);
    copy(from.left(), left);
    loadFirst.clear();
    inputs.clear();
    from.takeInputs(inputs);
  }

  /** Without the array that a list gives away when it is added as a whole. */
  private static void copy(List<PeerId> from, List<PeerId> to) {
    to.clear();
    for (int i = 0; i < from.size(); i++) {
      to.add(from.get(i));
    }
  }

  /** Where the game writes its state; what it wrote stands before the position. */
  ByteBuffer output(Scope scope) {
    return scope == Scope.COMPLETE ? complete : visible;
  }

  /** Gives the state on, as often as asked. */
  private void copyTo(ByteBuffer out, Scope scope) {
    ByteBuffer from = output(scope);
    int length = from.position();
    out.put(out.position(), from, 0, length).position(out.position() + length);
  }
}
