package dev.baton.cli;

import dev.baton.client.Problem;
import dev.baton.core.EndReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the program's exit code says; 69 and 70 belong to the script that builds and starts it. */
enum ExitCode {
  OK(0, "all went well"),
  VIOLATED(1, "the run was carried out, and something that must hold did not"),
  USAGE(2, "wrong arguments"),
  UNKNOWN_CODE(64, "the lobby knows no session of that join code"),
  EXPIRED_CODE(65, "the session of that join code is over"),
  SESSION_FULL(66, "all seats of the session are taken"),
  SESSION_TERMINATED(67, "the host ended the session for all"),
  REMOVED(68, "this peer was removed from the session"),
  WRONG_VERSION(71, "the versions of the protocol differ"),
  WRONG_KEY(72, "who answered holds another key than was expected"),
  BAD_TICKET(73, "the host did not accept the lobby's ticket"),
  WRONG_SESSION(74, "the host hosts another session"),
  LOBBY_UNREACHABLE(75, "the lobby does not answer"),
  LOBBY_REFUSED(76, "the lobby refused"),
  PORT_IN_USE(77, "another process uses the port"),
  JOIN_TIMEOUT(78, "nobody let this peer in within the time limit"),
  BAD_IDENTITY(79, "the key file is of no use"),
  UNWRITABLE(80, "a file or folder cannot be written to"),
  STATE_REJECTED(81, "the session's state does not load"),
  HOST_LOST(82, "the host is gone, and the session does not migrate"),
  NO_MAJORITY(83, "the host is gone, and no majority could be reached"),
  MIGRATION_TIMEOUT(84, "the host is gone, and no other was found in time"),
  BAD_ADDRESS(85, "the address to listen on is not one of this machine, or needs rights"),
  UNREADABLE(86, "a file cannot be read"),
  BROKEN_OFF(87, "the run could not be carried out to its end"),
  UNSUPPORTED(88, "this machine lacks what is needed"),
  DEFECT(99, "a defect of this program"),
  INTERRUPTED(130, "interrupted by the user");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  /** The meanings by number, in order, for the help. */
  static Map<String, String> byNumber() {
    Map<String, String> table = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      table.put(String.valueOf(code.number), code.meaning);
    }
    return table;
  }

  static ExitCode of(Problem problem) {
    return switch (problem) {
      case UNKNOWN_CODE -> UNKNOWN_CODE;
      case EXPIRED_CODE -> EXPIRED_CODE;
      case SESSION_FULL -> SESSION_FULL;
      case SESSION_TERMINATED -> SESSION_TERMINATED;
      case REMOVED -> REMOVED;
      case WRONG_VERSION -> WRONG_VERSION;
      case WRONG_KEY -> WRONG_KEY;
      case BAD_TICKET -> BAD_TICKET;
      case WRONG_SESSION -> WRONG_SESSION;
      case LOBBY_UNREACHABLE -> LOBBY_UNREACHABLE;
      case LOBBY_REFUSED -> LOBBY_REFUSED;
      case PORT_IN_USE -> PORT_IN_USE;
      case BAD_ADDRESS -> BAD_ADDRESS;
      case UNSUPPORTED_MACHINE -> UNSUPPORTED;
      case JOIN_TIMEOUT -> JOIN_TIMEOUT;
      case BAD_IDENTITY -> BAD_IDENTITY;
      case RECORDER_UNWRITABLE -> UNWRITABLE;
      case STATE_REJECTED -> STATE_REJECTED;
      case BROKEN -> DEFECT;
    };
  }

  static ExitCode of(EndReason reason) {
    return switch (reason) {
      case LEFT, TERMINATED -> OK;
      case REMOVED -> REMOVED;
      case SESSION_FULL -> SESSION_FULL;
      case WRONG_VERSION -> WRONG_VERSION;
      case BAD_TICKET -> BAD_TICKET;
      case WRONG_SESSION -> WRONG_SESSION;
      case JOIN_TIMEOUT -> JOIN_TIMEOUT;
      case HOST_LOST -> HOST_LOST;
      case NO_MAJORITY -> NO_MAJORITY;
      case MIGRATION_TIMEOUT -> MIGRATION_TIMEOUT;
      case STATE_REJECTED -> STATE_REJECTED;
      case BROKEN -> DEFECT;
    };
  }
}
