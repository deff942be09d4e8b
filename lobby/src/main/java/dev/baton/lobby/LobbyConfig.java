package dev.baton.lobby;

import dev.baton.lobbycore.LobbyLimits;
import dev.baton.lobbycore.LobbyTiming;

/**
 * How a lobby is run.
 *
 * @param address the IP address, or host name, of the network interface to listen on; 0.0.0.0 for
 *     all
 * @param port the TCP port to listen on, 0 for any that is free
 * @param key by which it signs
 * @param limits how much of everything it takes
 * @param timing how long it waits for everything
 * @param conditions how bad the network is made
 */
public record LobbyConfig(
    String address,
    int port,
    LobbyKey key,
    LobbyLimits limits,
    LobbyTiming timing,
    LobbyConditions conditions) {

  private static final int PORT_MAX = 65_535;

  /** Checks the ranges. */
  public LobbyConfig {
    if (address.isEmpty()) {
      throw new IllegalArgumentException("address must not be empty");
    }
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("port must be 0 to 65535: " + port);
    }
  }

  /** A lobby for this machine only, on any free port, with a new key. */
  public static LobbyConfig loopback() {
    return new LobbyConfig(
        "127.0.0.1",
        0,
        LobbyKey.create(),
        LobbyLimits.DEFAULT,
        LobbyTiming.DEFAULT,
        LobbyConditions.NONE);
  }

  /** The same at another address and port. */
  public LobbyConfig at(String newAddress, int newPort) {
    return new LobbyConfig(newAddress, newPort, key, limits, timing, conditions);
  }

  /** The same with another key. */
  public LobbyConfig with(LobbyKey newKey) {
    return new LobbyConfig(address, port, newKey, limits, timing, conditions);
  }

  /** The same with other limits. */
  public LobbyConfig with(LobbyLimits newLimits) {
    return new LobbyConfig(address, port, key, newLimits, timing, conditions);
  }

  /** The same with other lengths of time. */
  public LobbyConfig with(LobbyTiming newTiming) {
    return new LobbyConfig(address, port, key, limits, newTiming, conditions);
  }

  /** The same under other conditions. */
  public LobbyConfig with(LobbyConditions newConditions) {
    return new LobbyConfig(address, port, key, limits, timing, newConditions);
  }
}
