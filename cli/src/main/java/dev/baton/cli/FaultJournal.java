package dev.baton.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes down the harm that is done on purpose, as the flight recorder of whoever does it. */
final class FaultJournal implements AutoCloseable {

  /** The number that stands for the lobby. */
  static final int LOBBY = 0;

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final OutputStream out;

  private FaultJournal(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Makes a new file.
   *
   * @throws CommandFailure if it cannot be written
   */
  static FaultJournal create(Path file) throws CommandFailure {
    try {
      FaultJournal journal = new FaultJournal(file, Files.newOutputStream(file));
      journal.write(
          JsonText.of("start")
              .put("t", System.nanoTime())
              .put("format", 1)
              .put("role", "orchestrator")
              .put("wallMs", System.currentTimeMillis())
              .put("machine", machine())
              .put("pid", ProcessHandle.current().pid()));
      return journal;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** The same text for all processes whose monotonic clocks are the same. */
  private static String machine() throws IOException {
    return Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "";
  }

  /** Writes down a deed; to be called just before it is done. */
  void record(String kind, int peer) throws CommandFailure {
    try {
      write(JsonText.of("fault").put("t", System.nanoTime()).put("kind", kind).put("peer", peer));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private void write(JsonText event) throws IOException {
    out.write((event.line() + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static CommandFailure unwritable(Path file, IOException e) {
    return new CommandFailure(
        ExitCode.UNWRITABLE, "cannot write %s: %s".formatted(file, e.getMessage()));
  }

  @Override
  public void close() throws CommandFailure {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }
}
