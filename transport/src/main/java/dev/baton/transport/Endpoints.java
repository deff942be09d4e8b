package dev.baton.transport;

import dev.baton.core.Endpoint;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Turns endpoints into socket addresses and back, without ever looking up a name. */
final class Endpoints {

  private Endpoints() {}

  static Endpoint of(InetSocketAddress address) {
    return new Endpoint(address.getAddress().getHostAddress(), address.getPort());
  }

  static InetSocketAddress address(Endpoint endpoint) {
    InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(endpoint.address());
    if (parsed == null) {
      throw new IllegalArgumentException("address must be an IP address: " + endpoint.address());
    }
    return new InetSocketAddress(parsed, endpoint.port());
  }
}
