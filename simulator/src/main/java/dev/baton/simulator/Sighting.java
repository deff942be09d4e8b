package dev.baton.simulator;

/**
 * Something that was seen.
 *
 * @param atNs when, in virtual time
 * @param process at which process, counted from 1; 0 for the lobby or the world itself
 * @param player whose process that is; 0 likewise
 * @param what it was
 */
record Sighting(long atNs, int process, int player, What what) {

  /** Where nobody in particular saw it. */
  static final int NOBODY = 0;
}
