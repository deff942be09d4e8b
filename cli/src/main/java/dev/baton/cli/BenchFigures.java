package dev.baton.cli;

import dev.baton.demo.Report;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a measured case, in milliseconds unless the name says otherwise.
 *
 * @param network in words
 * @param fault what befell the hosts
 * @param peers how many played at a time
 * @param rateHz ticks a second
 * @param faults how many were measured
 * @param gapMs of every survivor of every fault
 * @param slowestGapMs of the survivor of each fault that waited longest
 * @param detectMs from the fault to the first sign of it
 * @param decideMs from there until the new host was known
 * @param resumeMs from there to the first state shown
 * @param residentMbMax memory of the largest peer process
 * @param cpuPercentMax processor time of the busiest peer process, of one core, while it played
 * @param safeInputsLost must be 0
 * @param inputsAppliedTwice must be 0
 * @param hashMismatches must be 0
 * @param migrationsWithoutFault must be 0
 */
record BenchFigures(
    String network,
    String fault,
    int peers,
    int rateHz,
    int faults,
    Spread gapMs,
    Spread slowestGapMs,
    Spread detectMs,
    Spread decideMs,
    Spread resumeMs,
    double residentMbMax,
    double cpuPercentMax,
    long safeInputsLost,
    long inputsAppliedTwice,
    long hashMismatches,
    long migrationsWithoutFault) {

  static BenchFigures of(Examination run, Fault.Choice fault) {
    List<Report.Migration> caused =
        run.report().migrations().stream()
            .filter(migration -> !migration.fault().equals("none"))
            .toList();
    List<Report.Survivor> survivors =
        caused.stream().flatMap(migration -> migration.survivors().stream()).toList();
    List<Report.Survivor> slowest =
        caused.stream()
            .flatMap(
                migration ->
                    migration.survivors().stream()
                        .max(Comparator.comparingDouble(Report.Survivor::gapMs))
                        .stream())
            .toList();
    ProcessFigures.Measured processes = run.outcome().processes();
    return new BenchFigures(
        run.plan().play().shape().toString(),
        fault.word(),
        run.plan().peers(),
        run.plan().play().rateHz(),
        caused.size(),
        Spread.of(survivors, Report.Survivor::gapMs),
        Spread.of(slowest, Report.Survivor::gapMs),
        Spread.of(survivors, Report.Survivor::detectMs),
        Spread.of(survivors, Report.Survivor::decideMs),
        Spread.of(survivors, Report.Survivor::resumeMs),
        max(processes.residentMbMax()),
        max(processes.cpuPercent()),
        run.report().inputs().lostSafe(),
        run.report().inputs().appliedTwice(),
        run.report().stateHashes().mismatches(),
        run.report().migrationsWithoutFault());
  }

  private static double max(List<Double> values) {
    double max = values.stream().mapToDouble(value -> value).max().orElse(0);
    return Math.round(max * 10) / 10.0;
  }

  /** For a person to read. */
  String text() {
    return """
    %d faults of %s, %d peers, %d Hz, %s
                   median     worst   (ms)
      gap        %8.1f  %8.1f   on each survivor, from the old host's last state to the new one's first
      gap        %8.1f  %8.1f   of the survivor of each fault that waited longest
      detect     %8.1f  %8.1f   from the fault to the first sign of it
      decide     %8.1f  %8.1f   until the new host was known
      resume     %8.1f  %8.1f   until its first state was shown
    A peer takes %.0f MB of memory at most, and %.1f %% of a core.
    """
        .formatted(
            faults,
            fault,
            peers,
            rateHz,
            network,
            gapMs.median,
            gapMs.worst,
            slowestGapMs.median,
            slowestGapMs.worst,
            detectMs.median,
            detectMs.worst,
            decideMs.median,
            decideMs.worst,
            resumeMs.median,
            resumeMs.worst,
            residentMbMax,
            cpuPercentMax);
  }

  /**
   * Of a number of measurements.
   *
   * @param median the upper one of an even number
   * @param worst the largest
   */
  record Spread(double median, double worst) {

    static Spread of(List<Report.Survivor> survivors, ToDoubleFunction<Report.Survivor> figure) {
      double[] sorted = survivors.stream().mapToDouble(figure).sorted().toArray();
      return sorted.length == 0
          ? new Spread(0, 0)
          : new Spread(sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
  }
}
