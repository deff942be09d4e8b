package dev.baton.cli;

/** Ends a command with one line that says what is wrong and what to do, and an exit code. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  CommandFailure(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  ExitCode code() {
    return code;
  }
}
