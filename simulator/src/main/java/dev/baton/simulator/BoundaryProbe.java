package dev.baton.simulator;

import dev.baton.core.Input;
import dev.baton.core.Message;
import dev.baton.core.Step;

/** Counts the boundaries of a migration from its first fault on, and tells of each. */
final class BoundaryProbe implements Probe {

  private final Listener listener;
  private int count;
  private int arrived = -1;
  private boolean begun;

  /** Who is told of boundaries. */
  interface Listener {

    /** The run begins. */
    void begins(World world, FaultHand hand);

    /** What brings the migration about befalls it now. */
    void befalls();

    /** A boundary is reached. */
    void reached(int index, Boundary.Way way, String message, int player);

    /** What arrived at that boundary is handled. */
    void passed(int index);
  }

  BoundaryProbe(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void begins(World world, FaultHand hand) {
    listener.begins(world, hand);
  }

  @Override
  public void saw(Sighting sighting) {
    if (!begun && sighting.what() instanceof What.Befalls) {
      begun = true;
      listener.befalls();
    }
  }

  @Override
  public int times(PeerProcess process, Input input) {
    arrived = -1;
    switch (input) {
      case Input.MessageArrived it -> arrives(process, it.message());
      case Input.WitnessSaid it -> arrives(process, it.message());
      default -> {
        // Nothing else is a message.
      }
    }
    return 1;
  }

  private void arrives(PeerProcess process, Message message) {
    if (begun && !(message instanceof Message.Heartbeat)) {
      arrived = count;
      reached(Boundary.Way.ARRIVED, process, message);
    }
  }

  @Override
  public void sends(PeerProcess process, Message message) {
    if (begun && !(message instanceof Message.Heartbeat)) {
      reached(Boundary.Way.SENT, process, message);
    }
  }

  private void reached(Boundary.Way way, PeerProcess process, Message message) {
    int index = count;
    count++;
    listener.reached(index, way, message.getClass().getSimpleName(), process.place());
  }

  @Override
  public void handled(PeerProcess process, Input input, Step step) {
    if (arrived >= 0) {
      listener.passed(arrived);
    }
  }
}
