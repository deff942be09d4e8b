package dev.baton.client;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines, bounded in size, whose lines are handed to the operating system in as few writes
 * as possible.
 *
 * <p>A file that cannot be written to any more is given up, since a session is worth more than its
 * record. Confined to one thread at a time.
 */
final class RecorderFile {

  private static final Logger LOG = LoggerFactory.getLogger(RecorderFile.class);
  private static final int PENDING_BYTES = 32 << 10;

  /** Room that is kept for the last line. */
  private static final int LAST_LINE_BYTES = 128;

  private final Path path;
  private final OutputStream out;
  private final long bytesMax;
  private final byte[] pending = new byte[PENDING_BYTES];
  private final JsonLine lastLine = new JsonLine();
  private int pendingBytes;
  private long writtenBytes;
  private boolean ended;

  private RecorderFile(Path path, OutputStream out, long bytesMax) {
    this.path = path;
    this.out = out;
    this.bytesMax = bytesMax;
  }

  /**
   * Makes a new file.
   *
   * @throws IOException if it cannot be written to, or is there already
   */
  static RecorderFile create(Path path, long bytesMax) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.createFile(path);
    // Not a channel: those are closed by whoever interrupts the thread that writes.
    return new RecorderFile(path, new FileOutputStream(path.toFile()), bytesMax);
  }

  /** One whose lines go nowhere. */
  static RecorderFile unkept() {
    return new RecorderFile(Path.of(""), OutputStream.nullOutputStream(), Long.MAX_VALUE);
  }

  void append(JsonLine line) {
    if (ended) {
      return;
    }
    if (writtenBytes + pendingBytes + line.length() > bytesMax - LAST_LINE_BYTES) {
      sayFull();
      return;
    }
    add(line);
  }

  private void add(JsonLine line) {
    if (pendingBytes + line.length() > PENDING_BYTES) {
      flush();
    }
    System.arraycopy(line.array(), 0, pending, pendingBytes, line.length());
    pendingBytes += line.length();
  }

  private void sayFull() {
    lastLine.begin(System.nanoTime(), "full").number("limitBytes", bytesMax).end();
    add(lastLine);
    flush();
    ended = true;
    LOG.warn("The flight recorder {} has reached its bound of {} bytes.", path, bytesMax);
  }

  /** Hands all lines to the operating system: from here on they survive the end of the process. */
  void flush() {
    if (pendingBytes == 0 || ended) {
      return;
    }
    try {
      out.write(pending, 0, pendingBytes);
      writtenBytes += pendingBytes;
    } catch (IOException e) {
      ended = true;
      LOG.warn(
          "The flight recorder {} cannot be written to and is given up: {}", path, e.toString());
    }
    pendingBytes = 0;
  }

  void close() {
    flush();
    ended = true;
    try {
      out.close();
    } catch (IOException e) {
      LOG.warn("The flight recorder {} was not closed well: {}", path, e.toString());
    }
  }
}
