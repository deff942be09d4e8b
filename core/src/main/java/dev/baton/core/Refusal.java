package dev.baton.core;

/** Why a peer is not let into a session. */
public enum Refusal {
  /** All seats are taken or reserved, or all numbers of the session were given. */
  FULL,
  /** The session was terminated. */
  TERMINATED,
  /** The two speak different versions of the protocol. */
  WRONG_VERSION,
  /** The peer asked for another session than the one that is hosted here. */
  WRONG_SESSION,
  /** The ticket is missing, forged, or made out to another key or session. */
  BAD_TICKET,
  /** The ticket's time is over; the lobby gives a new one. */
  EXPIRED_TICKET,
  /** The host is being changed; ask again after the time given. */
  MIGRATING,
  /** The peer asked is not the host; the answer says who is. */
  NOT_HOST,
  /** The host removed this key from the session. */
  REMOVED;

  /** Whether asking again, here or at the peer named, can succeed without the player's help. */
  public boolean passing() {
    return this == MIGRATING || this == NOT_HOST;
  }
}
