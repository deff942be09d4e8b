package dev.baton.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.demo.RecordedEvent.ClockSampled;
import dev.baton.demo.RecordedEvent.Start;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ClockAlignmentTest {

  @Test
  void processesOfOneMachineShareAClock() {
    Recording first = recording(1, "m", 0);
    Recording second = recording(2, "m", 5_000, new ClockSampled(0, 1, 10, 99));

    ClockAlignment clocks = ClockAlignment.of(List.of(first, second));

    assertThat(clocks.alignedNs(second, 700)).isEqualTo(700);
  }

  @Test
  void theSampleWithTheSmallestRoundTripCounts() {
    Recording first =
        recording(
            1,
            "a",
            0,
            new ClockSampled(0, 2, 900, 7_777),
            new ClockSampled(0, 2, 300, 1_000),
            new ClockSampled(0, 2, 500, 8_888));
    Recording second = recording(2, "b", 0);

    ClockAlignment clocks = ClockAlignment.of(List.of(first, second));

    // The second clock is ahead by 1000 us.
    assertThat(clocks.alignedNs(second, 1_000_000)).isZero();
    assertThat(clocks.ownNs(second, 0)).isEqualTo(1_000_000);
  }

  @Test
  void whatTheOtherSideMeasuredCountsAsWell() {
    Recording first = recording(1, "a", 0);
    Recording second = recording(2, "b", 0, new ClockSampled(0, 1, 300, -1_000));

    assertThat(ClockAlignment.of(List.of(first, second)).alignedNs(second, 1_000_000)).isZero();
  }

  @Test
  void aMachineWithoutADirectSampleIsReachedOverAnother() {
    Recording first = recording(1, "a", 0);
    Recording second = recording(2, "b", 0, new ClockSampled(0, 1, 300, -1_000));
    Recording third = recording(3, "c", 0, new ClockSampled(0, 2, 300, -500));

    ClockAlignment clocks = ClockAlignment.of(List.of(first, second, third));

    assertThat(clocks.alignedNs(third, 1_500_000)).isZero();
  }

  @Test
  void withoutSamplesTheWallClocksCount() {
    Recording first = recording(1, "", 10);
    Recording second = recording(2, "", 13);

    ClockAlignment clocks = ClockAlignment.of(List.of(first, second));

    assertThat(clocks.alignedNs(second, 0)).isEqualTo(3_000_000);
  }

  private static Recording recording(
      int peer, String machine, long wallMs, RecordedEvent... events) {
    Start start = new Start(0, "peer", "", "", OptionalInt.of(peer), wallMs, machine);
    List<RecordedEvent> all = new ArrayList<>(List.of(events));
    all.addFirst(start);
    return new Recording(Path.of("peer-" + peer), start, OptionalInt.of(peer), all, false);
  }
}
