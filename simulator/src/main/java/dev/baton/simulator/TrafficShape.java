package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * What kind of traffic detectors listen to.
 *
 * @param name in a word or two
 * @param rateHz packets a second that the observed peer sends
 * @param rttMs the round trip; jitter adds up to a fifth of it to each packet
 * @param lossPercent packets that get lost, one by one
 * @param bursts whether two seconds apart or more, 15 s on average, nine of ten packets get lost
 *     for 50 to 400 ms
 * @param pauses whether now and then, every 20 s on average, the observed peer stops for 50 to 300
 *     ms, and likewise the observer for 50 to 900 ms
 */
public record TrafficShape(
    String name, int rateHz, int rttMs, int lossPercent, boolean bursts, boolean pauses) {

  /** Checks the ranges. */
  public TrafficShape {
    if (rateHz < 1 || rateHz > 240) {
      throw new IllegalArgumentException("rate must be 1 to 240: " + rateHz);
    }
    if (rttMs < 1 || rttMs > 2_000) {
      throw new IllegalArgumentException("round trip in ms must be 1 to 2000: " + rttMs);
    }
    if (lossPercent < 0 || lossPercent > 90) {
      throw new IllegalArgumentException("loss in percent must be 0 to 90: " + lossPercent);
    }
  }

  /** Those that detectors are compared on: five kinds, each at 20 and at 60 packets a second. */
  public static List<TrafficShape> all() {
    List<TrafficShape> all = new ArrayList<>();
    for (int rateHz : new int[] {20, 60}) {
      all.add(new TrafficShape("near", rateHz, 5, 0, false, false));
      all.add(new TrafficShape("some loss", rateHz, 50, 1, false, false));
      all.add(new TrafficShape("far, lossy", rateHz, 200, 5, false, false));
      all.add(new TrafficShape("bursts of loss", rateHz, 50, 1, true, false));
      all.add(new TrafficShape("pauses", rateHz, 50, 1, false, true));
    }
    return all;
  }
}
