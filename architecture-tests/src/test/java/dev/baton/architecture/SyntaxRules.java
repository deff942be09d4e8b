package dev.baton.architecture;

import static java.util.Locale.ROOT;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.WhileLoopTree;
import dev.baton.architecture.TidyRule.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The tidy rules that look at the syntax of Java. */
final class SyntaxRules {
  private static final int METHOD_LINES_MAX = 70;
  private static final int PARAMETERS_MAX = 5;
  private static final int NESTING_MAX = 3;

  private static final Set<String> EMPTY_WORDS =
      Set.of(
          "common", "util", "utils", "helper", "helpers", "base", "impl", "manager", "processor");
  private static final Set<String> TAGS =
      Set.of("property", "transcript", "simulation", "fuzz", "process", "soak");
  private static final Set<String> TERMINAL_MODULES = Set.of("cli", "demo");

  private static final Pattern WORD_BOUNDARY =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Pattern GET_ACCESSOR = Pattern.compile("get[A-Z].*");

  static final List<TidyRule> ALL =
      List.of(
          TidyRule.ofSyntax(
              "a method has at most 70 lines",
              SourceFile::isJava,
              SyntaxRules::longMethod,
              "class Planted { void run() {" + "\n".repeat(METHOD_LINES_MAX) + "} }"),
          TidyRule.ofSyntax(
              "a method has at most 5 parameters",
              SourceFile::isJava,
              SyntaxRules::manyParameters,
              "class Planted { void run(int a, int b, int c, int d, int e, int f) {} }"),
          TidyRule.ofSyntax(
              "blocks are nested at most 3 deep",
              SourceFile::isJava,
              SyntaxRules::deepNesting,
              """
              class Planted {
                void run() {
                  for (;;) { if (true) { while (true) { if (true) { run(); } } } }
                }
              }
              """),
          TidyRule.ofSyntax(
              "no catch is empty",
              SourceFile::isJava,
              SyntaxRules::emptyCatch,
              "class Planted { void run() { try { run(); } catch (Error e) { /* so */ } } }"),
          TidyRule.ofSyntax(
              "nobody catches Exception or Throwable",
              SourceFile::isJava,
              SyntaxRules::wideCatch,
              "class Planted { void run() { try { run(); } catch (Exception e) { throw e; } } }"),
          TidyRule.ofSyntax(
              "nobody sleeps",
              SourceFile::isJava,
              SyntaxRules::sleepingCall,
              "class Planted { void run() throws Exception { Thread.sleep(1); } }"),
          TidyRule.ofSyntax(
              "no test is disabled",
              SourceFile::isJava,
              SyntaxRules::disabledTest,
              "class Planted { @org.junit.jupiter.api.Disabled void run() {} }"),
          TidyRule.ofSyntax(
              "tests carry only the known tags",
              SourceFile::isJava,
              SyntaxRules::unknownTag,
              "@Tag(\"slow\") class Planted {}"),
          new TidyRule(
              "process tests, and no others, are integration tests of cli",
              SourceFile::isJava,
              SyntaxRules::strayProcessTest,
              TidyRule.planted("core/PlantedTest.java", "@Tag(\"process\") class PlantedTest {}")),
          TidyRule.ofSyntax(
              "libraries do not print",
              file -> file.isMainJava() && !TERMINAL_MODULES.contains(file.module()),
              SyntaxRules::print,
              "class Planted { void run() { System.out.println(); } }"),
          TidyRule.ofSyntax(
              "no type has an empty word in its name",
              SourceFile::isJava,
              SyntaxRules::emptyTypeName,
              "class Outer { record SessionManager() {} }"),
          new TidyRule(
              "no module or package has an empty word in its name",
              SourceFile::isJava,
              SyntaxRules::emptyPackageName,
              TidyRule.planted("baton-common/Planted.java", "")),
          TidyRule.ofSyntax(
              "accessors have no get",
              SourceFile::isMainJava,
              SyntaxRules::getAccessor,
              "public record Planted(int a) { public int getA() { return a; } }"),
          TidyRule.ofSyntax(
              "a public class is final or sealed",
              SourceFile::isMainJava,
              SyntaxRules::openClass,
              "public class Planted {}"),
          TidyRule.ofSyntax(
              "every public type has a doc comment",
              SourceFile::isMainJava,
              SyntaxRules::undocumentedType,
              "/** An outer type. */ public interface Planted { record Inner() {} }"));

  private SyntaxRules() {}

  private static Optional<String> longMethod(SyntaxNode node) {
    if (!(node.tree() instanceof MethodTree method)) {
      return Optional.empty();
    }
    long lines = node.lastLine() - node.firstLine() + 1;
    return complainIf(lines > METHOD_LINES_MAX, method.getName() + " has " + lines + " lines");
  }

  /** A record is what takes the place of many parameters, and an override cannot choose. */
  private static Optional<String> manyParameters(SyntaxNode node) {
    if (!(node.tree() instanceof MethodTree method)) {
      return Optional.empty();
    }
    int parameters = method.getParameters().size();
    boolean ofRecord =
        method.getReturnType() == null
            && node.around().findFirst().filter(t -> t.getKind() == Tree.Kind.RECORD).isPresent();
    return complainIf(
        parameters > PARAMETERS_MAX && !ofRecord && !isOverride(method),
        method.getName() + " has " + parameters + " parameters");
  }

  /** Complains of the first level too many only; a chain of else-ifs is one level. */
  private static Optional<String> deepNesting(SyntaxNode node) {
    if (!isBlock(node.tree()) || isElseIf(node)) {
      return Optional.empty();
    }
    List<Tree> method =
        node.around()
            .takeWhile(tree -> !(tree instanceof MethodTree || tree instanceof ClassTree))
            .toList();
    long depth = 1;
    for (int i = 0; i < method.size(); i++) {
      boolean elseIf =
          i + 1 < method.size()
              && method.get(i + 1) instanceof IfTree outer
              && outer.getElseStatement() == method.get(i);
      if (isBlock(method.get(i)) && !elseIf) {
        depth++;
      }
    }
    return complainIf(depth == NESTING_MAX + 1, "nested " + depth + " deep");
  }

  private static boolean isElseIf(SyntaxNode node) {
    return node.tree() instanceof IfTree
        && node.around().findFirst().orElseThrow() instanceof IfTree outer
        && outer.getElseStatement() == node.tree();
  }

  private static boolean isBlock(Tree tree) {
    return switch (tree) {
      case IfTree t -> true;
      case ForLoopTree t -> true;
      case EnhancedForLoopTree t -> true;
      case WhileLoopTree t -> true;
      case DoWhileLoopTree t -> true;
      case SwitchTree t -> true;
      case SwitchExpressionTree t -> true;
      case TryTree t -> true;
      case SynchronizedTree t -> true;
      default -> false;
    };
  }

  private static Optional<String> emptyCatch(SyntaxNode node) {
    return complainIf(
        node.tree() instanceof CatchTree caught && caught.getBlock().getStatements().isEmpty(),
        "empty catch");
  }

  private static Optional<String> wideCatch(SyntaxNode node) {
    if (!(node.tree() instanceof CatchTree caught)) {
      return Optional.empty();
    }
    Tree type = caught.getParameter().getType();
    Stream<? extends Tree> types =
        type instanceof UnionTypeTree union
            ? union.getTypeAlternatives().stream()
            : Stream.of(type);
    return complainIf(
        types.map(SyntaxRules::lastPart).anyMatch(Set.of("Exception", "Throwable")::contains),
        "catches " + type);
  }

  /** Sleeping is the clock's; a fake's own method of that name is something else. */
  private static Optional<String> sleepingCall(SyntaxNode node) {
    return complainIf(
        switch (node.tree()) {
          case MemberSelectTree select ->
              select.getIdentifier().contentEquals("sleep") && isClock(select.getExpression());
          case MemberReferenceTree reference ->
              reference.getName().contentEquals("sleep")
                  && isClock(reference.getQualifierExpression());
          default -> false;
        },
        "sleeps");
  }

  private static boolean isClock(Tree name) {
    String last = lastPart(name);
    return last.equals("Thread")
        || Arrays.stream(TimeUnit.values()).map(TimeUnit::name).anyMatch(last::equals);
  }

  private static Optional<String> disabledTest(SyntaxNode node) {
    return complainIf(
        node.tree() instanceof AnnotationTree annotation
            && lastPart(annotation.getAnnotationType()).equals("Disabled"),
        "disabled");
  }

  private static Optional<String> unknownTag(SyntaxNode node) {
    return tagOf(node)
        .filter(tag -> !TAGS.contains(tag))
        .map(tag -> "unknown tag " + tag + "; known are " + TAGS.stream().sorted().toList());
  }

  /** Only the integration tests of cli run after packaging, so only they find the built program. */
  private static List<Fault> strayProcessTest(SourceFile file) {
    boolean integration = file.path().endsWith("IT.java");
    boolean tagged =
        file.syntax().stream().flatMap(node -> tagOf(node).stream()).anyMatch("process"::equals);
    boolean inCli = file.module().equals("cli");
    return integration == tagged && (inCli || !integration)
        ? List.of()
        : List.of(
            new Fault(
                file.path(), 1, "process tests stand in cli, are named *IT, have tag process"));
  }

  private static Optional<String> print(SyntaxNode node) {
    if (!(node.tree() instanceof MemberSelectTree select)) {
      return Optional.empty();
    }
    String member = select.getIdentifier().toString();
    boolean ofSystem =
        select.getExpression().toString().equals("System")
            && Set.of("out", "err", "exit").contains(member);
    return complainIf(ofSystem || member.equals("printStackTrace"), select.toString());
  }

  private static Optional<String> emptyTypeName(SyntaxNode node) {
    return node.tree() instanceof ClassTree type
        ? complainIf(
            hasEmptyWord(type.getSimpleName().toString()), "says nothing: " + type.getSimpleName())
        : Optional.empty();
  }

  private static List<Fault> emptyPackageName(SourceFile file) {
    String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
    return hasEmptyWord(folder)
        ? List.of(new Fault(file.path(), 1, "says nothing: " + folder))
        : List.of();
  }

  private static boolean hasEmptyWord(String name) {
    return WORD_BOUNDARY
        .splitAsStream(name)
        .anyMatch(word -> EMPTY_WORDS.contains(word.toLowerCase(ROOT)));
  }

  private static Optional<String> getAccessor(SyntaxNode node) {
    return complainIf(
        node.tree() instanceof MethodTree method
            && GET_ACCESSOR.matcher(method.getName()).matches()
            && method.getParameters().isEmpty()
            && node.isPublic()
            && !isOverride(method),
        "accessor with get");
  }

  private static Optional<String> openClass(SyntaxNode node) {
    if (!(node.tree() instanceof ClassTree type) || type.getKind() != Tree.Kind.CLASS) {
      return Optional.empty();
    }
    Set<Modifier> modifiers = type.getModifiers().getFlags();
    boolean closed = modifiers.contains(Modifier.FINAL) || modifiers.contains(Modifier.SEALED);
    return complainIf(node.isPublic() && !closed, type.getSimpleName() + " is open");
  }

  private static Optional<String> undocumentedType(SyntaxNode node) {
    return node.tree() instanceof ClassTree type
        ? complainIf(
            node.isPublic() && !node.hasDocComment(), type.getSimpleName() + " is undocumented")
        : Optional.empty();
  }

  private static Optional<String> complainIf(boolean wrong, String complaint) {
    return wrong ? Optional.of(complaint) : Optional.empty();
  }

  /** The value of a tag annotation. */
  private static Optional<String> tagOf(SyntaxNode node) {
    if (!(node.tree() instanceof AnnotationTree annotation)
        || !lastPart(annotation.getAnnotationType()).equals("Tag")) {
      return Optional.empty();
    }
    ExpressionTree argument = annotation.getArguments().getFirst();
    ExpressionTree value =
        argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
    return value instanceof LiteralTree literal
        ? Optional.of(String.valueOf(literal.getValue()))
        : Optional.of(value.toString());
  }

  private static boolean isOverride(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .anyMatch(annotation -> lastPart(annotation.getAnnotationType()).equals("Override"));
  }

  /** The last part of a dotted name. */
  private static String lastPart(Tree name) {
    String text = name.toString();
    return text.substring(text.lastIndexOf('.') + 1);
  }
}
