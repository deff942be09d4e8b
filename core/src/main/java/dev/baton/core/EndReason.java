package dev.baton.core;

/** Why a peer's part in a session ended, whose doing it was, and what to do about it. */
public enum EndReason {
  /** The game asked to leave. */
  LEFT(Fault.ASKED_FOR, "nothing: you left the session"),
  /** The host ended the session for all. */
  TERMINATED(Fault.ASKED_FOR, "nothing: the host ended the session for everybody"),
  /** The host removed this peer. */
  REMOVED(Fault.ASKED_FOR, "ask the host why; the seat is not kept"),
  /** All seats are taken. */
  SESSION_FULL(Fault.THEIRS, "wait for a free seat, or join another session"),
  /** The versions of the protocol differ. */
  WRONG_VERSION(Fault.OURS, "update the game: the host speaks another version of the protocol"),
  /** The ticket was not accepted. */
  BAD_TICKET(Fault.OURS, "ask the lobby for a new ticket by joining again with the join code"),
  /** The host does not host this session. */
  WRONG_SESSION(Fault.THEIRS, "join again with the join code: the address was out of date"),
  /** Nobody let this peer in within the time limit. */
  JOIN_TIMEOUT(Fault.NETWORK, "check that the host's UDP port can be reached from here"),
  /** The host is gone and the rules forbid a migration. */
  HOST_LOST(
      Fault.THEIRS, "start a new session; create it migratable to survive the loss of a host"),
  /** No majority could be reached, and the policies for that are exhausted. */
  NO_MAJORITY(Fault.NETWORK, "check this machine's network; rejoin with the join code"),
  /** The migration did not finish within its time limit. */
  MIGRATION_TIMEOUT(Fault.NETWORK, "rejoin with the join code; the trace says what was missing"),
  /** The game's state could not be loaded on the new host. */
  STATE_REJECTED(Fault.OURS, "the game's load() rejected the state; the trace names the reason"),
  /** An invariant of the protocol was found broken; the machine stopped itself. */
  BROKEN(Fault.OURS, "report this with the flight recorder: it is a defect of the library");

  private final Fault fault;
  private final String advice;

  EndReason(Fault fault, String advice) {
    this.fault = fault;
    this.advice = advice;
  }

  /** Whose doing it was. */
  public Fault fault() {
    return fault;
  }

  /** What the player or operator should do, in one line. */
  public String advice() {
    return advice;
  }

  /** Whose fault an end is. */
  public enum Fault {
    /** Somebody asked for it. */
    ASKED_FOR,
    /** This peer's. */
    OURS,
    /** Another peer's. */
    THEIRS,
    /** The network's. */
    NETWORK,
    /** The lobby's or another service's. */
    SERVICE
  }
}
