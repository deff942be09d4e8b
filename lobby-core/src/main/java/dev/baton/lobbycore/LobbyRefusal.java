package dev.baton.lobbycore;

/** Why the lobby does not do what was asked, each with what the player or programmer can do. */
public enum LobbyRefusal {
  /** The frame is no message of this protocol, or not one for this moment. */
  MALFORMED("The frame could not be read: update the game, or report this as a fault."),
  /** The two speak different versions of the protocol. */
  WRONG_VERSION("Game and lobby speak different versions: update the older of the two."),
  /** The signature does not prove the key. */
  BAD_SIGNATURE("The key was not proved: check that public and private key belong together."),
  /** A request came before the peer proved its key. */
  NOT_IDENTIFIED("Answer the lobby's challenge before asking for anything else."),
  /** The same key connected again; this connection is closed. */
  REPLACED("Another process uses the same key: end one of the two, or give each its own key."),
  /** No session has or had this code lately. */
  UNKNOWN_CODE("No session has this join code: check its spelling with the one who gave it."),
  /** The session of this code ended since nobody was left in it. */
  EXPIRED_CODE("The session of this join code is over: ask for the code of a new one."),
  /** All seats are taken or reserved. */
  FULL("All seats are taken: wait until somebody leaves, then join again."),
  /** The host terminated the session. */
  TERMINATED("The host ended this session for all: ask for the code of a new one."),
  /** No session has this id. */
  UNKNOWN_SESSION("The lobby does not know this session: join by code, or create it anew."),
  /** The peer has no part in the session. */
  NOT_A_MEMBER("This key is no member of the session: join it by its code first."),
  /** Only the present host may ask this. */
  NOT_HOST("Only the present host may ask this: become host, and announce it, first."),
  /** The announcement does not prove that its sender is host. */
  NOT_BELIEVED("The announcement lacks the votes that would prove it: claim the next epoch."),
  /** The lobby, or this peer, has as many sessions as it may. */
  TOO_MANY_SESSIONS("No room for another session: end an old one, or try another lobby."),
  /** The lobby has as many connections as it may. */
  TOO_MANY_CONNECTIONS("The lobby is full: try again later, or try another lobby."),
  /** More messages came than a connection may send. */
  TOO_MANY_REQUESTS("Too many messages: wait for the time given, then send fewer."),
  /** Nothing was heard on the connection for too long; it is closed. */
  SILENT("Nothing was heard for too long: connect again and resume."),
  /** The lobby is being shut down; the connection is closed. */
  CLOSING("The lobby is shutting down: a running session goes on; connect again later.");

  private final String advice;

  LobbyRefusal(String advice) {
    this.advice = advice;
  }

  /** One line on what happened and what to do about it. */
  public String advice() {
    return advice;
  }

  /** Whether the lobby closes the connection after it said so. */
  public boolean closes() {
    return switch (this) {
      case WRONG_VERSION, BAD_SIGNATURE, REPLACED, TOO_MANY_CONNECTIONS, SILENT, CLOSING -> true;
      case MALFORMED,
          NOT_IDENTIFIED,
          UNKNOWN_CODE,
          EXPIRED_CODE,
          FULL,
          TERMINATED,
          UNKNOWN_SESSION,
          NOT_A_MEMBER,
          NOT_HOST,
          NOT_BELIEVED,
          TOO_MANY_SESSIONS,
          TOO_MANY_REQUESTS ->
          false;
    };
  }

  /** Whether the same request can succeed later without anybody's help. */
  public boolean passing() {
    return this == FULL
        || this == TOO_MANY_SESSIONS
        || this == TOO_MANY_CONNECTIONS
        || this == TOO_MANY_REQUESTS
        || this == SILENT
        || this == CLOSING;
  }
}
