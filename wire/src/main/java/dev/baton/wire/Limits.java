package dev.baton.wire;

/** How large and how many of everything a packet may hold; the table stands in PROTOCOL.md 10. */
public final class Limits {

  /** The largest packet that is sent as a datagram, in bytes: fits through a relay everywhere. */
  public static final int DATAGRAM_BYTES_MAX = 1200;

  /** The largest packet on a control stream, in bytes, without its length. */
  public static final int CONTROL_BYTES_MAX = 1 << 20;

  /** Seats of a session, and so the members of any list of peers. */
  public static final int PEERS_MAX = 64;

  /** Operations in one message; whoever has more to send sends several messages. */
  public static final int OPERATIONS_MAX = 128;

  /** Votes in one announcement: all peers and the witness. */
  public static final int VOTES_MAX = PEERS_MAX + 1;

  /** The longest public key in SubjectPublicKeyInfo form, in bytes. */
  public static final int PUBLIC_KEY_BYTES_MAX = 512;

  /** The longest signature, in bytes. */
  public static final int SIGNATURE_BYTES_MAX = 512;

  /** The longest ticket of a lobby, in bytes. */
  public static final int TICKET_BYTES_MAX = 640;

  /** The longest time that a refused peer can be told to wait, in milliseconds. */
  public static final int RETRY_AFTER_MS_MAX = 600_000;

  private Limits() {}
}
