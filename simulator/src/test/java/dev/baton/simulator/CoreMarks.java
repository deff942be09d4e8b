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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Every reason that stands in the sources of core, for ignoring an input or for entering a stage.
 */
final class CoreMarks {

  private static final Path SOURCES = Path.of("../core/src/main/java/dev/baton/core");

  /** For example {@code ignores: claims ...}; a reason handed in from elsewhere is not there. */
  private final Set<String> names = new TreeSet<>();

  /** The names of all marks that stand in the sources, but for changes of stage. */
  static Set<String> read() throws IOException {
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
    return marks.names;
  }

  /** Finds the calls of {@code ignore} and {@code enter}. */
  private final class Calls extends TreeScanner<@Nullable Void, @Nullable Void> {

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
      String name = nameOf(call.getMethodSelect());
      int arguments = call.getArguments().size();
      if (arguments > 0 && (name.equals("ignore") || name.equals("enter"))) {
        ExpressionTree reason = call.getArguments().get(arguments - 1);
        Marks.Kind kind = name.equals("ignore") ? Marks.Kind.IGNORES : Marks.Kind.ENTERS;
        for (String text : texts(reason)) {
          if (!text.equals(MarkList.ANYTHING)) {
            names.add(kind.named(text));
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
      default -> List.of(MarkList.ANYTHING);
    };
  }
}
