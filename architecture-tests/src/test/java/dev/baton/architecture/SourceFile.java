package dev.baton.architecture;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text file of the project, and its syntax if it is Java. */
final class SourceFile {
  private final Path root;
  private final String path;
  private final String text;
  private @Nullable List<SyntaxNode> syntax;

  /**
   * A file with this text.
   *
   * @param root the folder of the project
   * @param path from the root, with forward slashes
   */
  SourceFile(Path root, String path, String text) {
    this.root = root;
    this.path = path;
    this.text = text;
  }

  String path() {
    return path;
  }

  List<String> lines() {
    return text.lines().toList();
  }

  boolean isJava() {
    return path.endsWith(".java");
  }

  /** Whether this is Java that ships, not a test. */
  boolean isMainJava() {
    return isJava() && path.contains("src/main/");
  }

  /** The first folder of the path: a module, or a folder of the project itself. */
  String module() {
    return path.substring(0, Math.max(0, path.indexOf('/')));
  }

  /** The file that a relative path in this one leads to. */
  Path neighbour(String relative) {
    return root.resolve(path).resolveSibling(relative).normalize();
  }

  /** Whether a path lies within the project. */
  boolean isOurs(Path file) {
    return file.startsWith(root);
  }

  /** Every node of this Java source, outer before inner; parsed once. */
  List<SyntaxNode> syntax() {
    List<SyntaxNode> nodes = syntax;
    if (nodes == null) {
      nodes = SyntaxNode.parse(path, text);
      syntax = nodes;
    }
    return nodes;
  }
}
