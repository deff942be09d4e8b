package dev.baton.transport;

/** Why there is no connection to the lobby and none is tried any more, with what to do. */
public enum LobbyConnectionFailure {
  /** The host name of the lobby cannot be resolved. */
  UNKNOWN_HOST("The lobby's host name is unknown: check its spelling and this machine's network."),
  /** The machine answered that nobody listens on the port, or cannot be reached. */
  UNREACHABLE("No lobby listens there: check address and port, or start it with: baton lobby"),
  /** Nothing, or not enough, was heard within the time limit. */
  NO_ANSWER("The lobby does not answer: check address and firewall, or try again later."),
  /** Somebody answered who is no lobby, or TLS could not be agreed on. */
  NOT_A_LOBBY("What answers there is no lobby: check address and port."),
  /** The lobby has as many connections as it may. */
  LOBBY_FULL("The lobby is full: try again later, or try another lobby."),
  /** The lobby speaks another version of the protocol. */
  WRONG_VERSION("Game and lobby speak different versions: update the older of the two."),
  /** The lobby did not accept the proof of the key. */
  BAD_SIGNATURE("The key was not proved: check that public and private key belong together."),
  /** Another process connected with the same key. */
  REPLACED("Another process uses the same key: end one of the two, or give each its own key.");

  private final String advice;

  LobbyConnectionFailure(String advice) {
    this.advice = advice;
  }

  /** One line on what happened and what to do about it. */
  public String advice() {
    return advice;
  }
}
