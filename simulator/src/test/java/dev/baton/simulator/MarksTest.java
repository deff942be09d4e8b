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
import java.util.Set;
import java.util.TreeSet;
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

  private static Set<String> unreached() {
    TreeSet<String> unreached = new TreeSet<>();
    for (Marks.Kind kind : Marks.Kind.values()) {
      for (Marks.Mark mark : REACHED.all(kind)) {
        if (mark.times() == 0) {
          unreached.add(kind.named(mark.text()));
        }
      }
    }
    return unreached;
  }

  @Test
  void theListOfReasonsIsThatOfTheSourcesOfCore() throws IOException {
    TreeSet<String> listed = new TreeSet<>();
    for (Marks.Kind kind : List.of(Marks.Kind.IGNORES, Marks.Kind.ENTERS)) {
      MarkList.KNOWN.texts(kind).forEach(text -> listed.add(kind.named(text)));
    }
    assertThat(listed).as("MarkTexts.REASONS").isEqualTo(CoreMarks.read());
  }

  @Test
  void everyMarkIsReachedOrListed() {
    Set<String> unreached = unreached();
    unreached.removeAll(MarkList.KNOWN.unreached());
    assertThat(unreached)
        .as("reach it by a scenario, or list it in MarkTexts.UNREACHED with what reaches it")
        .isEmpty();
  }

  @Test
  void whatIsListedIsNotReached() {
    Set<String> listed = MarkList.KNOWN.unreached();
    listed.removeAll(unreached());
    assertThat(listed).as("reached, or not there any more: take it off the list").isEmpty();
  }

  @Test
  void everyChangeOfStageIsOneThatIsKnown() {
    assertThat(REACHED.strangers()).as("a change of stage that nobody has thought of").isEmpty();
  }

  @Test
  void theUnitTestsThatTheListNamesMentionWhatTheyReach() throws IOException {
    for (String name : MarkList.KNOWN.unreached()) {
      String instead = MarkList.KNOWN.instead(name);
      if (instead.endsWith("Test")) {
        String source = Files.readString(UNIT_TESTS.resolve(instead + ".java"));
        String mark = name.substring(name.indexOf(' ') + 1);
        assertThat(source).as("%s reaches it", instead).contains("\"" + mark + "\"");
      }
    }
  }
}
