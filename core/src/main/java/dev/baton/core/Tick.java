package dev.baton.core;

/**
 * One step of the simulation: an integer that counts steps, not a time.
 *
 * @param value 0 for the state before the first step, then 1 and so on
 */
public record Tick(long value) implements Comparable<Tick> {

  /** The state before the first step. */
  public static final Tick ZERO = new Tick(0);

  /** Checks the range. */
  public Tick {
    if (value < 0) {
      throw new IllegalArgumentException("Tick value must be 0 or more: " + value);
    }
  }

  /** The tick after this one. */
  public Tick next() {
    return new Tick(value + 1);
  }

  /** Whether this tick is later than {@code other}. */
  public boolean isAfter(Tick other) {
    return value > other.value;
  }

  @Override
  public int compareTo(Tick other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "tick " + value;
  }
}
