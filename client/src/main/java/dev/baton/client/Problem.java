package dev.baton.client;

/** Why a session could not be created or joined, and what to do about it. */
public enum Problem {
  /** The lobby knows no session of that code. */
  UNKNOWN_CODE("check the join code with whoever gave it to you"),
  /** The session of that code is over. */
  EXPIRED_CODE("the session is over: ask for a new join code"),
  /** All seats are taken or reserved. */
  SESSION_FULL("wait for a free seat, or join another session"),
  /** The host ended the session for all. */
  SESSION_TERMINATED("the session is over: start a new one"),
  /** This peer was removed from the session. */
  REMOVED("ask the host why; the seat is not kept"),
  /** The two speak different versions of the protocol. */
  WRONG_VERSION("update the game, so that all peers use one version"),
  /** The peer or lobby that answered is not the one that was meant. */
  WRONG_KEY("ask for a new invitation: the one used names another key"),
  /** The lobby's ticket was not accepted. */
  BAD_TICKET("join again with the join code, to get a new ticket"),
  /** The host is host of another session. */
  WRONG_SESSION("join again with the join code: the address was out of date"),
  /** The lobby does not answer. */
  LOBBY_UNREACHABLE("check the lobby's address, and that the lobby runs"),
  /** The lobby answered, but not as a lobby does. */
  LOBBY_REFUSED("check that lobby and game are of one version"),
  /** Another process uses the UDP port. */
  PORT_IN_USE("choose another port, or 0 for any free one"),
  /** The address to listen on is none of this machine, or the port needs rights. */
  BAD_ADDRESS("choose an address of this machine, or none, and a port above 1023"),
  /** There is no QUIC library for this kind of machine. */
  UNSUPPORTED_MACHINE("use a machine that the README lists"),
  /** Nobody let this peer in within the time limit. */
  JOIN_TIMEOUT("check that the host runs and that its UDP port can be reached from here"),
  /** The identity file cannot be read or written, or holds no key. */
  BAD_IDENTITY("check the identity file, or remove it to get a new identity"),
  /** The flight recorder's directory cannot be written to. */
  RECORDER_UNWRITABLE("check the recorder's directory and its permissions"),
  /** The game's {@code load} rejected the session's state. */
  STATE_REJECTED("use the same version of the game on all peers"),
  /** An invariant was found broken. */
  BROKEN("report this with the flight recorder: it is a defect of the library");

  private final String advice;

  Problem(String advice) {
    this.advice = advice;
  }

  /** What the player or operator should do, in one line. */
  public String advice() {
    return advice;
  }
}
