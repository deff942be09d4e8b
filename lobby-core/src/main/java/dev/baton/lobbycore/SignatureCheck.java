package dev.baton.lobbycore;

import dev.baton.core.Bytes;

/**
 * Verifies signatures: ECDSA over P-256 with SHA-256, in DER form (FIPS 186-5, RFC 3279 2.2.3). The
 * shell provides it.
 */
@FunctionalInterface
public interface SignatureCheck {

  /**
   * Whether {@code signature} was made over {@code content} by the owner of {@code publicKey}
   * (SubjectPublicKeyInfo). False, never an exception, for whatever is malformed.
   */
  boolean verifies(Bytes publicKey, byte[] content, Bytes signature);
}
