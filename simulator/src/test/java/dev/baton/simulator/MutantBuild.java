package dev.baton.simulator;

import dev.baton.core.Machine;
import dev.baton.lobbycore.LobbyMachine;
import dev.baton.replication.StateImage;
import dev.baton.wire.Wire;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/**
 * Builds some classes anew with planted defects, and runs the simulator over them, and over all
 * others as they are, in a class loader of its own.
 */
final class MutantBuild implements AutoCloseable {

  /** Where the other modules lie, seen from the one whose tests run. */
  private static final Path MODULES = Path.of("..");

  private final URLClassLoader loader;
  private final LongFunction<String> runner;

  private MutantBuild(URLClassLoader loader, LongFunction<String> runner) {
    this.loader = loader;
    this.runner = runner;
  }

  /**
   * Builds a module with these edits in it.
   *
   * @param folder where to put sources and classes; empty
   */
  static MutantBuild of(String module, List<Mutation.Edit> edits, Path folder) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    for (Mutation.Edit edit : edits) {
      apply(MODULES.resolve(module).resolve("src/main/java"), sources, edit);
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<Path> real = realClasses();
    compile(sources, classes, real);
    List<URL> urls = new ArrayList<>();
    urls.add(classes.toUri().toURL());
    for (Path path : real) {
      urls.add(path.toUri().toURL());
    }
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    return new MutantBuild(loader, runner(loader));
  }

  /** What a seed violates; empty if nothing. */
  String run(long seed) {
    return runner.apply(seed);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  /** Puts a changed copy of the file among the sources that are built anew. */
  private static void apply(Path module, Path sources, Mutation.Edit edit) throws IOException {
    String name = edit.file() + ".java";
    Path copy = sources.resolve(name);
    if (!Files.exists(copy)) {
      try (Stream<Path> files = Files.walk(module)) {
        List<Path> named = files.filter(file -> file.endsWith(name)).toList();
        if (named.size() != 1) {
          throw new IllegalStateException("must be one file, is " + named.size() + ": " + name);
        }
        Files.copy(named.getFirst(), copy);
      }
    }
    String source = Files.readString(copy);
    int first = source.indexOf(edit.text());
    if (first < 0 || source.indexOf(edit.text(), first + 1) >= 0) {
      throw new IllegalStateException("must stand exactly once in " + name + ": " + edit.text());
    }
    Files.writeString(copy, source.replace(edit.text(), edit.replacement()));
  }

  private static List<Path> realClasses() {
    return Stream.of(
            Machine.class,
            StateImage.class,
            LobbyMachine.class,
            Wire.class,
            Simulation.class,
            SeedRunner.class,
            NullMarked.class)
        .map(MutantBuild::whereFrom)
        .toList();
  }

  private static Path whereFrom(Class<?> type) {
    try {
      URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(place);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no place of " + type, e);
    }
  }

  private static void compile(Path sources, Path classes, List<Path> real) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    String classPath =
        real.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    StringWriter said = new StringWriter();
    List<String> options =
        List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", classPath);
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean built =
          compiler
              .getTask(
                  said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!built) {
        throw new IllegalStateException("does not compile:\n" + said);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private static LongFunction<String> runner(URLClassLoader loader) {
    try {
      Class<?> type = loader.loadClass(SeedRunner.class.getName());
      return (LongFunction<String>) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the mutant does not load", e);
    }
  }
}
