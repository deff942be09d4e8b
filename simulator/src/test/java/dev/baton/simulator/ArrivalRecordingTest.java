package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.simulator.DetectorFigures.Family;
import dev.baton.simulator.Traffic.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was recorded of real sessions. */
final class ArrivalRecordingTest {

  private static final long MS = 1_000_000;

  /** A host that is heard every 50 ms for so many seconds, by three peers. */
  private static ArrivalRecording steady(int seconds, String late) {
    String heard = "heard" + " 500".repeat(seconds * 20) + "\n" + late + "\n";
    return ArrivalRecording.parse(
            "recording steady 20 50 1 0 " + seconds * 10_000 + "\n" + heard.repeat(3))
        .getFirst();
  }

  @Test
  void aRecordingSaysWhenPacketsArrivedAndWhenTheListenerDidNotRun() {
    ArrivalRecording recording =
        ArrivalRecording.parse(
                "recording far,_lossy 60 200 5 5 300000\nheard 10 500 3\nlate 900 400\n")
            .getFirst();

    assertThat(recording.shape())
        .isEqualTo(new TrafficShape("recorded: far, lossy", 60, 200, 5, false, true));
    Traffic traffic = recording.until(recording.endNs()).getFirst();
    assertThat(traffic.arrivals()).isEqualTo(3);
    assertThat(traffic.arrivalNs(1)).isEqualTo(51 * MS);
    assertThat(traffic.stalls()).containsExactly(new Span(50 * MS, 90 * MS, false));
  }

  @Test
  void aRecordingThatIsCutEndsThere() {
    Traffic traffic = steady(30, "late 9000 400").until(800 * MS).getFirst();

    assertThat(traffic.arrivals()).isEqualTo(15);
    assertThat(traffic.stalls()).isEmpty();
    assertThat(traffic.stopNs()).isEqualTo(800 * MS);
  }

  @Test
  void whatIsNoRecordingIsRefused() {
    assertThatThrownBy(() -> ArrivalRecording.parse("seen 1 2 3\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seen");
  }

  @Test
  void aRecordingThatIsTooShortToLearnFromIsRefused() {
    assertThatThrownBy(() -> steady(20, "late")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFixedTimeOutNoticesTheEndOfARecordingWhenItIsDue() {
    List<DetectorFigures> figures = DetectorTrials.run(steady(40, "late"));

    assertThat(figures).noneMatch(one -> one.family() == Family.SWIM);
    assertThat(figures)
        .filteredOn(one -> one.parameter().equals("500 ms"))
        .singleElement()
        // The last packet came 50 ms before the cut, and was sent 25 ms before it came.
        .satisfies(one -> assertThat(one.detectMsMedian()).isEqualTo(475.0))
        .satisfies(one -> assertThat(one.falseSuspicions()).isZero());
  }
}
