package dev.baton.transport;

/**
 * The numbers that a CONNECTION_CLOSE frame carries (RFC 9000 19.19, application form): those of
 * the caller from 0 to {@value #CALLER_MAX}, those of the network above.
 */
public final class CloseCode {

  /** The largest number that a caller may use. */
  public static final int CALLER_MAX = 4095;

  /** Another link to the same peer was kept. */
  public static final int DUPLICATE = 4097;

  /** A queue of the closing side was full: the other side, or the path, is too slow. */
  public static final int OVERFLOW = 4098;

  /** The closing side holds as many links as it may. */
  public static final int LINKS_FULL = 4099;

  /** The other side broke the framing of control messages or blobs, or sent one too large. */
  public static final int MALFORMED = 4100;

  /** The other side did not complete its handshake in time, or has no acceptable certificate. */
  public static final int HANDSHAKE = 4101;

  /** The closing side failed in its own code. */
  public static final int BROKEN = 4102;

  private CloseCode() {}
}
