package dev.baton.core;

import java.util.List;
import java.util.Optional;

/**
 * What a {@link Machine} answers to one input.
 *
 * @param stage the stage after the input
 * @param outputs what is to be done, in this order
 * @param transitions the changes of stage, mostly none or one
 * @param ignored why the input changed nothing, where it was dropped on purpose
 */
public record Step(
    Stage stage, List<Output> outputs, List<Transition> transitions, Optional<String> ignored) {

  /** Copies the lists. */
  public Step {
    outputs = List.copyOf(outputs);
    transitions = List.copyOf(transitions);
  }

  static Step ignore(Stage stage, String reason) {
    return new Step(stage, List.of(), List.of(), Optional.of(reason));
  }

  /**
   * One change of stage.
   *
   * @param from the stage before
   * @param to the stage after
   * @param reason why, in a few words
   * @param epoch the epoch in force after the change
   */
  public record Transition(Stage from, Stage to, String reason, Epoch epoch) {}
}
