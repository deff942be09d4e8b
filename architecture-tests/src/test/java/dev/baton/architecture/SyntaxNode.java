package dev.baton.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.lang.model.element.Modifier;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * One node of a Java source that is parsed but not resolved.
 *
 * @param trees what knows positions and doc comments
 * @param path the node and those around it
 */
record SyntaxNode(DocTrees trees, TreePath path) {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final JavaFileManager FILE_MANAGER =
      COMPILER.getStandardFileManager(null, null, null);

  /** Every node of a source, outer before inner. */
  static List<SyntaxNode> parse(String name, String text) {
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("text:///" + name), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
    JavacTask task =
        (JavacTask)
            COMPILER.getTask(
                null, FILE_MANAGER, complaints, List.of("-proc:none"), null, List.of(source));
    CompilationUnitTree unit;
    try {
      unit = task.parse().iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!complaints.getDiagnostics().isEmpty()) {
      throw new IllegalArgumentException(complaints.getDiagnostics().toString());
    }
    return nodes(DocTrees.instance(task), unit);
  }

  private static List<SyntaxNode> nodes(DocTrees trees, CompilationUnitTree unit) {
    List<SyntaxNode> nodes = new ArrayList<>();
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
        if (tree != null) {
          nodes.add(new SyntaxNode(trees, new TreePath(getCurrentPath(), tree)));
        }
        return super.scan(tree, null);
      }
    }.scan(new TreePath(unit), null);
    return nodes;
  }

  Tree tree() {
    return path.getLeaf();
  }

  /** The nodes around this one, the nearest first. */
  Stream<Tree> around() {
    return StreamSupport.stream(path.spliterator(), false).skip(1);
  }

  long firstLine() {
    return line(trees.getSourcePositions().getStartPosition(path.getCompilationUnit(), tree()));
  }

  long lastLine() {
    return line(trees.getSourcePositions().getEndPosition(path.getCompilationUnit(), tree()));
  }

  /** The column after the last character, counted from 1. */
  int endColumn() {
    CompilationUnitTree unit = path.getCompilationUnit();
    long end = trees.getSourcePositions().getEndPosition(unit, tree());
    return Math.toIntExact(unit.getLineMap().getColumnNumber(end));
  }

  private long line(long position) {
    return position < 0 ? 1 : path.getCompilationUnit().getLineMap().getLineNumber(position);
  }

  /** Whether others can see this type or method: it and all around it are public. */
  boolean isPublic() {
    return isDeclaredPublic(path)
        && StreamSupport.stream(path.getParentPath().spliterator(), false)
            .noneMatch(MethodTree.class::isInstance)
        && enclosingTypes().allMatch(SyntaxNode::isDeclaredPublic);
  }

  private Stream<TreePath> enclosingTypes() {
    return Stream.iterate(path.getParentPath(), p -> p != null, TreePath::getParentPath)
        .filter(p -> p.getLeaf() instanceof ClassTree);
  }

  private static boolean isDeclaredPublic(TreePath declaration) {
    boolean ofInterface = declaration.getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
    return ofInterface
        || modifiers(declaration.getLeaf())
            .filter(modifiers -> modifiers.getFlags().contains(Modifier.PUBLIC))
            .isPresent();
  }

  /** The modifiers and annotations of a type or method. */
  static Optional<ModifiersTree> modifiers(Tree declaration) {
    return switch (declaration) {
      case ClassTree type -> Optional.of(type.getModifiers());
      case MethodTree method -> Optional.of(method.getModifiers());
      default -> Optional.empty();
    };
  }

  boolean hasDocComment() {
    return trees.getDocComment(path) != null;
  }
}
