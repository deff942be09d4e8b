package dev.baton.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Lines that wait to be obeyed: of standard input, and of this process itself. The end of standard
 * input counts as {@code leave}, so that a peer does not outlive the process that controls it.
 *
 * <p>Safe for any thread.
 */
final class Commands {

  private static final int WAITING_MAX = 256;

  private final ArrayBlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING_MAX);

  /** Starts to take lines of standard input; while too many wait, no more are read. */
  void listen() {
    Thread reader = new Thread(this::read, "commands");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        waiting.put(line);
      }
      waiting.put("leave");
    } catch (IOException e) {
      add("leave");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Adds a command of this process; returns false if too many wait. */
  boolean add(String command) {
    return waiting.offer(command);
  }

  /** The next one to obey, if any waits. */
  Optional<String> next() {
    return Optional.ofNullable(waiting.poll());
  }
}
