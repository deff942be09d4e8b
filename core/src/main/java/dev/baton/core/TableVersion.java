package dev.baton.core;

/**
 * The number of a name table operation: which host wrote it, and the how-manieth of the session it
 * is. Ordered by epoch, then by version; the version never goes back, whoever is host.
 *
 * <p>Source: PROTOCOL.md 2; DirectPlay 8 calls it the name table version (MC-DPL8CS 1.3.6).
 *
 * @param epoch the epoch of the host that appended the operation
 * @param version 1 for the first operation of a session, plus 1 for each that follows; 0 stands for
 *     the empty table
 */
public record TableVersion(Epoch epoch, int version) implements Comparable<TableVersion> {

  /** The version of a table to which nothing was appended yet. */
  public static final TableVersion EMPTY = new TableVersion(Epoch.FIRST, 0);

  /** Checks the range. */
  public TableVersion {
    if (version < 0) {
      throw new IllegalArgumentException("version must be 0 or more: " + version);
    }
  }

  /** Whether this number is newer than {@code other}. */
  public boolean isAfter(TableVersion other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(TableVersion other) {
    int byEpoch = epoch.compareTo(other.epoch);
    return byEpoch != 0 ? byEpoch : Integer.compare(version, other.version);
  }

  /** For example {@code 2.17}: the 17th operation, appended in epoch 2. */
  @Override
  public String toString() {
    return epoch.value() + "." + version;
  }
}
