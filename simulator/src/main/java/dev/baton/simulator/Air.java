package dev.baton.simulator;

/**
 * How the network is between two peers, one way.
 *
 * @param delayUs the least time that a packet takes, in microseconds
 * @param jitterUs what is added by chance, at most, in microseconds
 * @param lossPerMille datagrams that are lost
 * @param doublePerMille datagrams that come twice
 * @param latePerMille datagrams that come so late that others overtake them
 * @param kbps what fits through, in kilobits a second; 0 for any amount
 * @param mtuBytes the largest datagram that comes through
 */
public record Air(
    int delayUs,
    int jitterUs,
    int lossPerMille,
    int doublePerMille,
    int latePerMille,
    int kbps,
    int mtuBytes) {

  /** A good network in one city. */
  public static final Air FINE = new Air(10_000, 2_000, 0, 0, 0, 0, 1500);

  /** Checks the ranges. */
  public Air {
    check("delay in us", delayUs, 10, 5_000_000);
    check("jitter in us", jitterUs, 0, 5_000_000);
    check("loss per mille", lossPerMille, 0, 1000);
    check("double per mille", doublePerMille, 0, 1000);
    check("late per mille", latePerMille, 0, 1000);
    check("kbps", kbps, 0, 10_000_000);
    check("mtu in bytes", mtuBytes, 100, 9000);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
    }
  }
}
