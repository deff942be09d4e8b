package dev.baton.lobby;

import java.util.OptionalLong;
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
  private OptionalLong lastDueNs = OptionalLong.empty();

  HeldBack(LobbyConditions conditions, LobbyClock clock, RandomGenerator random) {
    this.conditions = conditions;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Runs {@code delivery} when it is due; at once, holding no lock, where nothing is held back: a
   * delivery can take the lobby's turn, and whoever has the turn can come here.
   */
  void pass(Runnable delivery) {
    if (conditions.none()) {
      delivery.run();
    } else {
      hold(delivery);
    }
  }

  private synchronized void hold(Runnable delivery) {
    long nowNs = System.nanoTime();
    long dueNs = nowNs + delayNs();
    long afterLastNs = Math.max(dueNs, lastDueNs.orElse(dueNs));
    lastDueNs = OptionalLong.of(afterLastNs);
    clock.after(afterLastNs - nowNs, delivery);
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
