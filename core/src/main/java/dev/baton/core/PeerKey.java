package dev.baton.core;

import org.jspecify.annotations.Nullable;

/**
 * Who a peer is, for as long as it keeps its key pair: the SHA-256 of its public key in
 * SubjectPublicKeyInfo form (RFC 5280 4.1.2.7).
 *
 * <p>Source: PROTOCOL.md 1.
 *
 * @param sha256 the digest of the public key
 */
public record PeerKey(Digest sha256) {

  /** The key's identity for a public key in SubjectPublicKeyInfo form. */
  public static PeerKey of(Bytes publicKey) {
    return new PeerKey(publicKey.sha256());
  }

  /** The first eight hexadecimal digits. */
  public String shortText() {
    return sha256.shortText();
  }

  /** As records have it, but written out: maps ask for it on every packet. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerKey that && sha256.equals(that.sha256);
  }

  @Override
  public int hashCode() {
    return sha256.hashCode();
  }

  @Override
  public String toString() {
    return sha256.toString();
  }
}
