package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.Credentials.TicketVerdict;
import dev.baton.core.Digest;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lobby's word that a key may ask to be let into a session; hosts verify it without asking.
 *
 * @param session where
 * @param peer who
 * @param expiresAtMs until when, in milliseconds since 1970
 * @param signature by the lobby's key over {@link #signedContent}
 */
public record Ticket(SessionId session, PeerKey peer, long expiresAtMs, Bytes signature) {

  /** How far the clocks of lobby and host may differ, in milliseconds. */
  public static final long CLOCKS_DIFFER_MS_MAX = 60_000;

  /** The largest ticket in bytes. */
  public static final int BYTES_MAX = 640;

  private static final byte[] LABEL = "baton ticket 1".getBytes(StandardCharsets.US_ASCII);
  private static final byte FORM = 1;
  private static final int FIXED_BYTES = 1 + 16 + 32 + 8;

  /** A ticket signed by {@code signer}. */
  public static Ticket sign(LobbySigner signer, SessionId session, PeerKey peer, long expiresAtMs) {
    Ticket unsigned = new Ticket(session, peer, expiresAtMs, Bytes.EMPTY);
    return new Ticket(session, peer, expiresAtMs, signer.sign(unsigned.signedContent()));
  }

  /** What the lobby signs: a label and every field but the signature. */
  public byte[] signedContent() {
    ByteBuffer out = ByteBuffer.allocate(LABEL.length + FIXED_BYTES - 1).put(LABEL);
    writeFields(out);
    return out.array();
  }

  /**
   * The ticket on the wire: form (1 byte, 1), session (16), key (32), expiry (8), and the signature
   * up to the end; big-endian.
   */
  public Bytes toBytes() {
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + signature.length()).put(FORM);
    writeFields(out);
    return Bytes.of(out.put(signature.toBuffer()).array());
  }

  /** Reads {@link #toBytes}; empty for what is no ticket. */
  public static Optional<Ticket> read(Bytes ticket) {
    if (ticket.length() <= FIXED_BYTES || ticket.length() > BYTES_MAX || ticket.at(0) != FORM) {
      return Optional.empty();
    }
    ByteBuffer in = ticket.toBuffer();
    in.get();
    SessionId session = new SessionId(in.getLong(), in.getLong());
    PeerKey peer = new PeerKey(Digest.read(in));
    return Optional.of(new Ticket(session, peer, in.getLong(), Bytes.of(in)));
  }

  /**
   * Judges the bytes that a joiner brought, as a host does without asking the lobby.
   *
   * @param ticket what the joiner showed, of any content
   * @param known what the host knows by itself
   * @param check verifies signatures
   */
  public static TicketVerdict judge(Bytes ticket, Known known, SignatureCheck check) {
    Optional<Ticket> read = read(ticket);
    if (read.isEmpty() || !read.get().isFor(known)) {
      return TicketVerdict.BAD;
    }
    Ticket it = read.get();
    if (!check.verifies(known.lobbyKey, it.signedContent(), it.signature)) {
      return TicketVerdict.BAD;
    }
    return it.expiresAtMs < known.nowMs - CLOCKS_DIFFER_MS_MAX
        ? TicketVerdict.EXPIRED
        : TicketVerdict.GOOD;
  }

  private boolean isFor(Known known) {
    return session.equals(known.session) && peer.equals(known.joiner);
  }

  private void writeFields(ByteBuffer out) {
    out.putLong(session.high()).putLong(session.low());
    peer.sha256().write(out);
    out.putLong(expiresAtMs);
  }

  /**
   * What a host knows of a joiner.
   *
   * @param session the session that it hosts
   * @param joiner the key that the link to the joiner is pinned to
   * @param lobbyKey the lobby's public key in SubjectPublicKeyInfo form
   * @param nowMs the host's clock, in milliseconds since 1970
   */
  public record Known(SessionId session, PeerKey joiner, Bytes lobbyKey, long nowMs) {}
}
