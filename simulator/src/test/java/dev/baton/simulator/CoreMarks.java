package dev.baton.simulator;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Every reason that stands in the sources of core, for ignoring an input or for entering a stage.
 */
final class CoreMarks {

  /** What stands for a part that is not known before the run. */
  private static final String ANYTHING = "...";

  private static final Path SOURCES = Path.of("../core/src/main/java/dev/baton/core");

  /** By text, for example {@code claims ...}: what a reason at run time must look like. */
  final Map<String, Pattern> ignores = new TreeMap<>();

  /** Likewise; a reason that is handed in from elsewhere is not among them. */
  final Map<String, Pattern> enters = new TreeMap<>();

  static CoreMarks read() throws IOException {
    CoreMarks marks = new CoreMarks();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> all = Files.list(SOURCES);
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      task.parse().forEach(unit -> unit.accept(marks.new Calls(), null));
    }
    return marks;
  }

  /** Finds the calls of {@code ignore} and {@code enter}. */
  private final class Calls extends TreeScanner<@Nullable Void, @Nullable Void> {

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
      String name = nameOf(call.getMethodSelect());
      int arguments = call.getArguments().size();
      if (arguments > 0 && (name.equals("ignore") || name.equals("enter"))) {
        ExpressionTree reason = call.getArguments().get(arguments - 1);
        Map<String, Pattern> marks = name.equals("ignore") ? ignores : enters;
        for (String text : texts(reason)) {
          if (!text.equals(ANYTHING)) {
            marks.put(text, pattern(text));
          } else if (name.equals("ignore")) {
            throw new IllegalStateException("an ignored input needs words of its own: " + call);
          }
        }
      }
      return super.visitMethodInvocation(call, null);
    }
  }

  private static String nameOf(Tree method) {
    return switch (method) {
      case MemberSelectTree select -> select.getIdentifier().toString();
      case IdentifierTree identifier -> identifier.getName().toString();
      default -> "";
    };
  }

  private static List<String> texts(ExpressionTree reason) {
    return switch (reason) {
      case LiteralTree literal -> List.of(String.valueOf(literal.getValue()));
      case ParenthesizedTree inside -> texts(inside.getExpression());
      case ConditionalExpressionTree either ->
          Stream.concat(
                  texts(either.getTrueExpression()).stream(),
                  texts(either.getFalseExpression()).stream())
              .toList();
      case BinaryTree sum ->
          texts(sum.getLeftOperand()).stream()
              .flatMap(left -> texts(sum.getRightOperand()).stream().map(right -> left + right))
              .toList();
      default -> List.of(ANYTHING);
    };
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        Stream.of(text.split(Pattern.quote(ANYTHING), -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
