package dev.baton.core;

import java.util.List;
import java.util.Optional;

/**
 * The protocol of one peer in one session: takes what happened, answers what is to be done.
 *
 * <p>The only mutable object of the protocol. Confined to one thread. It never blocks, never throws
 * on anything that came from outside, and asks for no time but the one that it is given, which must
 * not run backwards.
 */
public final class Machine {

  private Stage stage = new Stage.Idle();

  /**
   * Makes a machine that waits for {@link Input.SessionCreated} or {@link Input.JoinGranted}.
   *
   * @param settings the peer's own settings
   * @param credentials the peer's key
   */
  public Machine(MachineSettings settings, Credentials credentials) {}

  /**
   * Takes one input.
   *
   * @param nowNs the time by the driver's monotonic clock
   * @param input what happened
   */
  public Step handle(long nowNs, Input input) {
    return new Step(stage, List.of(), List.of(), Optional.empty());
  }

  /**
   * Notes that something of the data plane came from a peer; allocates nothing.
   *
   * @param nowNs the time by the driver's monotonic clock
   * @param peer from whom
   */
  public void heard(long nowNs, PeerKey peer) {}

  /**
   * Notes how far the data plane is; allocates nothing beyond the arguments.
   *
   * @param complete the latest complete state held
   * @param visible the latest visible state held
   * @param safe the latest state known to be safe
   */
  public void stateAdvanced(StateId complete, StateId visible, StateId safe) {}

  /** The present stage. */
  public Stage stage() {
    return stage;
  }

  /** The epoch that this peer obeys. */
  public Epoch epoch() {
    return Epoch.FIRST;
  }
}
