package dev.baton.replication;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Carries packets between processes on virtual time: loses, repeats, delays and reorders them. */
final class LossyChannel {

  private static final int DELAY_ROUNDS_MAX = 6;

  private final Random random;
  private final ArrayDeque<List<Letter>> rounds = new ArrayDeque<>();
  private int lossPercent = 10;
  private int repeatPercent = 5;

  /**
   * A packet on its way.
   *
   * @param from the process that sent it
   * @param to the process that gets it
   * @param packet its bytes
   */
  record Letter(int from, int to, ByteBuffer packet) {}

  LossyChannel(Random random) {
    this.random = random;
    for (int i = 0; i <= DELAY_ROUNDS_MAX; i++) {
      rounds.add(new ArrayList<>());
    }
  }

  /** From now on everything arrives once, in order and in the next round. */
  void heal() {
    lossPercent = 0;
    repeatPercent = 0;
  }

  void send(int from, int to, ByteBuffer packet) {
    if (random.nextInt(100) >= lossPercent) {
      enqueue(from, to, packet);
    }
    if (random.nextInt(100) < repeatPercent) {
      enqueue(from, to, packet);
    }
  }

  private void enqueue(int from, int to, ByteBuffer packet) {
    int delay = lossPercent == 0 ? 0 : random.nextInt(DELAY_ROUNDS_MAX);
    int round = 0;
    for (List<Letter> letters : rounds) {
      if (round++ == delay) {
        letters.add(new Letter(from, to, Samples.copied(packet)));
      }
    }
  }

  /** What arrives in this round. */
  List<Letter> arrivals() {
    List<Letter> due = rounds.removeFirst();
    rounds.addLast(new ArrayList<>());
    return due;
  }
}
