package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.lobby.LobbyConfig;
import dev.baton.lobby.LobbyServer;
import dev.baton.lobby.LobbyStartException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void theRehearsalPlaysAMigrationThroughToItsEnd() {
    assertThat(Rehearsal.run(Optional.empty())).isTrue();
  }

  @Test
  void itAlsoPlaysThroughALobby() throws LobbyStartException {
    try (LobbyServer lobby = LobbyServer.start(LobbyConfig.loopback())) {
      assertThat(Baton.rehearse(URI.create("http://127.0.0.1:" + lobby.port()))).isTrue();
    }
  }
}
