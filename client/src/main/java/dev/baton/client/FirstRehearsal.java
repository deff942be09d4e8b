package dev.baton.client;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The one rehearsal that a process needs. Whoever comes first plays it; whoever comes meanwhile
 * waits for its end, since a session that starts beside it starts as cold as without it. Safe for
 * any thread.
 */
final class FirstRehearsal {

  private final FutureTask<Boolean> play;
  private final Duration waitMax;

  /**
   * One that is yet to be played.
   *
   * @param play plays it, and says whether it came to its end
   * @param waitMax how long those wait who do not play it
   */
  FirstRehearsal(BooleanSupplier play, Duration waitMax) {
    this.play =
        new FutureTask<>(
            () -> {
              if (!play.getAsBoolean()) {
                SessionLog.rehearsalFailed();
              }
            },
            true);
    this.waitMax = waitMax;
  }

  /** Plays it, or waits for whoever plays it; returns at once when it was played. */
  void await() {
    play.run();
    try {
      var unused = play.get(waitMax.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      SessionLog.rehearsalFailed(e);
    }
  }
}
