package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * What the network is like between any two players' machines, and between them and the lobby: its
 * conditions, its cuts, and when it was cut last.
 *
 * <p>Place 0 is the lobby's, the others are the players' by number.
 */
final class Paths {

  static final int LOBBY = 0;

  /** More players than a session of the simulator ever has. */
  static final int PLACES = 64;

  /** A datagram that would wait longer for its turn than that is thrown away. */
  private static final long QUEUE_LIMIT_NS = 200_000_000;

  private final Agenda agenda;
  private final Chance chance;
  private final Air usual;
  private final int[][] cuts = new int[PLACES][PLACES];
  private final long[][] cutUntilNs = new long[PLACES][PLACES];
  private final List<List<Air>> bad = new ArrayList<>();
  private final List<Air> everywhere = new ArrayList<>();
  private final long[] uplinkFreeNs = new long[PLACES];

  Paths(Agenda agenda, Chance chance, Air usual) {
    this.agenda = agenda;
    this.chance = chance;
    this.usual = usual;
    for (int i = 0; i < PLACES; i++) {
      bad.add(new ArrayList<>());
    }
  }

  void cut(int from, int to) {
    cuts[from][to]++;
    cutUntilNs[from][to] = Long.MAX_VALUE;
  }

  void mend(int from, int to) {
    cuts[from][to]--;
    if (cuts[from][to] == 0) {
      cutUntilNs[from][to] = agenda.nowNs();
    }
  }

  boolean isCut(int from, int to) {
    return cuts[from][to] > 0;
  }

  /** Whether it was cut at any time since then. */
  boolean wasCutSince(int from, int to, long sinceNs) {
    return cutUntilNs[from][to] > sinceNs;
  }

  /** The weather changes everywhere. */
  void begin(Air air) {
    everywhere.add(air);
  }

  void end(Air air) {
    everywhere.remove(air);
  }

  /** The weather changes to and from one place. */
  void begin(Air air, int place) {
    bad.get(place).add(air);
  }

  void end(Air air, int place) {
    bad.get(place).remove(air);
  }

  /** The conditions from one place to another: the latest change counts. */
  Air air(int from, int to) {
    List<Air> here = bad.get(from);
    if (!here.isEmpty()) {
      return here.getLast();
    }
    List<Air> there = bad.get(to);
    if (!there.isEmpty()) {
      return there.getLast();
    }
    return everywhere.isEmpty() ? usual : everywhere.getLast();
  }

  /** How long a packet is on its way, its wait for the sender's turn included. */
  long delayNs(int from, Air air, int bytes) {
    long delayNs = (air.delayUs() + chance.below(air.jitterUs())) * 1000L;
    if (air.kbps() == 0) {
      return delayNs;
    }
    long startNs = Math.max(agenda.nowNs(), uplinkFreeNs[from]);
    uplinkFreeNs[from] = startNs + bytes * 8_000_000L / air.kbps();
    return uplinkFreeNs[from] - agenda.nowNs() + delayNs;
  }

  /** Whether what is sent now would wait for so many others that it is thrown away. */
  boolean isFull(int from, Air air) {
    return air.kbps() > 0 && uplinkFreeNs[from] - agenda.nowNs() > QUEUE_LIMIT_NS;
  }

  boolean isLost(Air air) {
    return chance.perMille(air.lossPerMille());
  }

  boolean isDoubled(Air air) {
    return chance.perMille(air.doublePerMille());
  }

  boolean isLate(Air air) {
    return chance.perMille(air.latePerMille());
  }

  /** How long what must arrive takes: what is lost is sent again after a while. */
  long reliableDelayNs(int from, Air air, int bytes) {
    long delayNs = delayNs(from, air, bytes);
    for (int again = 0; again < 8 && isLost(air); again++) {
      delayNs += (2L * air.delayUs() + air.jitterUs()) * 1000L + 30_000_000L;
    }
    return delayNs;
  }
}
