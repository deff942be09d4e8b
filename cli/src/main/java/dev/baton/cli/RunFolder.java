package dev.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the recordings of a run go: a folder that stays, or one that goes when all went well. */
final class RunFolder {

  private final Path path;
  private final boolean stays;

  private RunFolder(Path path, boolean stays) {
    this.path = path;
    this.stays = stays;
  }

  /**
   * The folder that was asked for, or a new one.
   *
   * @throws CommandFailure if it cannot be made, or holds recordings of another run
   */
  static RunFolder of(@Nullable Path wanted) throws CommandFailure {
    try {
      if (wanted == null) {
        return new RunFolder(Files.createTempDirectory("baton-"), false);
      }
      Files.createDirectories(wanted);
      if (!recordings(wanted).isEmpty()) {
        throw new CommandFailure(
            ExitCode.UNWRITABLE,
            wanted + " holds recordings of another run: empty it, or choose another folder");
      }
      return new RunFolder(wanted, true);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNWRITABLE, "cannot make the folder of the recordings: " + e);
    }
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  Path path() {
    return path;
  }

  /** Removes the folder if nobody asked for it and nothing is to be learnt from it. */
  void close(boolean ok, Progress progress) throws CommandFailure {
    if (stays || !ok) {
      progress.say("the recordings are in %s", path);
      return;
    }
    try {
      for (Path recording : recordings(path)) {
        Files.delete(recording);
      }
      Files.delete(path);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.UNWRITABLE, "cannot remove " + path + ": " + e);
    }
  }
}
