package dev.baton.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The network's thread: a Netty event loop with one place where the caller's errors end up. */
final class NettyLoop implements Loop {

  private static final Timer NEVER = () -> {};

  private final EventLoop eventLoop;
  private final Consumer<Throwable> onThrown;

  NettyLoop(EventLoop eventLoop, Consumer<Throwable> onThrown) {
    this.eventLoop = eventLoop;
    this.onThrown = onThrown;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  @Override
  public void execute(Runnable task) {
    try {
      eventLoop.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      refused(e);
    }
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return scheduleNs(delay.toNanos(), task);
  }

  @Override
  public Timer scheduleNs(long delayNs, Runnable task) {
    try {
      ScheduledFuture<?> future =
          eventLoop.schedule(() -> run(task), Math.max(0, delayNs), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      refused(e);
      return NEVER;
    }
  }

  @Override
  public long nowNs() {
    return System.nanoTime();
  }

  @Override
  public boolean isHere() {
    return eventLoop.inEventLoop();
  }

  /** The top of the thread for all that the caller runs on it. */
  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      onThrown.accept(e);
    }
  }

  /** A closed network runs nothing any more, and its caller knows; anything else is a fault. */
  private void refused(RejectedExecutionException e) {
    if (!eventLoop.isShuttingDown()) {
      throw e;
    }
  }
}
