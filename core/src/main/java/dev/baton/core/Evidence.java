package dev.baton.core;

/** Why a peer believes that the host is gone; an opinion, not a fact. */
public enum Evidence {
  /** Nothing was heard for longer than the detector's bound. */
  SILENCE(false),
  /** The link was closed from the other side. */
  LINK_CLOSED(true),
  /** The operating system said that nobody listens on the host's port any more. */
  PORT_UNREACHABLE(true),
  /** The lobby saw the host's own connection end. */
  LOBBY_NOTICE(true);

  private final boolean strong;

  Evidence(boolean strong) {
    this.strong = strong;
  }

  /** Whether a vote may be sent unasked on the strength of it. */
  public boolean strong() {
    return strong;
  }
}
