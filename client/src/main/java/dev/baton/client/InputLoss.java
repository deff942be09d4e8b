package dev.baton.client;

/** Why an input will not be applied. */
public enum InputLoss {
  /** Too many inputs were waiting; the oldest one gave way. */
  JOURNAL_FULL,
  /** The host had applied it, but its state was lost with it, and its own copy is gone. */
  HISTORY_DISCARDED,
  /** The session ended before the input was safe. */
  SESSION_ENDED
}
