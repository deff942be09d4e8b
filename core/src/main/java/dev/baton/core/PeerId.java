package dev.baton.core;

/**
 * A peer's small number in one session: given by the host at the join, never given to another peer
 * of that session, unchanged by any migration.
 *
 * <p>Source: PROTOCOL.md 1.
 *
 * @param value 1 to {@value #MAX}
 */
public record PeerId(int value) implements Voter, Comparable<PeerId> {

  /** The largest number that a session gives out. */
  public static final int MAX = 65_535;

  /** The number of the peer that created the session. */
  public static final PeerId FIRST = new PeerId(1);

  /** Checks the range. */
  public PeerId {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException("PeerId value must be 1 to " + MAX + ": " + value);
    }
  }

  @Override
  public int compareTo(PeerId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "peer " + value;
  }
}
