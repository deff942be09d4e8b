package dev.baton.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Holds the arguments of a command within their ranges. */
final class Range {

  private Range() {}

  /**
   * Passes the value on.
   *
   * @throws ParameterException if it is out of range, with the option's name
   */
  static int check(CommandSpec spec, String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %d to %d: %d".formatted(option, min, max, value));
    }
    return value;
  }

  /** The same for the loss of packets, in percent. */
  static double percent(CommandSpec spec, String option, double value) {
    if (!(value >= 0 && value <= 50)) {
      throw new ParameterException(
          spec.commandLine(), String.format(Locale.ROOT, "%s must be 0 to 50: %s", option, value));
    }
    return value;
  }
}
