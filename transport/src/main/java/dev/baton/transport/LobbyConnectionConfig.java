package dev.baton.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * How a {@link LobbyConnection} is made. Immutable.
 *
 * @param lobby where the lobby is: ws://host:port, or wss, http, https
 * @param identity the key pair that is proved to the lobby
 * @param connectLimit how long an attempt may take, to the lobby's word that it knows the key
 * @param silenceLimit after how long without a word from the lobby the connection counts as lost;
 *     the lobby speaks at least once a second
 * @param backOffMin how long to wait before the first new attempt; doubled each time
 * @param backOffMax the longest such wait
 */
public record LobbyConnectionConfig(
    URI lobby,
    Identity identity,
    Duration connectLimit,
    Duration silenceLimit,
    Duration backOffMin,
    Duration backOffMax) {

  private static final Duration LIMIT_MAX = Duration.ofMinutes(10);
  private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");

  /** Checks the ranges. */
  public LobbyConnectionConfig {
    if (lobby.getScheme() == null || !SCHEMES.contains(lobby.getScheme())) {
      throw new IllegalArgumentException("lobby must begin with ws, wss, http or https: " + lobby);
    }
    if (lobby.getHost() == null) {
      throw new IllegalArgumentException("lobby must name a host: " + lobby);
    }
    check("connectLimit", connectLimit);
    check("silenceLimit", silenceLimit);
    check("backOffMin", backOffMin);
    check("backOffMax", backOffMax);
  }

  /** What a peer uses that asks for nothing. */
  public static LobbyConnectionConfig of(URI lobby, Identity identity) {
    return new LobbyConnectionConfig(
        lobby,
        identity,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofMillis(50),
        Duration.ofSeconds(2));
  }

  /** The same with another limit for connecting. */
  public LobbyConnectionConfig connectWithin(Duration limit) {
    return new LobbyConnectionConfig(lobby, identity, limit, silenceLimit, backOffMin, backOffMax);
  }

  /** The same with another limit for silence. */
  public LobbyConnectionConfig silentFor(Duration limit) {
    return new LobbyConnectionConfig(lobby, identity, connectLimit, limit, backOffMin, backOffMax);
  }

  boolean secure() {
    return lobby.getScheme().equals("wss") || lobby.getScheme().equals("https");
  }

  int port() {
    if (lobby.getPort() >= 0) {
      return lobby.getPort();
    }
    return secure() ? 443 : 80;
  }

  private static void check(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LIMIT_MAX) > 0) {
      throw new IllegalArgumentException(name + " must be 1 ms to 10 min: " + value);
    }
  }
}
