package dev.baton.transport;

/** Which way packets between here and one endpoint vanish, for as long as it is set. */
public enum Cut {
  /** Neither way. */
  NONE,
  /** What is sent there. */
  TO,
  /** What comes from there. */
  FROM,
  /** Both ways. */
  BOTH;

  boolean cutsTo() {
    return this == TO || this == BOTH;
  }

  boolean cutsFrom() {
    return this == FROM || this == BOTH;
  }
}
