package dev.baton.simulator;

import java.util.Optional;

/** By what a migration of the exhaustive part is brought about. */
public enum Migration {
  /** The host's process is killed. */
  KILL("kill"),
  /** The host does not run for a while, and wakes when another one is host. */
  STOP("stop"),
  /** The host hands over to the first of the succession. */
  HAND_OVER("handover"),
  /** The host leaves: it hands over and goes. */
  LEAVE("leave");

  /** For how long a stopped host does not run. */
  static final int STOP_MS = 1_100;

  private final String word;

  Migration(String word) {
    this.word = word;
  }

  /** What brings it about. */
  Fault fault() {
    return switch (this) {
      case KILL -> new Fault.Kill(Who.HOST);
      case STOP -> new Fault.Stop(Who.HOST, STOP_MS);
      case HAND_OVER -> new Fault.HandOver(Optional.empty());
      case LEAVE -> new Fault.Leave(Who.HOST);
    };
  }

  /** How long what brings it about takes, in milliseconds. */
  int lastsMs() {
    return this == STOP ? STOP_MS : 0;
  }

  /** Whether the host's process is there all the time. */
  boolean hostLives() {
    return this != KILL;
  }

  @Override
  public String toString() {
    return word;
  }
}
