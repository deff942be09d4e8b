package dev.baton.simulator;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All marks that there are, as {@link MarkTexts} lists them; a test holds the reasons to the
 * sources of core. Immutable.
 */
final class MarkList {

  /** The marks of the core that this was built with. */
  static final MarkList KNOWN = new MarkList();

  /** What stands for a part of a reason that differs each time. */
  static final String ANYTHING = "...";

  private final Map<Marks.Kind, Set<String>> texts = new EnumMap<>(Marks.Kind.class);

  /** By reason as it is given, the mark's name; for reasons that are always the same. */
  private final Map<Marks.Kind, Map<String, String>> plain = new EnumMap<>(Marks.Kind.class);

  /** By mark's name, what the reasons look like that differ each time. */
  private final Map<Marks.Kind, Map<String, Pattern>> varied = new EnumMap<>(Marks.Kind.class);

  private final Map<String, String> unreached = new LinkedHashMap<>();

  private MarkList() {
    for (Marks.Kind kind : Marks.Kind.values()) {
      texts.put(kind, new TreeSet<>());
      plain.put(kind, new LinkedHashMap<>());
      varied.put(kind, new LinkedHashMap<>());
    }
    for (String line : lines(MarkTexts.REASONS)) {
      boolean ignores = line.startsWith(Marks.Kind.IGNORES.named(""));
      Marks.Kind kind = ignores ? Marks.Kind.IGNORES : Marks.Kind.ENTERS;
      add(kind, line.substring(kind.named("").length()));
    }
    lines(MarkTexts.STAGE_CHANGES).forEach(change -> add(Marks.Kind.CHANGES, change));
    for (String line : lines(MarkTexts.UNREACHED)) {
      String[] both = line.split(" \\| ", 2);
      if (both.length != 2) {
        throw new IllegalStateException("must be a mark, \" | \", and what reaches it: " + line);
      }
      unreached.put(both[0], both[1]);
    }
  }

  private void add(Marks.Kind kind, String text) {
    texts.computeIfAbsent(kind, unseen -> new TreeSet<>()).add(text);
    if (text.contains(ANYTHING)) {
      of(varied, kind).put(kind.named(text), pattern(text));
    } else {
      of(plain, kind).put(text, kind.named(text));
    }
  }

  private static <T> Map<String, T> of(Map<Marks.Kind, Map<String, T>> maps, Marks.Kind kind) {
    return maps.computeIfAbsent(kind, unseen -> new LinkedHashMap<>());
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        Stream.of(text.split(Pattern.quote(ANYTHING), -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }

  /** The texts of all marks of a kind. */
  Set<String> texts(Marks.Kind kind) {
    return texts.getOrDefault(kind, new TreeSet<>());
  }

  /** The name of the mark that a reason belongs to; null if it stands on no list. */
  @Nullable String find(Marks.Kind kind, String reason) {
    String name = of(plain, kind).get(reason);
    if (name != null) {
      return name;
    }
    for (Map.Entry<String, Pattern> mark : of(varied, kind).entrySet()) {
      if (mark.getValue().matcher(reason).matches()) {
        return mark.getKey();
      }
    }
    return null;
  }

  /** What reaches a mark that no test of the simulator reaches, or why none can; else empty. */
  String instead(String mark) {
    return unreached.getOrDefault(mark, "");
  }

  /** The marks that no test of the simulator reaches. */
  Set<String> unreached() {
    return new TreeSet<>(unreached.keySet());
  }
}
