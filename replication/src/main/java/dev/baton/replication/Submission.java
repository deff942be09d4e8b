package dev.baton.replication;

/** What became of an input that the game handed in. */
public enum Submission {
  /** It has a sequence number, and is sent until it is safe. */
  TAKEN,
  /** Too many inputs wait to become safe; this one was not taken, none of the waiting is lost. */
  JOURNAL_FULL,
  /** It is longer than {@link ReplicationLimits#inputBytes}. */
  TOO_LONG,
  /** No state has yet arrived that has this peer's player in it, so it cannot be numbered. */
  NOT_SEATED
}
