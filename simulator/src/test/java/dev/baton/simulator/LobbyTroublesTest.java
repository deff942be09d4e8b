package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.SessionId;
import dev.baton.lobbycore.ConnectionId;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.simulator.ScenarioText.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lobby that has too much to do, or loses its connections; and those who pass on for others. */
final class LobbyTroublesTest {

  private static final long SECOND_NS = 1_000_000_000;
  private static final SessionId SESSION = new SessionId(1, 1);

  private static SimulationResult run(String scenario) throws Malformed {
    return Simulation.run(ScenarioText.parse(scenario), true);
  }

  private static long count(SimulationResult result, String what) {
    return result.trace().lines().filter(line -> line.contains(what)).count();
  }

  @Test
  void aBusyLobbyTakesAFewRequestsAtOnceAndThenOneASecond() {
    ConnectionId fresh = new ConnectionId(1);
    LobbyGate gate = new LobbyGate(List.of(), 0);
    LobbyRequest request = new LobbyRequest.Resume(7, SESSION, 0);
    int admitted = 0;
    for (int i = 0; i < 20; i++) {
      admitted += gate.admits(fresh, request, 0) ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(4);
    assertThat(gate.admits(fresh, request, SECOND_NS - 1)).isFalse();
    assertThat(gate.admits(fresh, request, SECOND_NS)).isTrue();
    assertThat(gate.admits(fresh, request, SECOND_NS)).isFalse();
    assertThat(gate.admits(fresh, new LobbyRequest.Pong(1), SECOND_NS)).isTrue();
  }

  @Test
  void whoWasThereBeforeTheLobbyGotBusyHasNothingLeft() {
    ConnectionId old = new ConnectionId(1);
    LobbyGate gate = new LobbyGate(List.of(old), 0);
    LobbyRequest request = new LobbyRequest.Resume(7, SESSION, 0);
    assertThat(gate.admits(old, request, 1)).isFalse();
    assertThat(gate.admits(old, request, SECOND_NS)).isTrue();
  }

  @Test
  void aBusyLobbyRefusesWithTheTimeToWaitAndTheSessionFindsAHost() throws Malformed {
    SimulationResult result =
        run(
            """
            peers 4
            play 6000
            at 1000 lobby refuses for 4000
            at 1500 kill host
            """);
    assertThat(result.violations()).isEmpty();
    assertThat(result.migrations()).isEqualTo(1);
    assertThat(count(result, "TOO_MANY_REQUESTS")).isPositive();
  }

  @Test
  void aHostThatABusyLobbyRefusedTellsItAgainSoThatOthersCanJoin() throws Malformed {
    SimulationResult result =
        run(
            """
            peers 2
            play 12000
            at 1000 lobby refuses for 3000
            at 1050 kill host
            at 6000 join
            """);
    assertThat(result.violations()).isEmpty();
    assertThat(result.lostSessions()).isZero();
    assertThat(count(result, "peer2/2 -> lobby HostIs[")).isGreaterThan(1);
  }

  @Test
  void aLobbyThatLostItsConnectionsStillKnowsTheSession() throws Malformed {
    SimulationResult dropped =
        run(
            """
            peers 3
            play 6000
            at 1000 lobby drops for 1000
            at 4000 join
            """);
    assertThat(dropped.violations()).isEmpty();
    assertThat(count(dropped, "UNKNOWN_")).isZero();
    SimulationResult died =
        run(
            """
            peers 3
            play 6000
            at 1000 lobby dies for 1000
            at 4000 join
            """);
    assertThat(count(died, "UNKNOWN_")).isPositive();
  }

  @Test
  void whoeverPassesOnForOthersCanBeNamedAndDie() throws Malformed {
    List<What.Befalls> befell = new ArrayList<>();
    Probe probe =
        new Probe() {
          @Override
          public void saw(Sighting sighting) {
            if (sighting.what() instanceof What.Befalls it) {
              befell.add(it);
            }
          }
        };
    Scenario scenario =
        ScenarioText.parse(
            """
            peers 4
            play 6000
            at 1000 cut host - peer3 for 4000
            at 2000 kill relay
            """);
    SimulationResult result = Simulation.run(scenario, true, probe);
    assertThat(result.violations()).isEmpty();
    assertThat(befell.getLast().whom()).singleElement().isNotEqualTo(3);
  }

  @Test
  void someSeedsHaveABusyLobbyOrATroubledRelayAndAreReadAsTheyWereWritten() throws Malformed {
    StringBuilder all = new StringBuilder();
    for (long seed = 1; seed <= 200; seed++) {
      Scenario made = ScheduleMaker.make(seed, ScheduleOptions.DEFAULT);
      assertThat(ScenarioText.parse(made.toString())).as("seed %d", seed).isEqualTo(made);
      all.append(made);
    }
    assertThat(all)
        .contains("lobby refuses for", "lobby drops for", "kill relay", "stop relay for")
        .contains("busy relay for", "cut relay - host for", "weather at relay");
  }
}
