package dev.baton.core;

/**
 * A place in the session that belongs to one key, whether its peer is present or expected back.
 *
 * @param peer its number
 * @param publicKey the key that it belongs to, in SubjectPublicKeyInfo form
 * @param name what the peer calls itself
 * @param endpoint where it was reached last
 * @param present false while the seat is reserved for a peer that is gone
 * @param joinedAt the version of the operation by which it (last) joined; tells a vote of the
 *     present process from one of an earlier process under the same key
 * @param attributes the game's own bytes about it
 * @param hint what it would be like as host
 */
public record Seat(
    PeerId peer,
    Bytes publicKey,
    String name,
    Endpoint endpoint,
    boolean present,
    int joinedAt,
    Bytes attributes,
    Hint hint) {

  /** The identity that links to this peer are pinned to. */
  public PeerKey key() {
    return PeerKey.of(publicKey);
  }

  Seat reserved() {
    return new Seat(peer, publicKey, name, endpoint, false, joinedAt, attributes, hint);
  }

  Seat described(Bytes newAttributes, Hint newHint) {
    return new Seat(peer, publicKey, name, endpoint, present, joinedAt, newAttributes, newHint);
  }
}
