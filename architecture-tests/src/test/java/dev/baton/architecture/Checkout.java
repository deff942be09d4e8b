package dev.baton.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checked-out project that these tests read: its modules and its files, without what is built.
 */
record Checkout(Path root) {
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode");
  private static final Pattern NOT_TEXT =
      Pattern.compile(".*\\.(?:png|jpg|gif|ico|webp|woff2?|bin|gz|zst|jar|jsa|db|p12)");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** The project that holds the folder in which Maven and the IDEs start a module's tests. */
  static Checkout here() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      Path parent = root.getParent();
      if (parent == null) {
        throw new IllegalStateException("not inside a checkout: " + Path.of("").toAbsolutePath());
      }
      root = parent;
    }
    return new Checkout(root);
  }

  /** The modules that the parent builds, in its order, as paths from the root. */
  List<String> modules() {
    return MODULE.matcher(read(root.resolve("pom.xml"))).results().map(m -> m.group(1)).toList();
  }

  /** Every Java source of every module, tests included, in a stable order. */
  List<Path> javaFiles() {
    return files().stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  /** Every file of the project that somebody wrote, in a stable order. */
  List<Path> files() {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return isOurs(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (isOurs(file)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(found);
    return found;
  }

  /** The same files with their text; those that are not text are left out. */
  List<SourceFile> sources() {
    return files().stream()
        .filter(file -> !NOT_TEXT.matcher(file.toString()).matches())
        .map(file -> new SourceFile(root, relative(file), read(file)))
        .toList();
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isOurs(Path path) {
    return !NOT_OURS.contains(String.valueOf(path.getFileName()));
  }

  /** The text of a file. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
