package dev.baton.simulator;

/**
 * A point between two things that happen in a migration: a message is about to be sent, or has
 * arrived and is about to be handled. Heartbeats are left out.
 *
 * @param index the number of boundaries before it
 * @param atMs when, in milliseconds after the play began
 * @param way whether the message leaves or arrives
 * @param message the kind of message
 * @param player who sends it, or to whom it has come
 */
public record Boundary(int index, double atMs, Way way, String message, int player) {

  /** Whether a message leaves or arrives. */
  public enum Way {
    /** The player's process is about to send it. */
    SENT,
    /** The player's process is about to handle it. */
    ARRIVED
  }

  boolean isSameAs(Way otherWay, String otherMessage, int otherPlayer) {
    return way == otherWay && message.equals(otherMessage) && player == otherPlayer;
  }
}
