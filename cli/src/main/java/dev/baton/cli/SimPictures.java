package dev.baton.cli;

import dev.baton.simulator.Happening;
import dev.baton.simulator.Migrated;
import dev.baton.simulator.Scenario;
import dev.baton.simulator.SimulationResult;
import dev.baton.simulator.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Chooses what of a simulated run is drawn, and says above it what is to be seen. */
final class SimPictures {

  /** Of one run so many changes of host are drawn. */
  private static final int MIGRATIONS_MAX = 4;

  /**
   * A picture on the page of a report.
   *
   * @param heading what it shows
   * @param words more of that
   * @param svg the picture
   * @param scenario the session that it shows, as {@code --scenario} reads it
   * @param command shows it again
   */
  record Drawn(String heading, String words, String svg, Scenario scenario, String command) {}

  private SimPictures() {}

  /** What led to a violation. */
  static Drawn violation(SimulationResult run, Violation violation, String command) {
    long atNs = Math.round(violation.atMs() * 1e6);
    SequenceWindow window = SequenceWindow.before(run.happenings(), atNs);
    String heading = "Seed %d breaks: %s".formatted(violation.seed(), violation.property());
    String words =
        String.format(
            Locale.ROOT,
            "At %.3f s of this run, where the picture ends: %s",
            violation.atMs() / 1000,
            violation.what());
    return new Drawn(heading, words, SequencePicture.svg(window, heading), run.scenario(), command);
  }

  /** A change of host. */
  static Drawn migration(SimulationResult run, Migrated migrated, String why, String command) {
    long atNs = Math.round(migrated.atMs() * 1e6);
    int epoch = migrated.epoch();
    SequenceWindow window = SequenceWindow.ofMigration(run.happenings(), atNs, epoch);
    String host =
        run.happenings().stream()
            .filter(Happening.Hosted.class::isInstance)
            .map(Happening.Hosted.class::cast)
            .filter(it -> it.epoch() == epoch)
            .map(it -> SequenceWords.lane(it.peer()))
            .findFirst()
            .orElse("nobody");
    String title =
        "Seed %d: %s becomes host of epoch %d".formatted(run.scenario().seed(), host, epoch);
    String words =
        "%s. It took %s; the picture of the player that waited longest stood for %d ms."
            .formatted(
                migrated
                    .after()
                    .map(
                        kind -> "After a fault of the kind " + kind.name().toLowerCase(Locale.ROOT))
                    .orElse("Without a fault"),
                migrated.rounds() == 1 ? "one round" : migrated.rounds() + " rounds",
                migrated.gapMs());
    String heading = why.isEmpty() ? title : why;
    return new Drawn(heading, words, SequencePicture.svg(window, title), run.scenario(), command);
  }

  /** All that is worth a picture in one run: what it broke, or else its changes of host. */
  static List<Drawn> of(SimulationResult run, String command) {
    List<Drawn> drawn = new ArrayList<>();
    for (Violation violation : run.violations()) {
      drawn.add(violation(run, violation, command));
    }
    if (drawn.isEmpty()) {
      run.migrated().stream()
          .sorted(Comparator.comparingInt(Migrated::gapMs).reversed())
          .limit(MIGRATIONS_MAX)
          .sorted(Comparator.comparingDouble(Migrated::atMs))
          .forEach(migrated -> drawn.add(migration(run, migrated, "", command)));
    }
    return drawn;
  }
}
