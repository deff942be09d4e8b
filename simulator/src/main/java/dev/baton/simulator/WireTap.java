package dev.baton.simulator;

import dev.baton.core.Epoch;
import dev.baton.core.Input;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.core.Stage;

/** Tells the checkers what goes over the wire between one process and the others. */
final class WireTap {

  private final PeerProcess process;
  private final World world;

  WireTap(PeerProcess process, World world) {
    this.process = process;
    this.world = world;
  }

  /** A message goes out. Heartbeats say nothing that binds anybody, and are many. */
  void said(PeerKey to, Message message) {
    if (!(message instanceof Message.Heartbeat)) {
      process.see(new What.Said(playerOf(to), message));
    }
  }

  void saidToWitness(Message message) {
    process.see(new What.Said(Sighting.NOBODY, message));
  }

  /** Something was handled, and nothing of what follows from it has gone out yet. */
  void took(Input input) {
    if (input instanceof Input.MessageArrived arrived && concernsOperations(arrived.message())) {
      process.see(new What.HeardTable(Sighting.NOBODY, arrived.message()));
    }
  }

  private static boolean concernsOperations(Message message) {
    return message instanceof Message.TableMinimum
        || message instanceof Message.TableWanted
        || message instanceof Message.WholeTable
        || message instanceof Message.Welcome;
  }

  /** What follows from an input has gone out, by a process that obeyed that epoch before. */
  void heard(Epoch obeyed, Input input) {
    if (input instanceof Input.MessageArrived arrived && hasHost(process.machine().stage())) {
      heard(obeyed, arrived);
    }
  }

  private void heard(Epoch obeyed, Input.MessageArrived arrived) {
    Message message = arrived.message();
    if (obeyed.isAfter(message.epoch())) {
      process.see(new What.HeardOld(playerOf(arrived.from()), message));
    } else if (message instanceof Message.TableWanted) {
      process.see(new What.HeardTable(playerOf(arrived.from()), message));
    }
  }

  private static boolean hasHost(Stage stage) {
    return !(stage instanceof Stage.Idle
        || stage instanceof Stage.Joining
        || stage instanceof Stage.Ended);
  }

  private int playerOf(PeerKey key) {
    Player player = world.player(key);
    return player == null ? Sighting.NOBODY : player.number();
  }
}
