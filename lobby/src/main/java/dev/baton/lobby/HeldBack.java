package dev.baton.lobby;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One direction of one connection under {@link LobbyConditions}: what goes in comes out later, on
 * the lobby's clock thread, in the same order.
 *
 * <p>Safe for any thread.
 */
final class HeldBack {

  private final LobbyConditions conditions;
  private final LobbyClock clock;
  private final RandomGenerator random;
  private long lastDueNs = Long.MIN_VALUE;

  HeldBack(LobbyConditions conditions, LobbyClock clock, RandomGenerator random) {
    this.conditions = conditions;
    this.clock = clock;
    this.random = random;
  }

  synchronized void pass(Runnable delivery) {
    if (conditions.none()) {
      delivery.run();
      return;
    }
    long nowNs = System.nanoTime();
    long dueNs = nowNs + delayNs();
    lastDueNs = lastDueNs == Long.MIN_VALUE ? dueNs : lastDueNs + Math.max(0, dueNs - lastDueNs);
    clock.after(lastDueNs - nowNs, delivery);
  }

  private long delayNs() {
    long delayNs = conditions.rtt().toNanos() / 2;
    if (!conditions.jitter().isZero()) {
      delayNs += random.nextLong(conditions.jitter().toNanos() + 1);
    }
    if (random.nextDouble(100) < conditions.lossPercent()) {
      delayNs += conditions.rtt().toNanos();
      delayNs += TimeUnit.MILLISECONDS.toNanos(LobbyConditions.RETRANSMISSION_MS);
    }
    return delayNs;
  }
}
