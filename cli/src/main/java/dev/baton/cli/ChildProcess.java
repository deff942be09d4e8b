package dev.baton.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A process of this program that was started by it, and what it said.
 *
 * <p>It is told to end by the end of its standard input, should this process be gone without having
 * ended it. Safe for any thread.
 */
final class ChildProcess {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LAST_WORDS_MAX = 8;

  /** Of lines that begin so, only the latest is worth remembering. */
  private static final String STATUS = "{\"e\":\"status\"";

  private final String name;
  private final Process process;
  private final Board board;
  private final ArrayDeque<String> lastWords = new ArrayDeque<>();

  private ChildProcess(String name, Process process, Board board) {
    this.name = name;
    this.process = process;
    this.board = board;
  }

  /**
   * Starts a process.
   *
   * @param name for messages
   * @param command what to run
   * @param board told of every line
   * @param eachEvent given every line of standard output that is JSON
   * @throws CommandFailure if the operating system does not start it
   */
  static ChildProcess start(
      String name, List<String> command, Board board, Consumer<JsonNode> eachEvent)
      throws CommandFailure {
    try {
      Process process = new ProcessBuilder(command).start();
      ChildProcess child = new ChildProcess(name, process, board);
      child.read("out", process.getInputStream(), eachEvent);
      child.read("err", process.getErrorStream(), event -> {});
      return child;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNSUPPORTED, "cannot start " + name + ": " + e.getMessage());
    }
  }

  private void read(String stream, InputStream from, Consumer<JsonNode> eachEvent) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  remember(line);
                  parse(line).ifPresent(eachEvent);
                  board.announce();
                }
              } catch (IOException e) {
                remember("(cannot be heard any more: " + e.getMessage() + ")");
              }
            },
            name + " " + stream);
    reader.setDaemon(true);
    reader.start();
  }

  /** Other lines are for people; they are kept among the last words. */
  private static Optional<JsonNode> parse(String line) {
    try {
      return Optional.ofNullable(MAPPER.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private void remember(String line) {
    synchronized (lastWords) {
      String previous = lastWords.isEmpty() ? "" : lastWords.getLast();
      if (line.startsWith(STATUS) && previous.startsWith(STATUS)) {
        lastWords.removeLast();
      } else if (lastWords.size() == LAST_WORDS_MAX) {
        lastWords.removeFirst();
      }
      lastWords.addLast(line);
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How the process ended; empty while it lives. */
  OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** What it said last, a line each, the latest last. */
  List<String> lastWords() {
    synchronized (lastWords) {
      return new ArrayList<>(lastWords);
    }
  }

  /** Writes a line to its standard input; one that is gone does not read it. */
  void tell(String command) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      remember("(did not take the command " + command + ": " + e.getMessage() + ")");
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return board.await(() -> !process.isAlive(), limit);
  }
}
