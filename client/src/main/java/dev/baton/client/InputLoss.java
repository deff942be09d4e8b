package dev.baton.client;

/** Why an input will not be applied. */
public enum InputLoss {
  /** The host had applied it and was lost with its state; the session's durability is fast. */
  HISTORY_DISCARDED
}
