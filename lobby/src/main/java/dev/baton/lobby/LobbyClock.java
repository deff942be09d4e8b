package dev.baton.lobby;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs things later, on one thread of its own, in the order in which they are due.
 *
 * <p>Safe for any thread. What is asked of it after its end is dropped.
 */
final class LobbyClock {

  private static final Logger LOG = LoggerFactory.getLogger(LobbyClock.class);

  private final ScheduledThreadPoolExecutor thread;

  LobbyClock() {
    ThreadFactory daemon = Thread.ofPlatform().daemon().name("lobby-clock").factory();
    thread =
        new ScheduledThreadPoolExecutor(1, daemon, new ThreadPoolExecutor.DiscardPolicy()) {
          @Override
          protected void afterExecute(Runnable done, Throwable unused) {
            logFailure(done);
          }
        };
  }

  void after(long delayNs, Runnable task) {
    Future<?> unused = thread.schedule(task, delayNs, TimeUnit.NANOSECONDS);
  }

  void every(long periodNs, Runnable task) {
    after(
        periodNs,
        () -> {
          every(periodNs, task);
          task.run();
        });
  }

  void stop() {
    thread.shutdownNow();
  }

  private static void logFailure(Runnable done) {
    if (done instanceof Future<?> future && future.state() == Future.State.FAILED) {
      LOG.error("a task of the lobby's clock failed", future.exceptionNow());
    }
  }
}
