package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;

/**
 * One seat of the name table, as the host tells the lobby.
 *
 * @param peer its number
 * @param publicKey the key that it belongs to, in SubjectPublicKeyInfo form
 * @param present whether its peer is present, and so a voter; false while it is only reserved
 */
public record SeatPresence(PeerId peer, Bytes publicKey, boolean present) {

  /** The identity that the seat belongs to. */
  public PeerKey key() {
    return PeerKey.of(publicKey);
  }
}
