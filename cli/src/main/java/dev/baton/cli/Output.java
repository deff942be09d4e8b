package dev.baton.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes results to files. */
final class Output {

  private static final Path STANDARD = Path.of("-");

  private Output() {}

  /** Whether the path stands for standard output. */
  static boolean isStandard(@Nullable Path path) {
    return STANDARD.equals(path);
  }

  /** Writes a text to a file, or to {@code out} if the path says so. */
  static void write(Path path, String text, PrintWriter out) throws CommandFailure {
    if (isStandard(path)) {
      out.print(text);
      out.flush();
    } else {
      write(path, text);
    }
  }

  /** Writes a text to a file; makes its folder. */
  static void write(Path path, String text) throws CommandFailure {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNWRITABLE, "cannot write %s: %s".formatted(path, e.getMessage()));
    }
  }
}
