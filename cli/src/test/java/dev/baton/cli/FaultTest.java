package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultTest {

  private static final int MANY = 100;

  @Test
  void aMixBringsEachFaultInTurn() {
    assertThat(Fault.Choice.MIX.times(5))
        .containsExactly(Fault.KILL, Fault.STOP, Fault.LEAVE, Fault.HANDOVER, Fault.KILL);
  }

  @Test
  void oneFaultIsRepeated() {
    assertThat(Fault.Choice.STOP.times(2)).isEqualTo(List.of(Fault.STOP, Fault.STOP));
  }

  @Test
  void withTheLobbyAsWitnessAllButOneCanBeKilled() {
    assertThat(Fault.Choice.KILL.bearable(4, true, MANY)).isEqualTo(3);
    assertThat(Fault.Choice.KILL.bearable(2, true, MANY)).isEqualTo(1);
  }

  @Test
  void withoutAWitnessTheLastTwoDecideNothingWithoutEachOther() {
    assertThat(Fault.Choice.KILL.bearable(4, false, MANY)).isEqualTo(2);
    assertThat(Fault.Choice.KILL.bearable(2, false, MANY)).isZero();
    assertThat(Fault.Choice.STOP.bearable(2, false, MANY)).isZero();
  }

  @Test
  void whoLeavesInOrderNeedsNoWitness() {
    assertThat(Fault.Choice.LEAVE.bearable(4, false, MANY)).isEqualTo(3);
    assertThat(Fault.Choice.HANDOVER.bearable(2, false, MANY)).isEqualTo(MANY);
  }

  @Test
  void whoStaysInTheSessionCanBeHarmedAgain() {
    assertThat(Fault.Choice.STOP.bearable(4, true, MANY)).isEqualTo(MANY);
    assertThat(Fault.Choice.MIX.bearable(4, true, 4)).isEqualTo(4);
  }
}
