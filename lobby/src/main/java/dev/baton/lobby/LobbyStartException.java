package dev.baton.lobby;

import java.io.IOException;

/** A lobby could not begin to listen; the message is one line that says what to do. */
public final class LobbyStartException extends IOException {

  private static final long serialVersionUID = 1;

  /** Which way it failed. */
  private final Kind kind;

  LobbyStartException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Which way it failed. */
  public Kind kind() {
    return kind;
  }

  /** The ways in which a lobby can fail to start. */
  public enum Kind {
    /** Another process, or another lobby of this one, listens on the port. */
    PORT_IN_USE,
    /** The system does not let this user listen on the port. */
    FORBIDDEN,
    /** The address is none of this machine. */
    NO_SUCH_ADDRESS,
    /** Anything else; the cause tells. */
    OTHER
  }
}
