package dev.baton.cli;

import dev.baton.simulator.CalmSchedule;
import dev.baton.simulator.Simulation;
import dev.baton.simulator.SimulationResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays sessions in which no host is lost, each on one thread, on as many threads as the machine
 * has processors. Safe for any thread.
 */
final class CalmSessions {

  private static final long PROGRESS_NS = 5_000_000_000L;

  private final long firstSeed;
  private final long count;
  private final int minutes;
  private final Progress progress;
  private final CalmFigures figures;
  private final AtomicLong next = new AtomicLong();
  private final long startNs = System.nanoTime();
  private long toldNs = startNs;

  CalmSessions(long firstSeed, long count, int minutes, Progress progress) {
    this.firstSeed = firstSeed;
    this.count = count;
    this.minutes = minutes;
    this.progress = progress;
    figures = new CalmFigures(minutes);
  }

  /** Plays all of them; returns what came out. */
  CalmFigures run() throws InterruptedException {
    int threads = (int) Math.min(count, Runtime.getRuntime().availableProcessors());
    progress.say(
        "%d sessions of %d min, seeds from %d on, on %d threads",
        count, minutes, firstSeed, threads);
    List<Callable<Boolean>> shares = new ArrayList<>(Collections.nCopies(threads, this::play));
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (Future<Boolean> share : workers.invokeAll(shares)) {
        share.get();
      }
    } catch (ExecutionException defect) {
      throw new IllegalStateException("the simulator failed", defect.getCause());
    }
    synchronized (figures) {
      figures.elapsed(System.nanoTime() - startNs);
      return figures;
    }
  }

  /** Plays one session after another until none is left; a defect ends the others' work, too. */
  private boolean play() {
    boolean whole = false;
    try {
      for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        add(Simulation.run(CalmSchedule.scenario(firstSeed + i, minutes), false));
      }
      whole = true;
    } finally {
      if (!whole) {
        next.set(count);
      }
    }
    return whole;
  }

  private void add(SimulationResult result) {
    synchronized (figures) {
      figures.add(result);
      long nowNs = System.nanoTime();
      if (nowNs - toldNs >= PROGRESS_NS) {
        toldNs = nowNs;
        progress.say("%s", figures.progress(count, nowNs - startNs));
      }
    }
  }
}
