package dev.baton.core;

/**
 * A peer's own key and its judgement of others', lent to the machine by the shell.
 *
 * <p>Called on the machine's thread; must not block, and must not throw on any bytes.
 */
public interface Credentials {

  /** The peer's public key in SubjectPublicKeyInfo form. */
  Bytes publicKey();

  /** Signs {@code content} with the peer's private key. */
  Bytes sign(byte[] content);

  /** Whether {@code signature} over {@code content} was made with the key of {@code publicKey}. */
  boolean verify(Bytes publicKey, byte[] content, Bytes signature);

  /**
   * Judges a joiner's ticket.
   *
   * @param session the session to be joined
   * @param joiner the identity at the other end of the link
   * @param ticket what it showed
   */
  TicketVerdict judge(SessionId session, PeerKey joiner, Bytes ticket);

  /** What became of a ticket. */
  enum TicketVerdict {
    /** It is good. */
    GOOD,
    /** It is missing, forged, or made out to another. */
    BAD,
    /** Its time is over. */
    EXPIRED
  }
}
