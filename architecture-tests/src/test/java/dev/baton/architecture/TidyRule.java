package dev.baton.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A rule over one file of the project.
 *
 * @param name what holds, as a sentence
 * @param appliesTo the files that it is about
 * @param check finds the faults of one file
 * @param planted a file that breaks the rule, which shows that the rule can fail
 */
record TidyRule(
    String name,
    Predicate<SourceFile> appliesTo,
    Function<SourceFile, List<Fault>> check,
    SourceFile planted) {

  /** What is wrong in one line of a file. */
  record Fault(String path, long line, String what) {
    @Override
    public String toString() {
      return path + ":" + line + ": " + what;
    }
  }

  /** A rule about each node of a Java source: what is wrong with it, or nothing. */
  static TidyRule ofSyntax(
      String name,
      Predicate<SourceFile> appliesTo,
      Function<SyntaxNode, Optional<String>> complaint,
      String planted) {
    return new TidyRule(
        name,
        appliesTo,
        file ->
            file.syntax().stream()
                .flatMap(
                    node ->
                        complaint.apply(node).stream()
                            .map(what -> new Fault(file.path(), node.firstLine(), what)))
                .toList(),
        planted("core/src/main/java/dev/baton/core/Planted.java", planted));
  }

  /** A file that stands nowhere but in a test. */
  static SourceFile planted(String path, String text) {
    return new SourceFile(Path.of("").toAbsolutePath(), path, text);
  }

  /** The faults of a file that the rule is about. */
  List<Fault> faults(SourceFile file) {
    return appliesTo.test(file) ? check.apply(file) : List.of();
  }

  @Override
  public String toString() {
    return name;
  }
}
