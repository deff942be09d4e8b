package dev.baton.cli;

import dev.baton.demo.Report;
import dev.baton.demo.Verdict;
import java.util.List;
import java.util.Locale;

/** What a run showed, for a person to read. */
final class DemoReport {

  /** Violations are told one by one up to this number; mostly the first explains the others. */
  private static final int MANY = 20;

  private final StringBuilder text = new StringBuilder();

  private DemoReport() {}

  static String text(Examination run) {
    DemoReport report = new DemoReport();
    report.settings(run);
    report.migrations(run.report().migrations());
    report.inputs(run);
    report.processes(run.outcome().processes());
    report.verdict(run);
    return report.text.toString();
  }

  private void settings(Examination run) {
    RunPlan.Play play = run.plan().play();
    line(
        "%d peers at %d Hz, %s, durability %s, seed %d",
        run.report().peers(), play.rateHz(), play.shape(), play.durability(), play.seed());
    line("");
  }

  private void migrations(List<Report.Migration> migrations) {
    if (migrations.isEmpty()) {
      line("The host did not change.");
      line("");
      return;
    }
    line("epoch  fault     host      cause            gap in ms, on each survivor");
    for (Report.Migration migration : migrations) {
      line(
          "%5d  %-8s  %2d -> %-2d  %-15s  %s",
          migration.epoch(),
          migration.fault(),
          migration.oldHost(),
          migration.newHost(),
          migration.cause(),
          gaps(migration.survivors()));
    }
    line("");
  }

  private static String gaps(List<Report.Survivor> survivors) {
    StringBuilder gaps = new StringBuilder();
    for (Report.Survivor survivor : survivors) {
      gaps.append(String.format(Locale.ROOT, "%d: %.1f", survivor.peer(), survivor.gapMs()));
      if (survivor.rewoundTicks() > 0) {
        gaps.append(" (").append(survivor.rewoundTicks()).append(" ticks taken back)");
      }
      gaps.append("   ");
    }
    return gaps.toString().strip();
  }

  private void inputs(Examination run) {
    Report.Inputs inputs = run.report().inputs();
    Report.StateHashes hashes = run.report().stateHashes();
    line(
        "Inputs   %d sent, %d reported safe: %d of these lost, %d applied twice; %d sent again.",
        inputs.sent(), inputs.safe(), inputs.lostSafe(), inputs.appliedTwice(), inputs.resent());
    line(
        "States   %d compared with the host's: %d differ.",
        hashes.comparedTicks(), hashes.mismatches());
    line("Hosts    %d changes without a fault.", run.report().migrationsWithoutFault());
  }

  private void processes(ProcessFigures.Measured processes) {
    line(
        "Peers    %.0f MB of memory at most, %.1f %% of a core in the mean.",
        processes.residentMbMax().stream().mapToDouble(mb -> mb).max().orElse(0),
        processes.cpuPercent().stream().mapToDouble(cpu -> cpu).average().orElse(0));
    line("");
  }

  private void verdict(Examination run) {
    Verdict verdict = run.verdict();
    List<Verdict.Violation> violations = verdict.violations();
    for (Verdict.Violation violation : violations.subList(0, Math.min(MANY, violations.size()))) {
      line("%s: %s", violation.kind(), violation.text());
    }
    line(
        run.ok()
            ? "All held: the session survived every host."
            : "NOT ALL HELD: %d violations%s."
                .formatted(violations.size(), violations.size() > MANY ? ", the first shown" : ""));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
