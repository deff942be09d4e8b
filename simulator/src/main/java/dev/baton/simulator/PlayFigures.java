package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;

/** What players had of many sessions under one system. Confined to one thread. */
public final class PlayFigures {

  private final List<Integer> outagesMs = new ArrayList<>();
  private final List<Integer> rewoundMs = new ArrayList<>();
  private int sessions;
  private int hostFaults;
  private int sessionsLost;
  private int sessionsWithTwoHosts;
  private long twoHostsMs;
  private int removedPeers;

  /** Adds one session. */
  public void add(PlayOutcome outcome) {
    sessions++;
    hostFaults += outcome.hostFaults();
    outagesMs.addAll(outcome.outagesMs());
    rewoundMs.addAll(outcome.rewoundMs());
    sessionsLost += outcome.sessionLost() ? 1 : 0;
    sessionsWithTwoHosts += outcome.twoHostsMs() > 0 ? 1 : 0;
    twoHostsMs += outcome.twoHostsMs();
    removedPeers += outcome.removedPeers();
  }

  /** Sessions that were played. */
  public int sessions() {
    return sessions;
  }

  /** How often a fault hit a host. */
  public int hostFaults() {
    return hostFaults;
  }

  /** For how long a picture stood after a fault of the host, in milliseconds. */
  public Spread outageMs() {
    return Spread.of(outagesMs);
  }

  /** How much play was taken back after a fault of the host, in milliseconds. */
  public Spread rewoundMs() {
    return Spread.of(rewoundMs);
  }

  /** Sessions that nobody could go on with. */
  public int sessionsLost() {
    return sessionsLost;
  }

  /** Sessions in which two hosts computed ticks at once, for a moment at least. */
  public int sessionsWithTwoHosts() {
    return sessionsWithTwoHosts;
  }

  /** For how long two hosts computed ticks at once, in all sessions together. */
  public long twoHostsMs() {
    return twoHostsMs;
  }

  /** Players that were thrown out, or left apart, against their will. */
  public int removedPeers() {
    return removedPeers;
  }

  /**
   * How measurements are spread; {@link PlayOutcome#NEVER_MS} counts as longer than any other.
   *
   * @param count how many
   * @param median the upper one of an even number; 0 of none
   * @param p99 what 99 of 100 do not exceed; 0 of none
   * @param max the largest; 0 of none
   * @param never how many were {@link PlayOutcome#NEVER_MS}
   */
  public record Spread(int count, int median, int p99, int max, int never) {

    static Spread of(List<Integer> values) {
      List<Integer> sorted = values.stream().sorted().toList();
      int count = sorted.size();
      if (count == 0) {
        return new Spread(0, 0, 0, 0, 0);
      }
      int p99 = sorted.get((int) Math.min(count - 1, Math.ceilDiv(99L * count, 100) - 1));
      int never = (int) sorted.stream().filter(value -> value == PlayOutcome.NEVER_MS).count();
      return new Spread(count, sorted.get(count / 2), p99, sorted.getLast(), never);
    }
  }
}
