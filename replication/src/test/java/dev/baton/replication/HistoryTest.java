package dev.baton.replication;

import static dev.baton.replication.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.StateId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryTest {

  private final History history = new History();

  @Test
  void aSoundHistoryHasNoFaults() {
    history.stepped(StateId.NONE, state(1, 1), List.of(11L));
    history.stepped(state(1, 1), state(1, 2), List.of());
    history.stepped(state(1, 1), state(2, 2), List.of(12L));
    history.reportedSafe(12, "peer");

    assertThat(history.faults(state(2, 2))).isEmpty();
    assertThat(history.applied(state(2, 2))).containsExactly(11L, 12L);
  }

  @Test
  void aSafeInputOnALostBranchIsFound() {
    history.stepped(StateId.NONE, state(1, 1), List.of());
    history.stepped(state(1, 1), state(1, 2), List.of(7L));
    history.stepped(state(1, 1), state(2, 2), List.of());
    history.reportedSafe(7, "peer");

    assertThat(history.faults(state(2, 2))).hasSize(1).first().asString().contains("lost: 7");
  }

  @Test
  void anInputThatIsAppliedTwiceIsFound() {
    history.stepped(StateId.NONE, state(1, 1), List.of(7L));
    history.stepped(state(1, 1), state(2, 2), List.of(7L));

    assertThat(history.faults(state(2, 2))).containsExactly("applied twice: 7");
  }

  @Test
  void twoHashesOfOneStateAreFound() {
    history.held(state(1, 1), Scope.VISIBLE, 1);
    history.held(state(1, 1), Scope.COMPLETE, 2);
    history.held(state(1, 1), Scope.VISIBLE, 3);

    assertThat(history.faults(state(1, 1))).hasSize(1);
  }

  @Test
  void twoStatesOfOneNameAreFound() {
    history.stepped(StateId.NONE, state(1, 1), List.of());
    history.stepped(StateId.NONE, state(1, 1), List.of());

    assertThat(history.faults(state(1, 1))).containsExactly("two states are called 1@1");
  }
}
