package dev.baton.architecture;

import java.util.List;

/**
 * One file that may break one tidy rule, and why.
 *
 * @param rule the name of the rule
 * @param path the file, from the root of the project
 * @param reason why the rule does not serve the reader there
 */
record Allowance(String rule, String path, String reason) {

  /**
   * All that there are. One that is no longer needed fails the test, so that the list stays true.
   */
  static final List<Allowance> ALL = List.of();
}
