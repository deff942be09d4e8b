package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Stands in for real signatures: a hash of key and content, which anybody could make. */
final class KeyedHash implements LobbySigner {

  static final SignatureCheck CHECK =
      (publicKey, content, signature) -> new KeyedHash(publicKey).sign(content).equals(signature);

  private final Bytes publicKey;

  KeyedHash(Bytes publicKey) {
    this.publicKey = publicKey;
  }

  static KeyedHash of(String name) {
    return new KeyedHash(Bytes.of(name.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(byte[] content) {
    ByteBuffer both = ByteBuffer.allocate(publicKey.length() + content.length);
    Digest digest = Digest.sha256(both.put(publicKey.toBuffer()).put(content).array());
    ByteBuffer signature = ByteBuffer.allocate(Digest.SIZE_BYTES);
    digest.write(signature);
    return Bytes.of(signature.flip());
  }
}
