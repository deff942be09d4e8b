package dev.baton.lobbycore;

/**
 * How much of everything a lobby takes.
 *
 * @param connectionsMax open connections
 * @param sessionsMax sessions that are not over
 * @param sessionsPerPeerMax sessions that are not over and were created by one key
 * @param eventsKept events of a session that can be resumed
 * @param messagesPerSecond messages that one connection may send in the long run
 * @param messagesAtOnce messages that one connection may send at once after a silence
 * @param refusalsMax messages beyond that, after which the connection is closed
 * @param endedKept sessions that are over whose codes are remembered
 */
public record LobbyLimits(
    int connectionsMax,
    int sessionsMax,
    int sessionsPerPeerMax,
    int eventsKept,
    int messagesPerSecond,
    int messagesAtOnce,
    int refusalsMax,
    int endedKept) {

  /** What a lobby gets that asks for nothing. */
  public static final LobbyLimits DEFAULT =
      new LobbyLimits(4_096, 1_024, 8, 1_024, 200, 400, 400, 4_096);

  /** Checks that none is less than 1. */
  public LobbyLimits {
    check("connectionsMax", connectionsMax);
    check("sessionsMax", sessionsMax);
    check("sessionsPerPeerMax", sessionsPerPeerMax);
    check("eventsKept", eventsKept);
    check("messagesPerSecond", messagesPerSecond);
    check("messagesAtOnce", messagesAtOnce);
    check("refusalsMax", refusalsMax);
    check("endedKept", endedKept);
  }

  private static void check(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more: " + value);
    }
  }
}
