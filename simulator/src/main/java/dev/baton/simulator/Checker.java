package dev.baton.simulator;

import org.jspecify.annotations.Nullable;

/**
 * A bystander that holds a session to one property, knowing nothing but what can be seen of it.
 *
 * <p>Confined to one thread; one for each run.
 */
interface Checker {

  /** What must hold, in a few words; names the property in reports. */
  String property();

  /** Takes in what was seen next; says what is wrong with it, or null. */
  @Nullable String judge(Sighting sighting);
}
