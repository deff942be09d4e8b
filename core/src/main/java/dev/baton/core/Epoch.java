package dev.baton.core;

/**
 * Counts the hosts of a session, from 1; the fencing token that every message of a host carries.
 *
 * <p>Source: PROTOCOL.md 1. In the terms of Raft (Ongaro 2014) a term.
 *
 * @param value 1 or more
 */
public record Epoch(int value) implements Comparable<Epoch> {

  /** The epoch of the host that created the session. */
  public static final Epoch FIRST = new Epoch(1);

  private static final int RANGE = 65536;
  private static final int LAST_IN_REACH = Integer.MAX_VALUE - 2 * RANGE;

  /** Checks the range. */
  public Epoch {
    if (value < 1) {
      throw new IllegalArgumentException("Epoch value must be 1 or more: " + value);
    }
  }

  /** The epoch after this one. */
  public Epoch next() {
    return new Epoch(value + 1);
  }

  /**
   * The first epoch of the next range: whoever goes on without asking those that it counts out
   * claims from there, since they may count on among themselves.
   */
  Epoch nextRange() {
    return new Epoch(value > LAST_IN_REACH ? Integer.MAX_VALUE : (value / RANGE + 1) * RANGE);
  }

  /** In which range it is; 0 until somebody was counted out. */
  int range() {
    return value / RANGE;
  }

  /**
   * Whether {@code other} can be reached from here by counting on, without counting anybody out.
   */
  boolean isInRangeOf(Epoch other) {
    return range() == other.range();
  }

  /** Whether no session comes to this epoch, and whoever names it wants to use the numbers up. */
  boolean isOutOfReach() {
    return value > LAST_IN_REACH;
  }

  /** Whether this epoch is newer than {@code other}. */
  public boolean isAfter(Epoch other) {
    return value > other.value;
  }

  @Override
  public int compareTo(Epoch other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "epoch " + value;
  }
}
