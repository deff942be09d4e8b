package dev.baton.simulator;

import dev.baton.core.Input;
import dev.baton.core.Step;
import java.util.Map;
import java.util.TreeMap;

/** Notes each reason for which an input was ignored, and each change of stage. */
final class Marks implements Probe {

  /** How often each was reached. */
  final Map<String, Integer> ignored = new TreeMap<>();

  /** Likewise, by the reasons given. */
  final Map<String, Integer> entered = new TreeMap<>();

  /** Likewise, as {@code from > to}. */
  final Map<String, Integer> transitions = new TreeMap<>();

  @Override
  public synchronized void handled(PeerProcess process, Input input, Step step) {
    step.ignored().ifPresent(reason -> ignored.merge(reason, 1, Integer::sum));
    for (Step.Transition change : step.transitions()) {
      entered.merge(change.reason(), 1, Integer::sum);
      transitions.merge(change.from().label() + " > " + change.to().label(), 1, Integer::sum);
    }
  }
}
