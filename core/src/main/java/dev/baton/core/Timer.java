package dev.baton.core;

/**
 * The deadlines of the protocol; each is set, moved and cleared by the machine through {@link
 * Output.SetTimer} and {@link Output.ClearTimer}, and at most one of each kind is pending.
 *
 * <p>The lengths stand in {@link Timing} and in PROTOCOL.md 10.
 */
public enum Timer {
  /** Regular work: heartbeats, judging links, lease, repeating what was not answered. */
  PULSE,
  /** The joiner asks again. */
  HELLO,
  /** The claim must have a majority by now. */
  CLAIM,
  /**
   * The remaining standbys must have answered the claim, or the later state must be here, by now.
   */
  COMPLETE,
  /** The candidate voted for, or the sponsored successor, must have announced itself by now. */
  PROMISE,
  /** The hand-over must have been announced by now, or the host goes on. */
  HAND_OVER,
  /** The whole migration must be over by now. */
  MIGRATION
}
