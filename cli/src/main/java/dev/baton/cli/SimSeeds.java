package dev.baton.cli;

import dev.baton.simulator.Marks;
import dev.baton.simulator.ScheduleOptions;
import dev.baton.simulator.Simulation;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a range of seeds, each on one thread, on as many threads as the machine has processors, and
 * some of them twice, to see whether they run the same way. Safe for any thread.
 */
final class SimSeeds {

  private static final long PROGRESS_NS = 5_000_000_000L;

  private final long first;
  private final long count;
  private final ScheduleOptions options;
  private final int twiceEvery;
  private final Progress progress;
  private final SimFigures figures = new SimFigures();
  private final AtomicLong next = new AtomicLong();
  private final List<Throwable> failures = new ArrayList<>();
  private final long startNs = System.nanoTime();
  private long toldNs = startNs;

  /**
   * Runs nothing yet.
   *
   * @param twiceEvery of so many seeds one is run twice, 1 or more
   */
  SimSeeds(long first, long count, ScheduleOptions options, int twiceEvery, Progress progress) {
    this.first = first;
    this.count = count;
    this.options = options;
    this.twiceEvery = twiceEvery;
    this.progress = progress;
  }

  /** Runs all seeds; returns what came out of them. */
  SimFigures run() throws InterruptedException {
    int threads = (int) Math.min(count, Runtime.getRuntime().availableProcessors());
    progress.say("%d seeds from %d on, on %d threads", count, first, threads);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(this::work, "seeds-" + i);
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join();
    }
    synchronized (figures) {
      if (!failures.isEmpty()) {
        throw new IllegalStateException("the simulator failed", failures.getFirst());
      }
      figures.elapsed(System.nanoTime() - startNs);
      return figures;
    }
  }

  private void work() {
    try {
      for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        one(first + i);
      }
    } catch (RuntimeException | Error defect) {
      // The top of a thread: what is thrown here is a defect of the simulator itself.
      next.set(count);
      synchronized (figures) {
        failures.add(defect);
      }
    }
  }

  private void one(long seed) {
    Marks marks = new Marks();
    SimulationResult result = Simulation.run(Simulation.scenario(seed, options), false, marks);
    boolean twice = seed % twiceEvery == 0;
    boolean differs = twice && Simulation.run(seed, options).traceSum() != result.traceSum();
    synchronized (figures) {
      figures.add(result, differs);
      figures.addTwice(twice);
      figures.add(marks);
      for (Violation violation : result.violations()) {
        progress.say("seed %d: %s: %s", seed, violation.property(), violation.what());
      }
      tell();
    }
  }

  private void tell() {
    long nowNs = System.nanoTime();
    if (nowNs - toldNs >= PROGRESS_NS) {
      toldNs = nowNs;
      progress.say("%s", progress(figures, count, nowNs - startNs));
    }
  }

  /** How far a run is, how fast it goes, and how long it will take yet. */
  static String progress(SimFigures figures, long count, long elapsedNs) {
    double perSecond = figures.seeds() / (elapsedNs / 1e9);
    long leftSeconds = Math.round((count - figures.seeds()) / perSecond);
    return String.format(
        Locale.ROOT,
        "%d of %d seeds, %.1f a second, %d s left, %d violations",
        figures.seeds(),
        count,
        perSecond,
        leftSeconds,
        figures.violations().size());
  }
}
