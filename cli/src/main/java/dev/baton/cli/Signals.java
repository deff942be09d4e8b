package dev.baton.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Sends SIGSTOP and SIGCONT by way of a shell that stands ready, so that a signal is sent within a
 * millisecond. Should this process be gone, the shell wakes whomever it stopped.
 */
final class Signals implements AutoCloseable {

  private static final String SCRIPT =
      """
      trap '' INT
      stopped=
      while read -r signal pid; do
        [ "$signal" = STOP ] && stopped="$stopped $pid"
        kill "-$signal" "$pid" 2>/dev/null
        echo "$?"
      done
      for pid in $stopped; do kill -CONT "$pid" 2>/dev/null; done
      """;

  private final OutputStream orders;
  private final BufferedReader answers;

  private Signals(Process shell) {
    orders = shell.getOutputStream();
    answers =
        new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts the shell.
   *
   * @throws CommandFailure if this machine has none, or no such signals
   */
  static Signals open() throws CommandFailure {
    try {
      return new Signals(new ProcessBuilder("sh", "-c", SCRIPT).start());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNSUPPORTED,
          "stopping a process needs a POSIX shell (sh); use --fault kill, leave or handover");
    }
  }

  /** SIGSTOP; returns once it is sent. */
  void stop(long pid) throws CommandFailure {
    send("STOP", pid);
  }

  /** SIGCONT; returns once it is sent. */
  void wake(long pid) throws CommandFailure {
    send("CONT", pid);
  }

  private void send(String signal, long pid) throws CommandFailure {
    try {
      orders.write((signal + " " + pid + "\n").getBytes(StandardCharsets.UTF_8));
      orders.flush();
      String answer = answers.readLine();
      if (!"0".equals(answer)) {
        throw new CommandFailure(
            ExitCode.BROKEN_OFF, "SIG%s did not reach process %d".formatted(signal, pid));
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.BROKEN_OFF, "the shell that sends signals is gone: " + e.getMessage());
    }
  }

  /** Ends the shell by the end of its input. */
  @Override
  public void close() throws CommandFailure {
    try {
      orders.close();
      answers.close();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.BROKEN_OFF, "the shell that sends signals does not end: " + e.getMessage());
    }
  }
}
