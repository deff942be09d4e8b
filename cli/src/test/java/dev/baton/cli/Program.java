package dev.baton.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The packaged program, running in a process of its own. */
final class Program implements AutoCloseable {

  private final Process process;
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final List<String> said = new ArrayList<>();
  private final List<Thread> readers;

  private Program(Process process) {
    this.process = process;
    readers = List.of(read(process.getInputStream()), read(process.getErrorStream()));
  }

  static Program start(String... arguments) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xlog:disable"));
    command.addAll(List.of("-jar", System.getProperty("baton.jar")));
    command.addAll(List.of(arguments));
    return new Program(new ProcessBuilder(command).start());
  }

  /** Runs to its end; closed then. */
  static Program run(Duration limit, String... arguments) throws IOException, InterruptedException {
    try (Program program = start(arguments)) {
      program.awaitExit(limit);
      return program;
    }
  }

  private Thread read(InputStream from) {
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (BufferedReader in =
                      new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                    in.lines().forEach(this::hear);
                  } catch (IOException e) {
                    hear("(unreadable: " + e + ")");
                  }
                });
    return reader;
  }

  private void hear(String line) {
    synchronized (said) {
      said.add(line);
    }
    unread.add(line);
  }

  /** All that it said so far, on either stream. */
  String said() {
    synchronized (said) {
      return String.join("\n", said);
    }
  }

  /** Waits for a line that contains the text. */
  String awaitLine(String text, Duration limit) throws InterruptedException {
    long untilNs = System.nanoTime() + limit.toNanos();
    while (true) {
      long leftNs = untilNs - System.nanoTime();
      Optional<String> line =
          Optional.ofNullable(unread.poll(Math.max(0, leftNs), TimeUnit.NANOSECONDS));
      if (line.isEmpty()) {
        throw new AssertionError("no line with \"" + text + "\" within " + limit + ":\n" + said());
      }
      if (line.get().contains(text)) {
        return line.get();
      }
    }
  }

  void tell(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  void closeInput() throws IOException {
    process.getOutputStream().close();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + limit + ":\n" + said());
    }
    for (Thread reader : readers) {
      reader.join(Duration.ofSeconds(5));
    }
    return process.exitValue();
  }

  int exitCode() {
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
