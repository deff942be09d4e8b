package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.EndReason;
import dev.baton.simulator.ScenarioText.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The models of the reference systems keep to the rules and figures that are published of them. */
final class BaselinesTest {

  private static final String PEERS = "peers 4\nplay 8000\nair delay=10000 jitter=0 ";
  private static final String KILL = PEERS + "\nat 5000 kill host\n";

  private static Scenario scenario(String text) {
    try {
      return ScenarioText.parse(text);
    } catch (Malformed e) {
      throw new AssertionError(text, e);
    }
  }

  private static PlayOutcome play(String text, Baseline baseline) {
    return Comparison.play(scenario(text), baseline);
  }

  private static List<Sighting> watch(String text, Baseline baseline) {
    List<Sighting> seen = new ArrayList<>();
    Comparison.play(scenario(text), baseline, seen::add);
    return seen;
  }

  @Test
  void cryEngineHasANewHostTenSecondsAfterAKillAndGoesOnThreeLater() {
    PlayOutcome outcome = play(KILL, Baseline.CRYENGINE);
    assertThat(outcome.outagesMs()).hasSize(3).allMatch(ms -> ms >= 13_000 && ms <= 13_700);
    assertThat(outcome.sessionLost()).isFalse();
    assertThat(outcome.removedPeers()).isZero();
  }

  @Test
  void cryEngineHasANewHostAtOnceWhenTheOldOneQuits() {
    PlayOutcome outcome = play(PEERS + "\nat 5000 leave host\n", Baseline.CRYENGINE);
    assertThat(outcome.outagesMs()).hasSize(3).allMatch(ms -> ms >= 3_000 && ms <= 3_700);
  }

  @Test
  void cryEngineWaitsForASilentCandidateUntilTheThirtySecondsAreOver() {
    List<Sighting> seen =
        watch(PEERS + "\nat 5000 kill host\nat 5010 kill peer2\n", Baseline.CRYENGINE);
    assertThat(seen)
        .filteredOn(it -> it.what().equals(new What.Over(EndReason.MIGRATION_TIMEOUT)))
        .hasSize(2);
  }

  @Test
  void directPlayNoticesACrashAfterThirtyTwoToFortySevenSeconds() {
    PlayOutcome outcome = play(KILL, Baseline.DIRECT_PLAY);
    assertThat(outcome.outagesMs()).hasSize(3).allMatch(ms -> ms >= 32_000 && ms <= 47_000);
    assertThat(outcome.rewoundMs()).containsOnly(0);
  }

  @Test
  void directPlayMakesTheOldestPeerHost() {
    List<Sighting> seen = watch(KILL, Baseline.DIRECT_PLAY);
    List<Integer> hosts = new ArrayList<>();
    seen.stream()
        .filter(it -> it.what() instanceof What.Hosting)
        .forEach(it -> hosts.add(it.player()));
    assertThat(hosts).containsExactly(1, 2);
  }

  @Test
  void directPlaySplitsWhenTheHostIsCutOffForLongEnough() {
    String text = "peers 4\nplay 90000\nat 1000 part host for 80000\n";
    PlayOutcome outcome = play(text, Baseline.DIRECT_PLAY);
    assertThat(outcome.twoHostsMs()).isPositive();
    assertThat(outcome.removedPeers()).isEqualTo(1);
  }

  @Test
  void unityTakesUpToSevenSecondsOfPlayBackAndStartsAServerAfterTheRemovalTime() {
    PlayOutcome outcome = play("peers 4\nplay 20000\nat 18000 kill host\n", Baseline.UNITY_FASTEST);
    assertThat(outcome.outagesMs()).hasSize(3).allMatch(ms -> ms >= 7_000 && ms <= 14_000);
    assertThat(outcome.rewoundMs()).allMatch(ms -> ms > 0 && ms <= 7_100);
  }

  @Test
  void unityLosesTheSessionWhenThereIsNoLobby() {
    PlayOutcome outcome = play("lobby no\n" + KILL, Baseline.UNITY);
    assertThat(outcome.sessionLost()).isTrue();
    assertThat(outcome.outagesMs()).containsOnly(PlayOutcome.NEVER_MS);
  }

  @Test
  void aSessionInPeaceKeepsItsHostUnderAllRules() {
    for (Baseline baseline : Baseline.values()) {
      List<Sighting> seen = watch("peers 5\nplay 15000\n", baseline);
      assertThat(seen)
          .as(baseline.label())
          .filteredOn(it -> it.what() instanceof What.Hosting)
          .hasSize(1);
      assertThat(seen)
          .as(baseline.label())
          .filteredOn(it -> it.what() instanceof What.Over)
          .isEmpty();
    }
  }

  /** Two of three are cut off from the third and the lobby; one part or the other must wait. */
  @Test
  void onlyPatientRulesKeepAPartThatCountsTheOthersOutFromPlayingApart() {
    Scenario cut = FaultGroup.CUT.scenario(28);
    assertThat(Comparison.play(cut, Baseline.BATON).twoHostsMs()).isPositive();
    assertThat(Comparison.play(cut, Baseline.BATON_PATIENT).twoHostsMs()).isZero();
  }

  @Test
  void theSameSeedGivesTheSamePlayUnderAllRules() {
    for (Baseline baseline : Baseline.values()) {
      for (long seed = 1; seed <= 3; seed++) {
        Scenario scenario = FaultGroup.MIXED.scenario(seed);
        assertThat(Comparison.play(scenario, baseline))
            .as("%s, seed %d", baseline.label(), seed)
            .isEqualTo(Comparison.play(scenario, baseline));
      }
    }
  }

  @Test
  void longFaultsLastTenTimesAsLongOnTheSameSeed() {
    Scenario usual = FaultGroup.CUT.scenario(3);
    Scenario longer = FaultGroup.LONG_CUT.scenario(3);
    assertThat(longer.faults()).hasSameSizeAs(usual.faults());
    for (int i = 0; i < usual.faults().size(); i++) {
      int forMs = usual.faults().get(i).fault().forMs();
      assertThat(longer.faults().get(i).fault().forMs()).isEqualTo(10 * forMs);
    }
  }
}
