package dev.baton.replication;

/**
 * How much of a state a receiver gets.
 *
 * <p>Source: PROTOCOL.md 7.
 */
public enum Scope {
  /** Everything that the simulation reads; goes to standbys. */
  COMPLETE,
  /** What every peer may see; goes to all others. */
  VISIBLE;

  /** What stands for this scope in a packet: 0 for complete, 1 for visible. */
  int code() {
    return this == COMPLETE ? 0 : 1;
  }

  static Scope ofCode(int code) {
    return code == 0 ? COMPLETE : VISIBLE;
  }

  static boolean isCode(int code) {
    return code == 0 || code == 1;
  }
}
