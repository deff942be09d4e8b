package dev.baton.transport;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws what happens to one packet after the other under given conditions. Every packet costs the
 * same number of draws, so that one packet's fate does not depend on another's.
 *
 * <p>Not safe for more than one thread.
 */
final class PacketFates {

  /** How many destinations' order is remembered. */
  private static final int DESTINATIONS_MAX = 1024;

  private static final long HOLD_NS_MIN = 2_000_000;

  private final LinkConditions conditions;
  private final SplittableRandom random;
  private final Map<InetSocketAddress, Long> lastDueNs = new HashMap<>();

  PacketFates(LinkConditions conditions) {
    this.conditions = conditions;
    this.random = new SplittableRandom(conditions.seed());
  }

  /**
   * What happens to a packet.
   *
   * @param lost whether it vanishes
   * @param doubled whether it is sent a second time with the first
   * @param dueNs when it is sent, by the clock of the question
   */
  record Fate(boolean lost, boolean doubled, long dueNs) {}

  Fate next(long nowNs, InetSocketAddress to) {
    boolean lost = happens(conditions.lossPercent());
    boolean doubled = happens(conditions.duplicatePercent());
    boolean heldBack = happens(conditions.reorderPercent());
    long jitterNs = (long) (random.nextDouble() * conditions.jitter().toNanos());
    long dueNs = nowNs + conditions.delayNs() + jitterNs;
    if (lost) {
      return new Fate(true, doubled, dueNs);
    }
    if (heldBack) {
      long holdNs = Math.max(HOLD_NS_MIN, conditions.rtt().toNanos() / 4);
      return new Fate(false, doubled, dueNs + holdNs);
    }
    return new Fate(false, doubled, conditions.jitterReorders() ? dueNs : inOrder(dueNs, to));
  }

  private boolean happens(double percent) {
    return random.nextDouble() * 100 < percent;
  }

  private long inOrder(long dueNs, InetSocketAddress to) {
    if (lastDueNs.size() >= DESTINATIONS_MAX && !lastDueNs.containsKey(to)) {
      lastDueNs.clear();
    }
    // Clock readings are compared by difference, since they may overflow.
    return lastDueNs.merge(to, dueNs, (last, due) -> due - last < 0 ? last : due);
  }
}
