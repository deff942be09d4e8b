package dev.baton.client;

import dev.baton.core.PeerId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The latest round trips to each peer. Confined to the driver's thread. */
final class LinkMeasures {

  private static final int SAMPLES = 32;

  private final Map<PeerId, Samples> peers = new LinkedHashMap<>();

  private static final class Samples {
    private final long[] rttsNs = new long[SAMPLES];
    private int count;

    void add(long rttNs) {
      rttsNs[count % SAMPLES] = rttNs;
      count++;
    }

    private int known() {
      return Math.min(count, SAMPLES);
    }

    long meanNs() {
      return known() == 0 ? 0 : Arrays.stream(rttsNs, 0, known()).sum() / known();
    }

    long worstNs() {
      long[] sorted = Arrays.copyOf(rttsNs, known());
      Arrays.sort(sorted);
      return sorted.length == 0 ? 0 : sorted[(sorted.length * 95 - 1) / 100];
    }
  }

  void sampled(PeerId peer, long rttNs) {
    peers.computeIfAbsent(peer, p -> new Samples()).add(rttNs);
  }

  /** The peer's link is gone, and with it what was known of it. */
  void forget(PeerId peer) {
    peers.remove(peer);
  }

  /** Mean round trip; 0 where nothing is known. */
  long meanNs(PeerId peer) {
    Samples samples = peers.get(peer);
    return samples == null ? 0 : samples.meanNs();
  }

  /** 95th percentile of the round trip; 0 where nothing is known. */
  long worstNs(PeerId peer) {
    Samples samples = peers.get(peer);
    return samples == null ? 0 : samples.worstNs();
  }

  /** The worst link's 95th percentile; 0 where nothing is known. */
  long worstNs() {
    return peers.values().stream().mapToLong(Samples::worstNs).max().orElse(0);
  }

  /** Mean over all links; {@link Integer#MAX_VALUE} where nothing is known. */
  int meanUs() {
    return peers.isEmpty()
        ? Integer.MAX_VALUE
        : micros(peers.values().stream().mapToLong(Samples::meanNs).sum() / peers.size());
  }

  /** The worst link's 95th percentile; {@link Integer#MAX_VALUE} where nothing is known. */
  int worstUs() {
    return peers.isEmpty() ? Integer.MAX_VALUE : micros(worstNs());
  }

  static int micros(long ns) {
    return (int) Math.min(ns / 1000, Integer.MAX_VALUE);
  }
}
