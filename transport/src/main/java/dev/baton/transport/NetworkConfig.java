package dev.baton.transport;

/**
 * What a network is opened with. Immutable.
 *
 * @param bindAddress the IP address to listen on, in text form; {@code 0.0.0.0} or {@code ::} for
 *     all
 * @param bindPort the UDP port to listen on, 0 to 65535; 0 lets the system choose
 * @param identity the key pair that this peer proves to hold
 * @param conditions what to do to outgoing packets to make the network worse than it is
 * @param limits the bounds
 */
public record NetworkConfig(
    String bindAddress,
    int bindPort,
    Identity identity,
    LinkConditions conditions,
    NetworkLimits limits) {

  /** Checks the ranges. */
  public NetworkConfig {
    if (bindPort < 0 || bindPort > 65_535) {
      throw new IllegalArgumentException("bindPort must be 0 to 65535: " + bindPort);
    }
  }

  /** Any address, any port, an unspoilt network, default bounds. */
  public static NetworkConfig of(Identity identity) {
    return new NetworkConfig("0.0.0.0", 0, identity, LinkConditions.NONE, NetworkLimits.DEFAULT);
  }

  /** The same with another address and port to listen on. */
  public NetworkConfig bind(String address, int port) {
    return new NetworkConfig(address, port, identity, conditions, limits);
  }

  /** The same with other conditions. */
  public NetworkConfig conditions(LinkConditions changed) {
    return new NetworkConfig(bindAddress, bindPort, identity, changed, limits);
  }

  /** The same with other bounds. */
  public NetworkConfig limits(NetworkLimits changed) {
    return new NetworkConfig(bindAddress, bindPort, identity, conditions, changed);
  }
}
