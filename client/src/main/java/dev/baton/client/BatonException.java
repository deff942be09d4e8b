package dev.baton.client;

import org.jspecify.annotations.Nullable;

/**
 * Says that a session could not be created or joined, for a reason that lies outside the game.
 *
 * <p>Checked, since no correct program can rule it out: codes expire and lobbies fall silent.
 * Misuse of the API is an {@link IllegalArgumentException} or {@link IllegalStateException}, and
 * the end of a running session is {@link SessionListener#onEnded}.
 */
public final class BatonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Problem problem;

  BatonException(Problem problem, String detail) {
    this(problem, detail, null);
  }

  BatonException(Problem problem, String detail, @Nullable Throwable cause) {
    super(detail + " (" + problem.advice() + ")", cause);
    this.problem = problem;
  }

  /** What kind of failure it is. */
  public Problem problem() {
    return problem;
  }
}
