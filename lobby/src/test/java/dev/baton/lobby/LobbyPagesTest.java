package dev.baton.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.core.Endpoint;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.SessionSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people and tools read over HTTP: docs/lobby.md, pages. */
@Timeout(60)
class LobbyPagesTest {

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final LobbyServer server;

  LobbyPagesTest() throws LobbyStartException {
    server = LobbyServer.start(LobbyConfig.loopback());
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  void healthCountsSessionsAndConnections() throws Exception {
    try (Peer anna = Peer.enter(server.uri())) {
      anna.create();

      JsonNode health = get("/health", 200);

      assertThat(health.get("status").asText()).isEqualTo("ok");
      assertThat(health.get("sessions").asInt()).isEqualTo(1);
      assertThat(health.get("connections").asInt()).isEqualTo(1);
    }
  }

  @Test
  void onlySearchableSessionsAreListed() throws Exception {
    try (Peer anna = Peer.enter(server.uri())) {
      LobbyNotice.SessionCreated open = anna.create();
      anna.say(
          new LobbyRequest.CreateSession(
              9, new SessionSettings("hidden", 4, true, false), Peer.SOMEWHERE));
      anna.await(LobbyNotice.SessionCreated.class);

      JsonNode sessions = get("/v1/sessions", 200).get("sessions");

      assertThat(sessions).hasSize(1);
      assertThat(sessions.get(0).get("code").asText()).isEqualTo(open.code().text());
      assertThat(get("/v1/sessions?skip=1&limit=5", 200).get("sessions")).isEmpty();
    }
  }

  @Test
  void aSessionShowsItsMembersAndNoSecrets() throws Exception {
    try (Peer anna = Peer.enter(server.uri());
        Peer bert = Peer.enter(server.uri())) {
      LobbyNotice.SessionCreated created = anna.create();
      bert.join(created.code());

      JsonNode session = get("/v1/sessions/" + created.code(), 200);

      assertThat(session.get("epoch").asInt()).isEqualTo(1);
      assertThat(session.get("members")).hasSize(2);
      assertThat(session.get("members").get(1).get("connected").asBoolean()).isTrue();
      assertThat(session.toString())
          .doesNotContain(created.ticket().toString())
          .doesNotContain(new Endpoint("192.0.2.1", 7001).address());
    }
  }

  @Test
  void anUnknownCodeIsNotFoundAndAnEndedSessionIsGone() throws Exception {
    try (Peer anna = Peer.enter(server.uri())) {
      LobbyNotice.SessionCreated created = anna.create();
      anna.say(new LobbyRequest.LeaveSession(9, created.session()));
      anna.await(LobbyNotice.Accepted.class);

      assertThat(get("/v1/sessions/" + created.code(), 410).get("error").asText())
          .isEqualTo("EXPIRED_CODE");
      assertThat(get("/v1/sessions/nonsense", 404).get("error").asText()).isEqualTo("UNKNOWN_CODE");
      assertThat(get("/v1/sessions/nonsense", 404).get("advice").asText()).isNotBlank();
    }
  }

  @Test
  void aPageThatIsTooLargeIsRefused() throws Exception {
    assertThat(get("/v1/sessions?limit=101", 400).get("error").asText()).isEqualTo("OUT_OF_RANGE");
    assertThat(get("/v1/sessions?skip=-1", 400).get("error").asText()).isEqualTo("OUT_OF_RANGE");
    assertThat(get("/v1/sessions?limit=x", 400).get("error").asText()).isEqualTo("OUT_OF_RANGE");
  }

  private JsonNode get(String path, int status) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpResponse<String> response =
        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(status);
    return json.readTree(response.body());
  }
}
