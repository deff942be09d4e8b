package dev.baton.lobbycore;

/**
 * What a session is created with, as far as the lobby is concerned.
 *
 * @param name what players see, 1 to {@value #NAME_MAX} characters
 * @param peersMax seats, {@value #PEERS_MIN} to {@value #PEERS_MAX}
 * @param migratable whether another peer may become host; if not, the witness never votes
 * @param searchable whether it is listed for everybody; if not, only the join code leads to it
 */
public record SessionSettings(String name, int peersMax, boolean migratable, boolean searchable) {

  /** The longest name in characters. */
  public static final int NAME_MAX = 64;

  /** The fewest seats. */
  public static final int PEERS_MIN = 2;

  /** The most seats. */
  public static final int PEERS_MAX = 64;

  /** Checks the ranges. */
  public SessionSettings {
    if (name.isEmpty() || name.length() > NAME_MAX) {
      throw new IllegalArgumentException("name must have 1 to 64 characters: " + name);
    }
    if (peersMax < PEERS_MIN || peersMax > PEERS_MAX) {
      throw new IllegalArgumentException("peersMax must be 2 to 64: " + peersMax);
    }
  }
}
