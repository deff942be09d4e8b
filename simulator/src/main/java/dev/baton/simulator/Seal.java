package dev.baton.simulator;

import dev.baton.core.Bytes;
import dev.baton.core.Credentials;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.lobbycore.LobbySigner;
import dev.baton.lobbycore.SignatureCheck;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for a key pair: a signature is a keyed sum over the content, which nobody in the world
 * forges.
 */
final class Seal implements Credentials, LobbySigner {

  /** Verifies what any seal signed. */
  static final SignatureCheck CHECK = Seal::isSigned;

  private final Bytes publicKey;
  private final boolean ticketsNeeded;

  /**
   * Makes the key of that name.
   *
   * @param ticketsNeeded whether a joiner must show a ticket
   */
  Seal(String name, boolean ticketsNeeded) {
    publicKey = Bytes.of(("key of " + name).getBytes(StandardCharsets.US_ASCII));
    this.ticketsNeeded = ticketsNeeded;
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(byte[] content) {
    return signature(publicKey, content);
  }

  @Override
  public boolean verify(Bytes key, byte[] content, Bytes signature) {
    return isSigned(key, content, signature);
  }

  @Override
  public TicketVerdict judge(SessionId session, PeerKey joiner, Bytes ticket) {
    return ticketsNeeded && ticket.length() == 0 ? TicketVerdict.BAD : TicketVerdict.GOOD;
  }

  private static boolean isSigned(Bytes key, byte[] content, Bytes signature) {
    return signature(key, content).equals(signature);
  }

  private static Bytes signature(Bytes key, byte[] content) {
    long sum = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      sum = (sum ^ key.at(i)) * 0x100000001b3L;
    }
    for (byte one : content) {
      sum = (sum ^ one) * 0x100000001b3L;
    }
    return Bytes.of(ByteBuffer.allocate(Long.BYTES).putLong(sum).flip());
  }
}
