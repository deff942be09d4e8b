package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.simulator.DetectorFigures.Family;
import dev.baton.simulator.Traffic.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Detectors on made-up traffic. */
final class DetectorTrialsTest {

  private static final long MS = 1_000_000;
  private static final TrafficShape CALM = new TrafficShape("calm", 20, 50, 0, false, false);

  /** How long a silence makes a detector suspicious that heard gaps of these lengths in turn. */
  private static long boundMs(Suspector suspector, int... gapsMs) {
    long nowNs = 0;
    for (int i = 0; i < 400; i++) {
      nowNs += gapsMs[i % gapsMs.length] * MS;
      suspector.heard(nowNs);
    }
    return (suspector.dueNs() - nowNs) / MS;
  }

  @Test
  void phiSuspectsLaterAtAHigherVariance() {
    long steady = boundMs(new Suspector.Phi(8), 50, 50);
    long unsteady = boundMs(new Suspector.Phi(8), 10, 90);
    assertThat(unsteady).isGreaterThan(steady + 50);
  }

  @Test
  void phiSuspectsLaterAtAHigherThreshold() {
    assertThat(boundMs(new Suspector.Phi(8), 50)).isGreaterThan(boundMs(new Suspector.Phi(2), 50));
    // One of a thousand of a normal distribution lies beyond 3.09 deviations.
    assertThat(Suspector.Phi.deviationsOf(3)).isBetween(3.0, 3.2);
  }

  @Test
  void aFixedTimeOutLearnsNothing() {
    long boundNs = 300 * MS;
    assertThat(boundMs(new Suspector.Fixed(boundNs), 10, 90)).isEqualTo(300);
  }

  @Test
  void batonExcusesTheSilenceOfItsOwnStall() {
    long[] arrivals = new long[200];
    for (int i = 0; i < arrivals.length; i++) {
      arrivals[i] = (i + 1) * 50L * MS;
    }
    Span stall = new Span(9_020 * MS, 9_720 * MS, true);
    Traffic traffic = new Traffic(arrivals, List.of(stall), 10_000 * MS);
    assertThat(Vigil.suspicions(traffic, new Suspector.Shipped())).hasSize(1);
    assertThat(Vigil.suspicions(traffic, new Suspector.Fixed(300 * MS))).hasSize(2);
  }

  @Test
  void aStallDoesNotMatterToWhoLooksAtItsPacketsFirst() {
    long[] arrivals = {50 * MS, 100 * MS, 400 * MS, 820 * MS};
    Span stall = new Span(110 * MS, 810 * MS, false);
    Traffic traffic = new Traffic(arrivals, List.of(stall), 830 * MS);
    assertThat(Vigil.suspicions(traffic, new Suspector.Fixed(300 * MS))).hasSize(1);
  }

  @Test
  void aRealStopIsNoticedAfterTheTimeOut() {
    Traffic traffic = new Traffic(new long[] {50 * MS, 100 * MS}, List.of(), 120 * MS);
    List<Span> suspicions = Vigil.suspicions(traffic, new Suspector.Fixed(300 * MS));
    assertThat(suspicions).hasSize(1);
    assertThat(suspicions.getFirst().fromNs()).isEqualTo(400 * MS);
  }

  @Test
  void nobodyIsSuspectedOnACalmNetworkButByTheHasty() {
    List<DetectorFigures> figures = DetectorTrials.run(CALM, 1, 3);
    assertThat(figures)
        .filteredOn(one -> one.family() != Family.FIXED && one.family() != Family.PHI)
        .isNotEmpty()
        .allMatch(one -> one.falseSuspicions() == 0);
  }

  @Test
  void patienceCostsDetectionTime() {
    List<DetectorFigures> fixed =
        DetectorTrials.run(CALM, 1, 3).stream()
            .filter(one -> one.family() == Family.FIXED)
            .toList();
    for (int i = 1; i < fixed.size(); i++) {
      assertThat(fixed.get(i).detectMsMedian()).isGreaterThan(fixed.get(i - 1).detectMsMedian());
      assertThat(fixed.get(i).falseSuspicions())
          .isLessThanOrEqualTo(fixed.get(i - 1).falseSuspicions());
    }
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    for (TrafficShape shape : TrafficShape.all()) {
      assertThat(DetectorTrials.run(shape, 7, 2))
          .as(shape.name())
          .isEqualTo(DetectorTrials.run(shape, 7, 2));
    }
  }

  @Test
  void noTrialsAreNoComparison() {
    assertThatThrownBy(() -> DetectorTrials.run(CALM, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trials");
  }
}
