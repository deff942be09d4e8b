package dev.baton.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the game's side of a session says in the log. */
final class SessionLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.baton.session");

  private SessionLog() {}

  static void rehearsalFailed() {
    LOG.warn("The rehearsal of a migration did not end: the first one may take longer.");
  }

  static void rehearsalFailed(Exception cause) {
    LOG.warn("The rehearsal of a migration failed: the first one may take longer.", cause);
  }

  static void tickRehearsalFailed(RuntimeException cause, long tick) {
    LOG.warn("The game failed to rehearse tick {}, as it might when it is host.", tick, cause);
  }

  static void stateRejected(RuntimeException cause, long tick) {
    LOG.error("The game rejected the state after tick {} and is out of the session.", tick, cause);
  }
}
