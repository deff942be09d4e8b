package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.ScenarioText.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each reason for which core ignores an input or enters a stage, and each change from one stage to
 * another, is reached by the simulator, or stands on a list with what reaches it instead.
 */
final class MarksTest {

  private static final Path UNIT_TESTS = Path.of("../core/src/test/java/dev/baton/core");

  /** Enough that few of the marks are left to chance. */
  private static final int SEEDS = 100;

  private static final ScheduleOptions OPTIONS =
      new ScheduleOptions(EnumSet.allOf(Fault.Kind.class), 2, 5, 20, 12_000);

  private static final Marks REACHED = reached();

  private static Marks reached() {
    for (Migration migration : Migration.values()) {
      Exhausted.of(2, migration);
      Exhausted.of(3, migration);
    }
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation.run(Simulation.scenario(seed, OPTIONS), false, Exhausted.MARKS);
    }
    for (String scenario : text("/marks-scenarios.txt").split("(?m)^---$", -1)) {
      try {
        Simulation.run(ScenarioText.parse(scenario), false, Exhausted.MARKS);
      } catch (Malformed e) {
        throw new AssertionError(e);
      }
    }
    return Exhausted.MARKS;
  }

  private static String text(String name) {
    try (InputStream in = MarksTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(String name) {
    return text(name).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  /** By mark, what the list says of it. */
  private static Map<String, String> listed() {
    Map<String, String> listed = new TreeMap<>();
    for (String line : lines("/marks-unreached.txt")) {
      String[] both = line.split(" \\| ", 2);
      assertThat(both).as("a mark, \" | \", and what reaches it: %s", line).hasSize(2);
      listed.put(both[0], both[1]);
    }
    return listed;
  }

  private static Set<String> unreached() throws IOException {
    CoreMarks all = CoreMarks.read();
    TreeSet<String> unreached = new TreeSet<>();
    without(all.ignores, REACHED.ignored).forEach(mark -> unreached.add("ignores: " + mark));
    without(all.enters, REACHED.entered).forEach(mark -> unreached.add("enters: " + mark));
    for (String transition : lines("/stage-changes.txt")) {
      if (!REACHED.transitions.containsKey(transition)) {
        unreached.add("changes: " + transition);
      }
    }
    return unreached;
  }

  private static List<String> without(Map<String, Pattern> marks, Map<String, Integer> reached) {
    return marks.entrySet().stream()
        .filter(mark -> reached.keySet().stream().noneMatch(mark.getValue().asMatchPredicate()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void everyMarkIsReachedOrListed() throws IOException {
    Set<String> unreached = unreached();
    unreached.removeAll(listed().keySet());
    assertThat(unreached)
        .as("reach it by a scenario, or list it in marks-unreached.txt with what reaches it")
        .isEmpty();
  }

  @Test
  void whatIsListedIsNotReached() throws IOException {
    TreeSet<String> listed = new TreeSet<>(listed().keySet());
    listed.removeAll(unreached());
    assertThat(listed).as("reached, or not there any more: take it off the list").isEmpty();
  }

  @Test
  void everyChangeOfStageIsOneThatIsKnown() {
    assertThat(lines("/stage-changes.txt"))
        .as("a change of stage that nobody has thought of")
        .containsAll(REACHED.transitions.keySet());
  }

  @Test
  void theUnitTestsThatTheListNamesMentionWhatTheyReach() throws IOException {
    for (Map.Entry<String, String> entry : listed().entrySet()) {
      if (entry.getValue().endsWith("Test")) {
        String source = Files.readString(UNIT_TESTS.resolve(entry.getValue() + ".java"));
        String mark = entry.getKey().substring(entry.getKey().indexOf(' ') + 1);
        assertThat(source).as("%s reaches it", entry.getValue()).contains("\"" + mark + "\"");
      }
    }
  }
}
