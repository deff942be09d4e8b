package dev.baton.replication;

/** What became of a packet that arrived. */
public enum Arrival {
  /** It held something new, which was taken. */
  TAKEN,
  /** It is a piece of a state; other pieces are missing yet. */
  PARTIAL,
  /** What it holds was already here; nothing changed but the safe report that it may carry. */
  DUPLICATE,
  /** It holds something older than what is kept. */
  LATE,
  /** It carries an older epoch than is obeyed here: its sender must be fenced. */
  OLDER_EPOCH,
  /** It carries a newer epoch than is obeyed here: the announcement must come first. */
  NEWER_EPOCH,
  /** This peer has promised to take no such state of this epoch any more. */
  REFUSED,
  /** The state that it builds upon is not here; the next acknowledgement says so. */
  NO_BASELINE,
  /** The state that it leads to is not the one announced; the next acknowledgement says so. */
  WRONG_HASH,
  /** Its sender is neither a player nor a receiver here. */
  UNKNOWN_PEER,
  /** It names a state that is not part of this host's history, or is no longer kept. */
  UNKNOWN_STATE,
  /** Its bytes are not a packet; {@link MalformedPacket} says why. */
  MALFORMED
}
