package dev.baton.simulator;

/**
 * A fault and when it comes.
 *
 * @param atMs milliseconds after the session is complete, 0 or more
 * @param fault what comes
 */
public record Timed(int atMs, Fault fault) {

  @Override
  public String toString() {
    return "at " + atMs + " " + fault;
  }
}
