package dev.baton.cli;

import dev.baton.simulator.Fault;
import dev.baton.simulator.ScheduleOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The commands that run simulated sessions again. */
final class SimReplay {

  private SimReplay() {}

  /**
   * Runs seeds again.
   *
   * @param which the option that says which seeds
   * @param options from which their schedules are generated; named where they are not as usual
   */
  static String command(String which, ScheduleOptions options) {
    StringBuilder command = new StringBuilder("baton sim ").append(which);
    ScheduleOptions usual = ScheduleOptions.DEFAULT;
    if (options.peersMin() != usual.peersMin() || options.peersMax() != usual.peersMax()) {
      command.append(" --peers ").append(options.peersMin()).append("..");
      command.append(options.peersMax());
    }
    if (options.rateHz() != usual.rateHz()) {
      command.append(" --rate ").append(options.rateHz());
    }
    if (!options.kinds().equals(usual.kinds())) {
      List<String> words = options.kinds().stream().map(SimReplay::word).toList();
      command.append(" --faults ").append(String.join(",", words));
    }
    return command.toString();
  }

  /** Runs a scenario again. */
  static String command(Path scenario) {
    String file = scenario.toString();
    boolean plain =
        file.chars().allMatch(c -> c > ' ' && c < 127 && "'\"$`\\&;|<>()*?".indexOf(c) < 0);
    return "baton sim --scenario " + (plain ? file : "\"" + file + "\"");
  }

  /** The word by which a kind of fault is chosen. */
  static String word(Fault.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
