package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.Happening.Act;
import dev.baton.simulator.ScenarioText.Malformed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written down of a run, so that it can be drawn. */
final class ChronicleTest {

  private static SimulationResult run(String scenario, boolean traced) {
    try {
      return Simulation.run(ScenarioText.parse(scenario), traced);
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static SimulationResult kill() {
    return run("seed 3\npeers 4\nplay 3000\nat 1000 kill host\n", true);
  }

  private static <T extends Happening> List<T> all(SimulationResult run, Class<T> kind) {
    return run.happenings().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void aRunThatNobodyDrawsKeepsNothing() {
    SimulationResult result = run("seed 3\npeers 2\nplay 1000\n", false);
    assertThat(result.happenings()).isEmpty();
    assertThat(result.trace()).isEmpty();
  }

  @Test
  void writingDownChangesNothingOfTheRun() {
    String scenario = "seed 3\npeers 4\nplay 3000\nat 1000 kill host\n";
    assertThat(run(scenario, true).traceSum()).isEqualTo(run(scenario, false).traceSum());
  }

  @Test
  void whatHappensStandsInOrderOfTimeSinceTheStart() {
    SimulationResult run = kill();
    assertThat(run.happenings()).extracting(Happening::atNs).isSorted();
    assertThat(run.happenings().getFirst()).isEqualTo(new Happening.Began(0, 1));
  }

  @Test
  void aMessageArrivesOnceThoughItTravelsTwice() {
    SimulationResult run = kill();
    List<Happening.Heard> heard = all(run, Happening.Heard.class);
    assertThat(heard).extracting(Happening.Heard::number).doesNotHaveDuplicates();
    for (Happening.Said said : all(run, Happening.Said.class)) {
      assertThat(heard)
          .filteredOn(it -> it.number() == said.number())
          .allMatch(it -> it.atNs() > said.atNs());
    }
  }

  @Test
  void whatIsSaidToTheDeadArrivesNowhere() {
    SimulationResult run = kill();
    long killedNs = all(run, Happening.Befell.class).getFirst().atNs();
    List<Integer> heard =
        all(run, Happening.Heard.class).stream().map(Happening.Heard::number).toList();
    assertThat(all(run, Happening.Said.class))
        .filteredOn(said -> said.to() == 1 && said.atNs() > killedNs)
        .isNotEmpty()
        .noneMatch(said -> heard.contains(said.number()));
  }

  @Test
  void aMigrationIsTheActsInTheirOrder() {
    SimulationResult run = kill();
    long killedNs = all(run, Happening.Befell.class).getFirst().atNs();
    List<Act> acts =
        all(run, Happening.Said.class).stream()
            .filter(said -> said.atNs() > killedNs)
            .map(Happening.Said::act)
            .filter(
                act ->
                    switch (act) {
                      case SUSPICION, CLAIM, ANNOUNCEMENT, ATTACHMENT -> true;
                      default -> false;
                    })
            .distinct()
            .toList();
    assertThat(acts).containsExactly(Act.SUSPICION, Act.CLAIM, Act.ANNOUNCEMENT, Act.ATTACHMENT);
  }

  @Test
  void peersAreNamedByTheirPlayersNotByTheirSeats() {
    SimulationResult run = kill();
    int host = all(run, Happening.Hosted.class).getLast().peer();
    assertThat(all(run, Happening.Said.class))
        .filteredOn(it -> it.act() == Act.VOTE)
        .isNotEmpty()
        .allMatch(it -> it.words().equals("votes for peer" + host + " (epoch 2)"));
  }

  @Test
  void theLobbySpeaksAndIsSpokenTo() {
    List<Happening.Said> said = all(kill(), Happening.Said.class);
    assertThat(said).anyMatch(it -> it.from() == Happening.LOBBY && it.act() == Act.NOTICE);
    assertThat(said).anyMatch(it -> it.to() == Happening.LOBBY && it.act() == Act.CLAIM);
  }

  @Test
  void aChangeOfHostIsBlamedOnTheFaultThatMetTheOldHost() {
    SimulationResult run =
        run("seed 3\npeers 4\nplay 4000\nat 1000 kill host\nat 1030 stop peer2 for 300\n", false);
    assertThat(run.migrated()).hasSize(1);
    Migrated migrated = run.migrated().getFirst();
    assertThat(migrated.after()).contains(Fault.Kind.KILL);
    assertThat(migrated.epoch()).isEqualTo(2);
    assertThat(migrated.rounds()).isEqualTo(1);
    assertThat(migrated.gapMs()).isEqualTo(run.gapsMs().stream().max(Integer::compare).orElse(0));
  }
}
