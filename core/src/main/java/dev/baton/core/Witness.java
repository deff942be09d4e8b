package dev.baton.core;

/** The lobby in its role as voter; a session has at most one. */
public enum Witness implements Voter {
  /** The one witness. */
  WITNESS
}
