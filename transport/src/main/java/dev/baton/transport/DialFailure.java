package dev.baton.transport;

/** Why a dialled link never opened. */
public enum DialFailure {
  /** Somebody answered who does not hold the key that was asked for. */
  PIN_MISMATCH,
  /** Somebody answered who speaks another version of Baton, or another protocol. */
  WRONG_PROTOCOL,
  /** Nobody answered within {@link NetworkLimits#handshakeLimit}. */
  NO_ANSWER,
  /** Somebody answered and turned the link down. */
  REFUSED,
  /** This side gave the dial up, or had no room for it. */
  GIVEN_UP
}
