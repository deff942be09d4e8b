package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Credentials;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.lobbycore.Ticket;
import dev.baton.transport.Identity;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * This peer's key pair, and the lobby's key, by which tickets are judged.
 *
 * <p>Signatures that were found genuine, and those made here, are remembered for a while: to verify
 * one takes milliseconds, and in a migration the same votes come several times. Confined to the
 * driver's thread, but for {@link #requireTickets}.
 */
final class PeerCredentials implements Credentials {

  private static final int GENUINE_MAX = 64;

  private final Identity identity;
  private final ArrayDeque<Signed> genuine = new ArrayDeque<>();
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
    Bytes signature = identity.sign(content);
    remember(new Signed(identity.publicKey(), Bytes.of(content), signature));
    return signature;
  }

  @Override
  public boolean verify(Bytes publicKey, byte[] content, Bytes signature) {
    Signed signed = new Signed(publicKey, Bytes.of(content), signature);
    if (genuine.contains(signed)) {
      return true;
    }
    boolean good = Identity.verify(publicKey, content, signature);
    if (good) {
      remember(signed);
    }
    return good;
  }

  private void remember(Signed signed) {
    if (genuine.size() == GENUINE_MAX) {
      genuine.removeFirst();
    }
    genuine.addLast(signed);
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

  private record Signed(Bytes publicKey, Bytes content, Bytes signature) {}
}
