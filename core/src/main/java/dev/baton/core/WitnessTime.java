package dev.baton.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long the witness takes to answer a claim: the way to the lobby and back, and what it does in
 * between.
 *
 * <p>Source: PROTOCOL.md 5.1.
 */
final class WitnessTime {

  private static final long AT_START_NS = 100_000_000;
  private static final long MAX_NS = 1_000_000_000;
  private static final int ASKED_MAX = 16;

  /** When it was asked first in an epoch that it has not answered. */
  private final Map<Epoch, Long> askedNs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Epoch, Long> eldest) {
          return size() > ASKED_MAX;
        }
      };

  private long takesNs = AT_START_NS;

  /** A claim of that epoch goes to the witness, for the first time or again. */
  void asked(Epoch epoch, long nowNs) {
    askedNs.putIfAbsent(epoch, nowNs);
  }

  /** The witness answers a claim of that epoch, in time or too late for it. */
  void answered(Epoch epoch, long nowNs) {
    Long sinceNs = askedNs.remove(epoch);
    if (sinceNs != null) {
      long tookNs = Math.min(MAX_NS, nowNs - sinceNs);
      takesNs = Math.max(tookNs, (3 * takesNs + tookNs) / 4);
    }
  }

  /** At most 1 s. */
  long takesNs() {
    return takesNs;
  }
}
