package dev.baton.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a fault befalls: by part, which is looked up when the fault comes, or by number.
 *
 * @param part which part it plays
 * @param number which of several, from 1; 0 for the host and the relay
 */
public record Who(Part part, int number) {

  private static final Pattern TEXT =
      Pattern.compile("(host)|standby([1-8])|peer([1-9][0-9]?)|(relay)");

  /** What it is by. */
  public enum Part {
    /** The host of the latest epoch. */
    HOST,
    /** The n-th of the succession, as the host of the latest epoch has it. */
    STANDBY,
    /** The player with that number. */
    PEER,
    /** The first, by number, through whom another peer is reached that cannot be directly. */
    RELAY
  }

  /** The host of the latest epoch. */
  public static final Who HOST = new Who(Part.HOST, 0);

  /** Whoever passes on what two others say to each other. */
  public static final Who RELAY = new Who(Part.RELAY, 0);

  static Who standby(int number) {
    return new Who(Part.STANDBY, number);
  }

  static Who peer(int number) {
    return new Who(Part.PEER, number);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Who parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "no peer, must be host, relay, standby1 to standby8, or peer1 to peer99: " + text);
    }
    if (matcher.group(1) != null) {
      return HOST;
    }
    if (matcher.group(4) != null) {
      return RELAY;
    }
    String standby = matcher.group(2);
    return standby != null
        ? standby(Integer.parseInt(standby))
        : peer(Integer.parseInt(matcher.group(3)));
  }

  @Override
  public String toString() {
    return switch (part) {
      case HOST -> "host";
      case STANDBY -> "standby" + number;
      case PEER -> "peer" + number;
      case RELAY -> "relay";
    };
  }
}
