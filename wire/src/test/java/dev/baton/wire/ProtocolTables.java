package dev.baton.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of PROTOCOL.md, each under the heading that precedes it. */
final class ProtocolTables {
  private final Map<String, List<List<String>>> tables = new LinkedHashMap<>();

  /** Reads the tables of one numbered section. */
  static ProtocolTables ofSection(int section) {
    ProtocolTables read = new ProtocolTables();
    String heading = "";
    boolean inside = false;
    for (String line : lines()) {
      if (line.startsWith("## ")) {
        inside = line.startsWith("## " + section + " ");
        heading = "";
      } else if (inside && line.startsWith("#")) {
        heading = line.replaceFirst("#+ *", "");
      } else if (inside && line.startsWith("|")) {
        read.tables.computeIfAbsent(heading, ignored -> new ArrayList<>()).add(cells(line));
      }
    }
    read.tables.values().forEach(rows -> rows.subList(0, 2).clear());
    return read;
  }

  /** The headings that have a table, in order. */
  List<String> headings() {
    return List.copyOf(tables.keySet());
  }

  /** The rows under a heading, without the head of the table; empty where there is no table. */
  List<List<String>> rows(String heading) {
    return tables.getOrDefault(heading, List.of());
  }

  private static List<String> cells(String line) {
    String inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    List<String> cells = new ArrayList<>();
    for (String cell : inner.split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }

  private static List<String> lines() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("PROTOCOL.md"))) {
      Path parent = root.getParent();
      if (parent == null) {
        throw new IllegalStateException("no PROTOCOL.md above " + Path.of("").toAbsolutePath());
      }
      root = parent;
    }
    try {
      return Files.readAllLines(root.resolve("PROTOCOL.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
