package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.ScenarioText.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Making scenarios small, with rules that are broken on purpose. */
final class ShrinkerTest {

  private static final Scenario LARGE = ScheduleMaker.make(2112, ScheduleOptions.DEFAULT);

  private static Scenario parse(String scenario) {
    try {
      return ScenarioText.parse(scenario);
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static boolean has(Scenario scenario, Fault.Kind kind) {
    return scenario.faults().stream().anyMatch(timed -> timed.fault().kind() == kind);
  }

  private static Scenario many() {
    StringBuilder text = new StringBuilder("seed 5\npeers 6\nsecrets yes\nballast 4000\n");
    text.append("air delay=30000 jitter=9000 loss=10 double=0 late=0 kbps=0 mtu=1500\n");
    for (int i = 0; i < 40; i++) {
      text.append("at ").append(2_000 + i * 500).append(" stop peer3 for 100\n");
      if (i == 11) {
        text.append("at 7600 kick peer4\n");
      }
      if (i == 29) {
        text.append("at 16600 handover\n");
      }
    }
    return parse(text.toString());
  }

  @Test
  void onlyTheFaultsThatItTakesTogetherAreLeft() {
    Scenario small =
        Shrinker.shrink(many(), it -> has(it, Fault.Kind.KICK) && has(it, Fault.Kind.HANDOVER));
    assertThat(small.faults())
        .extracting(timed -> timed.fault().kind())
        .containsExactly(Fault.Kind.KICK, Fault.Kind.HANDOVER);
  }

  @Test
  void whatDoesNotMatterIsMadePlain() {
    Scenario small = Shrinker.shrink(many(), it -> has(it, Fault.Kind.KICK));
    assertThat(small.setup().peers()).isEqualTo(2);
    assertThat(small.setup().ballastBytes()).isZero();
    assertThat(small.setup().secrets()).isFalse();
    assertThat(small.setup().air()).isEqualTo(Air.FINE);
    assertThat(small.faults().getFirst().atMs()).isLessThanOrEqualTo(1_000);
    assertThat(small.setup().playMs()).isLessThan(5_000);
  }

  @Test
  void whatMattersStays() {
    Scenario small = Shrinker.shrink(many(), it -> it.setup().peers() >= 4 && it.setup().secrets());
    assertThat(small.setup().peers()).isEqualTo(4);
    assertThat(small.setup().secrets()).isTrue();
  }

  @Test
  void aScenarioThatCannotBeSmallerIsLeftAsItIs() {
    assertThat(Shrinker.shrink(LARGE, LARGE::equals)).isEqualTo(LARGE);
  }

  @Test
  void onlySoMuchIsTried() {
    List<Timed> all = many().faults();
    List<Scenario> tried = new ArrayList<>();
    int[] left = {all.size()};
    // The last fault can be left out, and then the one before it: each takes as long as all.
    Shrinker.shrink(
        many(),
        it -> {
          tried.add(it);
          boolean oneLess = it.faults().equals(all.subList(0, left[0] - 1));
          left[0] -= oneLess ? 1 : 0;
          return oneLess;
        });
    assertThat(tried).hasSize(Shrinker.RUNS_MAX);
  }

  @Test
  void theSameComesOutEachTime() {
    List<Scenario> first = new ArrayList<>();
    List<Scenario> second = new ArrayList<>();
    Scenario once = Shrinker.shrink(many(), it -> first.add(it) && has(it, Fault.Kind.HANDOVER));
    Scenario again = Shrinker.shrink(many(), it -> second.add(it) && has(it, Fault.Kind.HANDOVER));
    assertThat(again).isEqualTo(once);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aWholeRunCanBeTheRule() {
    Scenario large =
        parse(
            """
            seed 9
            peers 4
            play 5000
            at 1000 stop peer2 for 100
            at 1500 kill host
            at 2500 cut peer3 - peer4 for 200
            """);
    Scenario small = Shrinker.shrink(large, it -> Simulation.run(it, false).migrations() > 0);
    assertThat(small.faults()).hasSize(1);
    assertThat(small.faults().getFirst().fault()).isEqualTo(new Fault.Kill(Who.HOST));
    assertThat(parse(small.toString())).isEqualTo(small);
  }
}
