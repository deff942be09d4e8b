package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions in which no host is lost. */
final class CalmScheduleTest {

  @Test
  void nothingBefallsACalmSessionButPauses() {
    List<Timed> faults = CalmSchedule.scenario(3, 30).faults();
    assertThat(faults)
        .allSatisfy(
            timed ->
                assertThat(timed.fault())
                    .isInstanceOfSatisfying(
                        Fault.Stop.class, stop -> assertThat(stop.forMs()).isEqualTo(200)));
  }

  @Test
  void aPauseComesEveryTwentySecondsOnAverageToEachPlayerInTurn() {
    int pauses = 0;
    int ofTheFirst = 0;
    for (long seed = 1; seed <= 40; seed++) {
      for (Timed timed : CalmSchedule.scenario(seed, 30).faults()) {
        pauses++;
        ofTheFirst +=
            timed.fault() instanceof Fault.Stop(Who who, int ms)
                    && who.equals(Who.peer(1))
                    && ms > 0
                ? 1
                : 0;
      }
    }
    assertThat(pauses / 40.0).isBetween(85.0, 95.0);
    assertThat(ofTheFirst / (double) pauses).isBetween(0.22, 0.28);
  }

  @Test
  void theSameSeedGivesTheSameSession() {
    assertThat(CalmSchedule.scenario(5, 10)).isEqualTo(CalmSchedule.scenario(5, 10));
    assertThat(CalmSchedule.scenario(5, 10)).isNotEqualTo(CalmSchedule.scenario(6, 10));
  }

  @Test
  void aCalmSessionIsPlayedInTheWeatherThatTheBoundIsStatedFor() {
    Setup setup = CalmSchedule.scenario(1, 30).setup();
    assertThat(setup.peers()).isEqualTo(4);
    assertThat(setup.rateHz()).isEqualTo(20);
    assertThat(setup.playMs()).isEqualTo(1_800_000);
    assertThat(setup.air().lossPerMille()).isEqualTo(20);
    assertThat(setup.air().jitterUs()).isEqualTo(30_000);
  }
}
