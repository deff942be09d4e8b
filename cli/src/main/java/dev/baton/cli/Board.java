package dev.baton.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Where news of the child processes is announced to the thread that waits for it.
 *
 * <p>Safe for any thread. What conditions read must be safe to read, too.
 */
final class Board {

  /** Some conditions come true by the mere passing of time. */
  private static final long LOOK_AGAIN_NS = 20_000_000;

  private final Object monitor = new Object();

  /** Says that a condition may have come true. */
  void announce() {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  /** Waits until the condition holds, or for {@code limit} at most; returns whether it holds. */
  boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long untilNs = System.nanoTime() + limit.toNanos();
    synchronized (monitor) {
      while (!condition.getAsBoolean()) {
        long leftNs = untilNs - System.nanoTime();
        if (leftNs <= 0) {
          return false;
        }
        long waitNs = Math.min(leftNs, LOOK_AGAIN_NS);
        monitor.wait(waitNs / 1_000_000, (int) (waitNs % 1_000_000));
      }
      return true;
    }
  }

  /** Lets time pass. */
  void pass(Duration time) throws InterruptedException {
    boolean never = await(() -> false, time);
    assert !never;
  }
}
