package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One run of the exhaustive part: a migration, and what befalls it on its way; {@code toString} is
 * what {@link #parse} reads.
 *
 * @param peers players of the session, 2 to 5
 * @param migration what begins it
 * @param deed what befalls it
 */
public record Trial(int peers, Migration migration, Deed deed) {

  /** The fewest players, and the most. */
  public static final int PEERS_MIN = 2;

  /** The most players. */
  public static final int PEERS_MAX = 5;

  /** Checks the range. */
  public Trial {
    if (peers < PEERS_MIN || peers > PEERS_MAX) {
      throw new IllegalArgumentException("peers must be 2 to 5: " + peers);
    }
  }

  /** What befalls a migration. */
  public sealed interface Deed {

    /** Processes die at a boundary, at once. */
    record Deaths(int boundary, boolean after, List<Integer> players) implements Deed {

      /** Copies the list. */
      public Deaths {
        players = List.copyOf(players);
      }

      @Override
      public String toString() {
        StringBuilder text = new StringBuilder(after ? "after " : "before ").append(boundary);
        players.forEach(player -> text.append(' ').append(player));
        return text.toString();
      }
    }

    /** The announcement reaches one player in another way than usual. */
    record Announcement(How how, int player) implements Deed {
      @Override
      public String toString() {
        return "announcement " + how.name().toLowerCase(Locale.ROOT) + " " + player;
      }
    }
  }

  /** How an announcement reaches a player. */
  public enum How {
    /** Before the player noticed any loss. */
    EARLY,
    /** Long after, when others have been following the new host for a while. */
    LATE,
    /** Each copy of it twice. */
    TWICE,
    /** Never. */
    NEVER
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Trial parse(String text) {
    String[] words = text.strip().split("\\s+");
    if (words.length < 5) {
      throw new IllegalArgumentException("no trial, must be like \"3 kill before 17 2\": " + text);
    }
    Migration migration = null;
    for (Migration one : Migration.values()) {
      migration = one.toString().equals(words[1]) ? one : migration;
    }
    if (migration == null) {
      throw new IllegalArgumentException(
          "no migration, must be kill, stop, handover or leave: " + text);
    }
    return new Trial(number(words[0]), migration, deed(words));
  }

  private static Deed deed(String[] words) {
    if (words[2].equals("announcement")) {
      return new Deed.Announcement(
          How.valueOf(words[3].toUpperCase(Locale.ROOT)), number(words[4]));
    }
    boolean after = words[2].equals("after");
    if (!after && !words[2].equals("before")) {
      throw new IllegalArgumentException("must be before, after or announcement: " + words[2]);
    }
    List<Integer> players = new ArrayList<>();
    for (int i = 4; i < words.length; i++) {
      players.add(number(words[i]));
    }
    return new Deed.Deaths(number(words[3]), after, players);
  }

  private static int number(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no number: " + word, e);
    }
  }

  @Override
  public String toString() {
    return peers + " " + migration + " " + deed;
  }
}
