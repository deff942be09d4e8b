package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.ScenarioText.Malformed;
import org.junit.jupiter.api.Test;

/** Whole sessions. */
final class SimulationTest {

  private static SimulationResult run(String scenario) {
    try {
      return Simulation.run(ScenarioText.parse(scenario), false);
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSeedRunsTheSameWayTwiceByteForByte() {
    for (long seed = 1; seed <= 6; seed++) {
      Scenario scenario = ScheduleMaker.make(seed, ScheduleOptions.DEFAULT);
      SimulationResult once = Simulation.run(scenario, true);
      SimulationResult again = Simulation.run(scenario, true);
      assertThat(again.trace()).as("seed %d", seed).isEqualTo(once.trace());
      assertThat(again).as("seed %d", seed).isEqualTo(once);
    }
  }

  @Test
  void aSessionInPeaceKeepsItsHost() {
    SimulationResult result = run("peers 5\nplay 20000\n");
    assertThat(result.violations()).isEmpty();
    assertThat(result.migrations()).isZero();
    assertThat(result.lostSessions()).isZero();
  }

  @Test
  void aSessionOutlivesItsHosts() {
    SimulationResult result =
        run("peers 5\nplay 12000\nat 1000 kill host\nat 4000 vanish host\nat 8000 restart host\n");
    assertThat(result.violations()).isEmpty();
    assertThat(result.migrations()).isGreaterThanOrEqualTo(3);
    assertThat(result.lostSessions()).isZero();
  }

  @Test
  void aHandOverMigratesOnceWithoutALongGap() {
    SimulationResult result = run("peers 4\nplay 5000\nat 1000 handover\n");
    assertThat(result.violations()).isEmpty();
    assertThat(result.migrations()).isEqualTo(1);
    assertThat(result.gapsMs()).hasSize(4).allMatch(gapMs -> gapMs <= 150);
  }

  @Test
  void aSessionWithoutALobbyOutlivesItsHost() {
    SimulationResult result = run("peers 3\nlobby no\nplay 6000\nat 1000 kill host\n");
    assertThat(result.violations()).isEmpty();
    assertThat(result.migrations()).isEqualTo(1);
  }

  @Test
  void aTerminatedSessionMigratesNobody() {
    SimulationResult result = run("peers 4\nplay 6000\nat 1000 terminate\n");
    assertThat(result.violations()).isEmpty();
    assertThat(result.migrations()).isZero();
  }

  @Test
  void onePeerThatAloneLosesTheHostIsServedThroughAnother() {
    SimulationResult result = run("peers 4\nplay 9000\nat 1000 cut host - peer3 for 5000\n");
    assertThat(result.violations()).isEmpty();
    assertThat(result.migrations()).isZero();
  }

  /** Pauses that come near to what is borne: mostly the host claims the next epoch itself. */
  @Test
  void aHostThatIsElectedAgainIsToldFromAnother() {
    StringBuilder pauses = new StringBuilder("seed 2\npeers 4\nplay 40000\n");
    pauses.append("air delay=20000 jitter=30000 loss=20 double=2 late=10 kbps=0 mtu=1500\n");
    for (int i = 0; i < 18; i++) {
      pauses.append("at %d stop host for %d\n".formatted(2_000 + 2_000 * i, 230 + 5 * i));
    }
    SimulationResult result = run(pauses.toString());
    assertThat(result.reelections()).isPositive().isLessThan(result.migrations());
  }
}
