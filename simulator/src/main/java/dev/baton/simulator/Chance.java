package dev.baton.simulator;

import java.util.SplittableRandom;

/** What happens by chance, all of it from one seed; each part of the world has its own stream. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    this(new SplittableRandom(seed));
  }

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  /** A stream of its own, so that what one part draws does not change what another does. */
  Chance fork() {
    return new Chance(random.split());
  }

  long nextLong() {
    return random.nextLong();
  }

  /** From 0 to below {@code bound}; 0 for a bound of 0. */
  long below(long bound) {
    return bound <= 0 ? 0 : random.nextLong(bound);
  }

  int between(int min, int max) {
    return random.nextInt(min, max + 1);
  }

  boolean perMille(int share) {
    return share > 0 && random.nextInt(1000) < share;
  }

  /** One of {@code count}, each as likely as its weight says. */
  int weighted(int... weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int drawn = random.nextInt(sum);
    for (int i = 0; i < weights.length; i++) {
      drawn -= weights[i];
      if (drawn < 0) {
        return i;
      }
    }
    throw new IllegalStateException("weights must be 0 or more");
  }
}
