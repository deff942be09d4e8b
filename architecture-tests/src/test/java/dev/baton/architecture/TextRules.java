package dev.baton.architecture;

import static dev.baton.architecture.TidyRule.planted;

import com.sun.source.tree.LiteralTree;
import dev.baton.architecture.TidyRule.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tidy rules that look at lines, not at the syntax of Java. */
final class TextRules {
  private static final int FILE_LINES_MAX = 600;
  private static final int LINE_COLUMNS_MAX = 100;

  private static final Pattern LEFT_TO_DO = Pattern.compile("\\b(?:T[O]DO|FIX[M]E|X[X]X)\\b");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.~*-])(?:/(?:home|root|work|mnt|Users)/|[A-Z]:\\\\Users\\\\)");
  private static final Pattern CLOSING = Pattern.compile("[),;]*");
  private static final Pattern LINK = Pattern.compile("]\\(<?([^)\\s>]+)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*|#.*");

  static final List<TidyRule> ALL =
      List.of(
          new TidyRule(
              "a Java file has at most 600 lines",
              SourceFile::isJava,
              TextRules::longFile,
              planted("Planted.java", "// a line\n".repeat(FILE_LINES_MAX + 1))),
          new TidyRule(
              "a line has at most 100 columns",
              SourceFile::isJava,
              TextRules::longLines,
              planted("Planted.java", "// " + "x".repeat(LINE_COLUMNS_MAX - 2))),
          new TidyRule(
              "nothing is marked as left to do",
              file -> true,
              file -> linesWhere(file, LEFT_TO_DO.asPredicate(), "left to do"),
              planted("planted.sh", "# FIX" + "ME: mend this")),
          new TidyRule(
              "no path of somebody's machine is named",
              file -> true,
              file -> linesWhere(file, MACHINE_PATH.asPredicate(), "machine path"),
              planted("planted.md", "Look into /ho" + "me/anna/baton for it.")),
          new TidyRule(
              "every relative link of a document leads to a file of the project",
              file -> file.path().endsWith(".md"),
              TextRules::deadLinks,
              planted("planted.md", "See [the plan](docs/no-such-file.md).")),
          new TidyRule(
              "every package that ships is null-marked",
              SourceFile::isMainJava,
              TextRules::unmarkedPackage,
              planted("core/src/main/java/dev/baton/nowhere/Planted.java", "")));

  private TextRules() {}

  private static List<Fault> longFile(SourceFile file) {
    int lines = file.lines().size();
    return lines <= FILE_LINES_MAX
        ? List.of()
        : List.of(new Fault(file.path(), lines, "file of " + lines + " lines"));
  }

  private static List<Fault> longLines(SourceFile file) {
    return linesWhere(
            file,
            line ->
                line.codePointCount(0, line.length()) > LINE_COLUMNS_MAX
                    && !line.startsWith("import "),
            "too long")
        .stream()
        .filter(fault -> file.syntax().stream().noneMatch(node -> isToTheEnd(node, file, fault)))
        .toList();
  }

  /**
   * Whether a string fills a line to its end. The formatter breaks strings wherever they have a
   * space, so such a line cannot be broken well; and the lines of a text block are what they show.
   */
  private static boolean isToTheEnd(SyntaxNode node, SourceFile file, Fault fault) {
    if (!(node.tree() instanceof LiteralTree literal && literal.getValue() instanceof String)
        || fault.line() < node.firstLine()
        || fault.line() > node.lastLine()) {
      return false;
    }
    String line = file.lines().get(Math.toIntExact(fault.line()) - 1);
    return fault.line() < node.lastLine()
        || CLOSING.matcher(line.substring(node.endColumn() - 1)).matches();
  }

  private static List<Fault> linesWhere(SourceFile file, Predicate<String> wrong, String what) {
    List<String> lines = file.lines();
    return IntStream.range(0, lines.size())
        .filter(i -> wrong.test(lines.get(i)))
        .mapToObj(i -> new Fault(file.path(), i + 1, what + ": " + lines.get(i).strip()))
        .toList();
  }

  private static List<Fault> deadLinks(SourceFile file) {
    List<Fault> faults = new ArrayList<>();
    List<String> lines = file.lines();
    boolean fenced = false;
    for (int i = 0; i < lines.size(); i++) {
      fenced ^= lines.get(i).strip().startsWith("```");
      int line = i + 1;
      Stream<String> links = fenced ? Stream.of() : links(lines.get(i));
      links
          .filter(link -> !leadsToOurs(file, link))
          .forEach(link -> faults.add(new Fault(file.path(), line, "dead link: " + link)));
    }
    return faults;
  }

  private static Stream<String> links(String line) {
    return LINK.matcher(line)
        .results()
        .map((MatchResult match) -> match.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches());
  }

  private static boolean leadsToOurs(SourceFile file, String link) {
    Path target = file.neighbour(link.replaceFirst("#.*", ""));
    return file.isOurs(target) && Files.exists(target);
  }

  private static List<Fault> unmarkedPackage(SourceFile file) {
    Path packageInfo = file.neighbour("package-info.java");
    boolean marked =
        Files.exists(packageInfo) && Checkout.read(packageInfo).contains("@NullMarked");
    return marked
        ? List.of()
        : List.of(new Fault(file.path(), 1, "no package-info.java with @NullMarked beside it"));
  }
}
