package dev.baton.client;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of this machine's addresses others are told. */
final class OwnAddress {

  private static final Logger LOG = LoggerFactory.getLogger(OwnAddress.class);

  /** Reserved for documentation (RFC 5737): nothing is ever sent there, it only picks a route. */
  private static final String ANYWHERE = "192.0.2.1";

  private static final String LOOPBACK = "127.0.0.1";
  private static final int ANY_PORT = 9;

  private OwnAddress() {}

  /**
   * The address that is bound, if it is one; else the one by which the lobby is reached, or without
   * a lobby the world.
   */
  static String of(SessionSettings settings) {
    try {
      InetAddress bound = InetAddress.getByName(settings.bindAddress);
      if (!bound.isAnyLocalAddress()) {
        return bound.getHostAddress();
      }
    } catch (IOException e) {
      LOG.debug("{} is no address: {}", settings.bindAddress, e.getMessage());
      return settings.bindAddress;
    }
    return towards(settings.lobby.map(URI::getHost).orElse(ANYWHERE));
  }

  private static String towards(String host) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), ANY_PORT));
      InetAddress local = socket.getLocalAddress();
      return local.isAnyLocalAddress() ? LOOPBACK : local.getHostAddress();
    } catch (IOException e) {
      LOG.debug("no way to {}: {}", host, e.getMessage());
      return LOOPBACK;
    }
  }
}
