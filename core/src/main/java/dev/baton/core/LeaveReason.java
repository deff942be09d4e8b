package dev.baton.core;

/**
 * Why a peer is no longer in the session. The first four are DirectPlay 8's (MC-DPL8CS 2.2.2.4).
 */
public enum LeaveReason {
  /** It asked to leave. */
  NORMAL,
  /** Nothing was heard of it any more; its seat stays reserved for a while. */
  CONNECTION_LOST,
  /** The session was terminated for all. */
  SESSION_TERMINATED,
  /** The host removed it; this never starts a migration. */
  REMOVED_BY_HOST,
  /** It came back under its own key as a new process; a new join follows. */
  RESTARTED,
  /** Nobody came back for its reserved seat in time. */
  SEAT_EXPIRED
}
