package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plants defects into the code that ships, and sees whether the simulator finds them.
 *
 * <p>Each is looked for from the seed on that is known to find it, and, should that seed find it no
 * more, through all 2000. With {@code -Dbaton.mutations.from=1} all are looked for from seed 1.
 */
final class MutationTest {

  private static final long SEEDS = 2_000;

  @TempDir private Path folder;

  static List<Mutation> mutations() {
    return Mutations.FOUND;
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void theSimulatorFindsIt(Mutation mutation) throws IOException {
    long first = Long.getLong("baton.mutations.from", mutation.firstSeed());
    List<Mutation.Edit> none =
        mutation.edits().stream()
            .map(it -> new Mutation.Edit(it.file(), it.text(), it.text()))
            .toList();
    try (MutantBuild mutant =
            MutantBuild.of(mutation.module(), mutation.edits(), folder("mutant"));
        MutantBuild control = MutantBuild.of(mutation.module(), none, folder("control"))) {
      String found = "";
      for (long i = 0; i < SEEDS && found.isEmpty(); i++) {
        long seed = 1 + (first - 1 + i) % SEEDS;
        String violated = mutant.run(seed);
        boolean counts = !violated.isEmpty() && control.run(seed).isEmpty();
        found = counts ? "seed " + seed + ": " + violated : "";
      }
      assertThat(found).as("what finds that the code %s", mutation.name()).isNotEmpty();
      System.out.println(mutation.name() + ": found by " + found);
    }
  }

  private Path folder(String name) {
    return folder.resolve(name);
  }

  @Test
  void theSeedsAreAmongTheFirstTwoThousand() {
    assertThat(Mutations.FOUND).doesNotHaveDuplicates();
    assertThat(Mutations.FOUND).allMatch(it -> it.firstSeed() >= 1 && it.firstSeed() <= SEEDS);
  }

  @Test
  void whatIsSoughtCanBePlanted() throws IOException {
    for (Mutation mutation : Mutations.SOUGHT) {
      Path place = folder(mutation.name().replace(' ', '-'));
      MutantBuild.of(mutation.module(), mutation.edits(), place).close();
    }
  }

  @Test
  void aTextThatDoesNotStandThereExactlyOncePlantsNothing() {
    for (String text : List.of("no such text", "memory")) {
      Mutation.Edit edit = new Mutation.Edit("Voting", text, "");
      assertThatThrownBy(() -> MutantBuild.of("core", List.of(edit), folder(text)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("exactly once");
    }
  }
}
