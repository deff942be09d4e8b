package dev.baton.transport;

import java.time.Duration;

/**
 * The one thread of a network: everything of one peer's session runs on it, one task after the
 * other.
 *
 * <p>Tasks must not block. A task that throws closes the network ({@link NetworkListener#broken}).
 */
public interface Loop {

  /** Runs {@code task} soon, after all tasks given before. From any thread. */
  void execute(Runnable task);

  /**
   * Runs {@code task} once when {@code delay} has passed; fine to about 0.1 ms where epoll is at
   * hand, 1 ms elsewhere. From any thread.
   */
  Timer schedule(Duration delay, Runnable task);

  /** The same in nanoseconds, for callers that count in them. */
  Timer scheduleNs(long delayNs, Runnable task);

  /** The monotonic clock, in nanoseconds from an arbitrary start. From any thread. */
  long nowNs();

  /** Whether the caller runs on this thread. */
  boolean isHere();

  /** A task that waits for its time. */
  interface Timer {

    /** Takes the task back; without effect if it runs or has run. From any thread. */
    void cancel();
  }
}
