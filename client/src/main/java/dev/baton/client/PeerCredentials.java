package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Credentials;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.lobbycore.Ticket;
import dev.baton.transport.Identity;
import java.util.Optional;

/** This peer's key pair, and the lobby's key, by which tickets are judged. */
final class PeerCredentials implements Credentials {

  private final Identity identity;
  private volatile Optional<Bytes> lobbyKey = Optional.empty();

  PeerCredentials(Identity identity) {
    this.identity = identity;
  }

  /** From now on a joiner needs a ticket that was signed with this key. */
  void requireTickets(Bytes key) {
    lobbyKey = Optional.of(key);
  }

  @Override
  public Bytes publicKey() {
    return identity.publicKey();
  }

  @Override
  public Bytes sign(byte[] content) {
    return identity.sign(content);
  }

  @Override
  public boolean verify(Bytes publicKey, byte[] content, Bytes signature) {
    return Identity.verify(publicKey, content, signature);
  }

  @Override
  public TicketVerdict judge(SessionId session, PeerKey joiner, Bytes ticket) {
    return lobbyKey
        .map(
            key ->
                Ticket.judge(
                    ticket,
                    new Ticket.Known(session, joiner, key, System.currentTimeMillis()),
                    Identity::verify))
        .orElse(TicketVerdict.GOOD);
  }
}
