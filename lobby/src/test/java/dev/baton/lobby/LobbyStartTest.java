package dev.baton.lobby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lobby that cannot start leaves nothing behind: docs/lobby.md, running one. */
@Timeout(60)
class LobbyStartTest {

  private static final Duration END_MAX = Duration.ofSeconds(10);

  @Test
  void aLobbyThatCannotServeItsSocketLeavesNothingBehind() throws Exception {
    try (ServerSocketChannel unbound = ServerSocketChannel.open()) {
      List<Thread> before = threadsOfLobbies();

      assertThatThrownBy(() -> LobbyServer.start(LobbyConfig.loopback(), unbound))
          .isInstanceOfSatisfying(
              LobbyStartException.class,
              e -> assertThat(e.kind()).isEqualTo(LobbyStartException.Kind.OTHER))
          .hasMessageStartingWith("The lobby cannot start: ");

      assertThat(unbound.isOpen()).isFalse();
      assertEndOfAllBut(before);
    }
  }

  @Test
  void aLobbyWhosePortIsInUseLeavesNothingBehind() throws Exception {
    try (LobbyServer first = LobbyServer.start(LobbyConfig.loopback())) {
      List<Thread> before = threadsOfLobbies();
      LobbyConfig same = LobbyConfig.loopback().at("127.0.0.1", first.port());

      assertThatThrownBy(() -> LobbyServer.start(same)).isInstanceOf(LobbyStartException.class);

      assertEndOfAllBut(before);
    }
  }

  private static void assertEndOfAllBut(List<Thread> before) throws InterruptedException {
    for (Thread thread : threadsOfLobbies()) {
      if (!before.contains(thread)) {
        assertThat(thread.join(END_MAX)).as("%s ends", thread.getName()).isTrue();
      }
    }
  }

  private static List<Thread> threadsOfLobbies() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lobby"))
        .toList();
  }
}
