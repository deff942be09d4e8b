package dev.baton.demo;

/** A line of a flight recorder says what it may not. */
final class BadLineException extends Exception {
  private static final long serialVersionUID = 1L;

  BadLineException(String reason) {
    super(reason);
  }
}
