package dev.baton.core;

/**
 * What a part of a session does that cannot reach a majority of the electorate.
 *
 * <p>Source: PROTOCOL.md 5.6.
 */
public enum NoMajorityPolicy {
  /**
   * The witness counts out the voters whose own connection to the lobby has been gone for longer
   * than a grace of 3 s, and the rest decide. The price: a majority that is cut off from the lobby,
   * but not from itself, can be overruled by those who are not.
   */
  SURVIVORS,
  /** Pause the game and keep asking until the time limit. */
  FREEZE,
  /** End the session here. */
  END
}
