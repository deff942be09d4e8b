package dev.baton.architecture;

import com.tngtech.archunit.lang.ArchRule;

/**
 * A rule over the compiled classes of all modules.
 *
 * @param name what holds, as a sentence
 * @param rule checks it
 * @param planted a class that breaks the rule in each of its methods, which shows that it can fail
 */
record ClassRule(String name, ArchRule rule, Class<?> planted) {
  @Override
  public String toString() {
    return name;
  }
}
