package dev.baton.simulator;

import dev.baton.core.Endpoint;
import dev.baton.core.PeerKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A player at a machine: one key, one address, and at most one process at a time. */
final class Player {

  private final int number;
  private final Seal seal;
  private final PeerKey key;
  private final Endpoint endpoint;
  private @Nullable PeerProcess process;
  private boolean unreachable;
  private boolean wantsToPlay = true;

  Player(int number, boolean ticketsNeeded) {
    this.number = number;
    seal = new Seal(name(number), ticketsNeeded);
    key = PeerKey.of(seal.publicKey());
    endpoint = new Endpoint("10.0.0." + number, 7000 + number);
  }

  private static String name(int number) {
    return "peer" + number;
  }

  /** Its place in the network, from 1. */
  int number() {
    return number;
  }

  String name() {
    return name(number);
  }

  Seal seal() {
    return seal;
  }

  PeerKey key() {
    return key;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** The process that runs, if one does. */
  @Nullable PeerProcess process() {
    return process;
  }

  /** Lets the process do something once it runs; nothing if there is none. */
  void process(Consumer<PeerProcess> act) {
    PeerProcess present = process;
    if (present != null) {
      present.take(() -> act.accept(present));
    }
  }

  void starts(PeerProcess started) {
    process = started;
  }

  /**
   * The process is gone.
   *
   * @param portUnreachable whether the machine still answers that nobody listens
   */
  void stops(boolean portUnreachable) {
    process = null;
    unreachable = portUnreachable;
  }

  boolean unreachable() {
    return unreachable;
  }

  /** Whether a session that it loses is one that it would join again. */
  boolean wantsToPlay() {
    return wantsToPlay;
  }

  void wantsNoMore() {
    wantsToPlay = false;
  }
}
