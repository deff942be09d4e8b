package dev.baton.core;

/**
 * When an input counts as safe, that is, which failures it survives.
 *
 * <p>Source: PROTOCOL.md 7.
 */
public sealed interface Durability {

  /** Safe once applied by the host; lost with it. */
  record Fast() implements Durability {}

  /**
   * Safe once {@code copies} standbys hold a state that contains it.
   *
   * @param copies 1 to {@value #COPIES_MAX}; 1 covers the loss of the host alone
   */
  record Standby(int copies) implements Durability {

    /** The largest number of standbys that a session can ask for. */
    public static final int COPIES_MAX = 8;

    /** Checks the range. */
    public Standby {
      if (copies < 1 || copies > COPIES_MAX) {
        throw new IllegalArgumentException("copies must be 1 to 8: " + copies);
      }
    }
  }

  /** What a session gets that asks for nothing: one standby. */
  Durability DEFAULT = new Standby(1);
}
