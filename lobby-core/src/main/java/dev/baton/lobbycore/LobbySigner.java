package dev.baton.lobbycore;

import dev.baton.core.Bytes;

/**
 * The lobby's key pair, by which it signs tickets and the witness's votes. The shell provides it.
 */
public interface LobbySigner {

  /** The public key in SubjectPublicKeyInfo form. */
  Bytes publicKey();

  /** The signature over {@code content}, such as {@link SignatureCheck} verifies. */
  Bytes sign(byte[] content);
}
