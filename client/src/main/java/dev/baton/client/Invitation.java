package dev.baton.client;

import dev.baton.core.Digest;
import dev.baton.core.Endpoint;
import dev.baton.core.HostAddress;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Text by which a session is joined without a lobby: which session, and its present host's address
 * and key. It is of no use once that host is gone.
 *
 * @param session which session
 * @param host whom to ask, and where
 */
public record Invitation(SessionId session, HostAddress host) {

  private static final String PREFIX = "baton:";

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static Invitation parse(String text) {
    String[] parts = text.strip().split("/", -1);
    if (!isInvitation(text)
        || parts.length != 3
        || parts[1].length() != 32
        || parts[2].length() != 64) {
      throw new IllegalArgumentException(
          "an invitation looks like baton:ADDRESS:PORT/SESSION/KEY: " + text);
    }
    SessionId session =
        new SessionId(
            HexFormat.fromHexDigitsToLong(parts[1], 0, 16),
            HexFormat.fromHexDigitsToLong(parts[1], 16, 32));
    PeerKey key = new PeerKey(Digest.read(ByteBuffer.wrap(HexFormat.of().parseHex(parts[2]))));
    return new Invitation(
        session, new HostAddress(key, endpoint(parts[0].substring(PREFIX.length()))));
  }

  static boolean isInvitation(String text) {
    return text.strip().startsWith(PREFIX);
  }

  private static Endpoint endpoint(String text) {
    int colon = text.lastIndexOf(':');
    String address = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[|\\]$", "");
    return new Endpoint(address, Integer.parseInt(text.substring(colon + 1)));
  }

  /** The text form, for example to be sent to a friend. */
  public String text() {
    return PREFIX + host.endpoint() + "/" + session + "/" + host.key();
  }

  @Override
  public String toString() {
    return text();
  }
}
