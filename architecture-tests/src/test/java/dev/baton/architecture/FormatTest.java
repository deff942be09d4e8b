package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds every Java source to one format, so that a change shows only what changed. */
final class FormatTest {

  @Test
  void everySourceIsFormatted() {
    Checkout checkout = Checkout.here();

    List<String> unformatted =
        unformatted(checkout.javaFiles()).stream()
            .map(line -> line.replace(checkout.root() + "/", ""))
            .toList();

    assertThat(unformatted).as("not formatted; run: tools/format --all").isEmpty();
  }

  @Test
  void aSourceInAnotherFormatIsReported(@TempDir Path folder) throws IOException {
    Path planted =
        Files.writeString(folder.resolve("Planted.java"), "class  Planted { int a ; }\n");

    assertThat(unformatted(List.of(planted))).containsExactly(planted.toString());
  }

  @Test
  void aSourceThatCannotBeParsedIsReported(@TempDir Path folder) throws IOException {
    Path planted = Files.writeString(folder.resolve("Planted.java"), "class {");

    assertThat(unformatted(List.of(planted))).isNotEmpty();
  }

  /** What the formatter says of these files: the names of those it would change, and its errors. */
  private static List<String> unformatted(List<Path> files) {
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    Stream<String> names = files.stream().map(Path::toString);
    formatter.run(out, out, Stream.concat(Stream.of("--dry-run"), names).toArray(String[]::new));
    return said.toString().lines().toList();
  }
}
