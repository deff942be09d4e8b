package dev.baton.demo;

/**
 * The arena's random generator, whose whole state is one number that travels with the arena.
 *
 * <p>SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
 */
final class Dice {
  private long state;

  Dice(long state) {
    this.state = state;
  }

  long state() {
    return state;
  }

  void restore(long saved) {
    state = saved;
  }

  /** A number from 0 to {@code bound - 1}; for the small bounds of a game, evenly enough. */
  int below(int bound) {
    state += 0x9E3779B97F4A7C15L;
    return (int) (((mix(state) >>> 32) * bound) >>> 32);
  }

  /** A number from {@code from} to {@code to}, both included. */
  int between(int from, int to) {
    return from + below(to - from + 1);
  }

  /** Scatters the bits of {@code value}, so that neighbours have nothing in common. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
