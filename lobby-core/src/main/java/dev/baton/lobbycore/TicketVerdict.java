package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.PeerKey;
import dev.baton.core.Refusal;
import dev.baton.core.SessionId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host makes of a ticket. */
public enum TicketVerdict {
  /** The lobby vouches for this key in this session. */
  GOOD(null),
  /** It is no ticket. */
  MALFORMED(Refusal.BAD_TICKET),
  /** It is made out to another session. */
  OTHER_SESSION(Refusal.BAD_TICKET),
  /** It is made out to another key. */
  OTHER_KEY(Refusal.BAD_TICKET),
  /** The lobby did not sign it. */
  FORGED(Refusal.BAD_TICKET),
  /** Its time is over; the lobby gives a new one. */
  EXPIRED(Refusal.EXPIRED_TICKET);

  private final @Nullable Refusal refusal;

  TicketVerdict(@Nullable Refusal refusal) {
    this.refusal = refusal;
  }

  /** What to answer to the peer; empty for {@link #GOOD}. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Judges the bytes that a peer brought against what is known of it. */
  public static TicketVerdict of(Bytes ticket, Known known, SignatureCheck check) {
    Optional<Ticket> read = Ticket.read(ticket);
    if (read.isEmpty()) {
      return MALFORMED;
    }
    Ticket it = read.get();
    if (!it.session().equals(known.session)) {
      return OTHER_SESSION;
    }
    if (!it.peer().equals(known.peer)) {
      return OTHER_KEY;
    }
    if (!check.verifies(known.lobbyKey, it.signedContent(), it.signature())) {
      return FORGED;
    }
    return it.expiresAtMs() < known.nowMs - Ticket.CLOCKS_DIFFER_MS_MAX ? EXPIRED : GOOD;
  }

  /**
   * What the host knows by itself.
   *
   * @param session the session that it hosts
   * @param peer the key that the link to the peer is pinned to
   * @param lobbyKey the lobby's public key in SubjectPublicKeyInfo form
   * @param nowMs the host's clock, in milliseconds since 1970
   */
  public record Known(SessionId session, PeerKey peer, Bytes lobbyKey, long nowMs) {}
}
