package dev.baton.client;

/** Why an input will not be applied. */
public enum InputLoss {
  /**
   * It was reported safe, and all who held a state with it were lost at once: the host with
   * durability fast, or where there is no standby; host and standbys with any other.
   */
  HISTORY_DISCARDED
}
