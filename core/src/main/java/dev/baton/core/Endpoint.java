package dev.baton.core;

/**
 * Where a peer's one UDP port can be reached.
 *
 * @param address an IP address in text form; never a name that would have to be looked up
 * @param port 1 to 65535
 */
public record Endpoint(String address, int port) {

  /** The longest address in characters (an IPv6 address with a zone). */
  public static final int ADDRESS_MAX = 64;

  /** Checks the ranges. */
  public Endpoint {
    if (address.isEmpty() || address.length() > ADDRESS_MAX) {
      throw new IllegalArgumentException("address must have 1 to 64 characters: " + address);
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be 1 to 65535: " + port);
    }
  }

  @Override
  public String toString() {
    return address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
  }
}
