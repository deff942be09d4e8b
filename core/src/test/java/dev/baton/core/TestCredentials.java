package dev.baton.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Stands in for real keys: a signature is a digest over the public key and the content. */
final class TestCredentials implements Credentials {

  private final Bytes publicKey;

  /** How many signatures were made and verified. */
  int signatures;

  TestCredentials(String name) {
    publicKey = keyOf(name);
  }

  static Bytes keyOf(String name) {
    return Bytes.of(name.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(byte[] content) {
    signatures++;
    return signature(publicKey, content);
  }

  static Bytes signature(Bytes publicKey, byte[] content) {
    byte[] key = publicKey.toArray();
    byte[] both = Arrays.copyOf(key, key.length + content.length);
    System.arraycopy(content, 0, both, key.length, content.length);
    return Bytes.of(Digest.sha256(both).toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public boolean verify(Bytes key, byte[] content, Bytes signature) {
    signatures++;
    return signature(key, content).equals(signature);
  }

  @Override
  public TicketVerdict judge(SessionId session, PeerKey joiner, Bytes ticket) {
    return ticket.length() == 0 ? TicketVerdict.GOOD : TicketVerdict.BAD;
  }
}
