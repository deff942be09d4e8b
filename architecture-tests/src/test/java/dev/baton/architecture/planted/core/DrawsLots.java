package dev.baton.architecture.planted.core;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Faults: chance without a seed in a pure module. */
public final class DrawsLots {
  Random random() {
    return new Random();
  }

  SplittableRandom splittable() {
    return new SplittableRandom();
  }

  SecureRandom secure() {
    return new SecureRandom();
  }

  double math() {
    return Math.random();
  }

  UUID uuid() {
    return UUID.randomUUID();
  }

  RandomGenerator generator() {
    return RandomGenerator.getDefault();
  }

  void shuffle(List<String> list) {
    Collections.shuffle(list);
  }
}
