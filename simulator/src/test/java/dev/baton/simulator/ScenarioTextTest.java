package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.simulator.ScenarioText.Malformed;
import org.junit.jupiter.api.Test;

final class ScenarioTextTest {

  @Test
  void aGeneratedScenarioIsReadAsItWasWritten() throws Malformed {
    for (long seed = 1; seed <= 300; seed++) {
      Scenario made = ScheduleMaker.make(seed, ScheduleOptions.DEFAULT);
      assertThat(ScenarioText.parse(made.toString())).as("seed %d", seed).isEqualTo(made);
    }
  }

  @Test
  void rulesThatArePatientAreReadAsTheyWereWritten() throws Malformed {
    Scenario patient = ScenarioText.parse("patient yes\n");
    assertThat(patient.setup().patient()).isTrue();
    assertThat(ScenarioText.parse(patient.toString())).isEqualTo(patient);
    assertThat(ScenarioText.parse("peers 3\n").setup().patient()).isFalse();
  }

  @Test
  void whatIsLeftOutIsAsUsual() throws Malformed {
    Scenario read =
        ScenarioText.parse("# a host dies\npeers 3\n\nat 500 kill host  # at once\nat 20 join\n");
    assertThat(read.setup().peers()).isEqualTo(3);
    assertThat(read.setup().air()).isEqualTo(Air.FINE);
    assertThat(read.faults())
        .containsExactly(new Timed(20, new Fault.Join()), new Timed(500, new Fault.Kill(Who.HOST)));
  }

  @Test
  void aWrongLineIsNamed() {
    assertMalformed("peers 3\nat 500 smash host\n", "line 2: unknown fault: smash");
    assertMalformed("peers three\n", "line 1: peers must be a whole number: three");
    assertMalformed("\n\npeers 99\n", "line 3: peers must be 1 to 32: 99");
    assertMalformed("at 10 kill nobody\n", "line 1: no peer");
    assertMalformed("at 10 stop host\n", "line 1: something is missing");
    assertMalformed("at 10 kill host now\n", "line 1: nothing may follow here: now");
    assertMalformed("at 10 weather dust=3 for 10\n", "line 1: unknown, must be delay");
    assertMalformed("colour red\n", "line 1: unknown name");
    assertMalformed("rate 20\nrate 30\n", "line 2: rate stands twice");
  }

  private static void assertMalformed(String text, String message) {
    assertThatThrownBy(() -> ScenarioText.parse(text))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(message);
  }
}
