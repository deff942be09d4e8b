package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * A defect that is planted on purpose.
 *
 * @param name what the code does wrong then
 * @param module whose source it is in
 * @param edits what is changed
 * @param firstSeed the seed from which on it is looked for, 1 to 2000: the first one known to find
 *     it
 */
record Mutation(String name, String module, List<Edit> edits, long firstSeed) {

  /**
   * One place in one file.
   *
   * @param file the class's name
   * @param text what stands there, exactly once
   * @param replacement what stands there instead
   */
  record Edit(String file, String text, String replacement) {}

  /** A defect without anything changed yet. */
  static Mutation of(String name, long firstSeed, String module) {
    return new Mutation(name, module, List.of(), firstSeed);
  }

  Mutation and(String file, String text, String replacement) {
    List<Edit> more = new ArrayList<>(edits);
    more.add(new Edit(file, text, replacement));
    return new Mutation(name, module, List.copyOf(more), firstSeed);
  }

  @Override
  public String toString() {
    return name;
  }
}
