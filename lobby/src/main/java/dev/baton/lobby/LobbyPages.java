package dev.baton.lobby;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.SessionStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What people and tools can read of a lobby over HTTP, as JSON. Source: docs/lobby.md. */
final class LobbyPages {

  private static final int PAGE_MAX = 100;
  private static final int PAGE_DEFAULT = 20;
  private static final int SKIP_MAX = 1_000_000;

  private final Switchboard switchboard;
  private final ObjectMapper json = new ObjectMapper();
  private final long startedNs = System.nanoTime();

  LobbyPages(Switchboard switchboard) {
    this.switchboard = switchboard;
  }

  void route(RoutesConfig routes) {
    routes.get("/health", this::health);
    routes.get("/v1/sessions", this::sessions);
    routes.get("/v1/sessions/{code}", this::session);
  }

  private void health(Context page) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", "ok");
    body.put("protocolVersion", Message.PROTOCOL_VERSION);
    body.put("sessions", switchboard.read(machine -> machine.sessions()));
    body.put("connections", switchboard.read(machine -> machine.connections()));
    body.put("uptimeMs", (System.nanoTime() - startedNs) / 1_000_000);
    answer(page, HttpStatus.OK, body);
  }

  private void sessions(Context page) {
    OptionalInt skip = number(page.queryParam("skip"), 0, SKIP_MAX);
    OptionalInt limit = number(page.queryParam("limit"), PAGE_DEFAULT, PAGE_MAX);
    if (skip.isEmpty() || limit.isEmpty()) {
      refuse(
          page,
          HttpStatus.BAD_REQUEST,
          "OUT_OF_RANGE",
          "skip must be 0 to 1000000 and limit 0 to 100: correct the address.");
      return;
    }
    List<SessionStatus> found =
        switchboard.read(it -> it.searchable(skip.getAsInt(), limit.getAsInt()));
    answer(page, HttpStatus.OK, Map.of("sessions", found.stream().map(this::summary).toList()));
  }

  private void session(Context page) {
    Optional<JoinCode> code = code(page.pathParam("code"));
    Optional<SessionStatus> status = code.flatMap(switchboard::status);
    if (status.isPresent()) {
      answer(page, HttpStatus.OK, details(status.get()));
      return;
    }
    LobbyRefusal reason =
        code.map(it -> switchboard.read(machine -> machine.whyNone(it)))
            .orElse(LobbyRefusal.UNKNOWN_CODE);
    HttpStatus answer =
        reason == LobbyRefusal.UNKNOWN_CODE ? HttpStatus.NOT_FOUND : HttpStatus.GONE;
    refuse(page, answer, reason.name(), reason.advice());
  }

  private Map<String, Object> summary(SessionStatus status) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", status.code().text());
    body.put("name", status.settings().name());
    body.put("peersMax", status.settings().peersMax());
    body.put("migratable", status.settings().migratable());
    body.put("started", status.started());
    body.put("full", status.full());
    body.put("epoch", status.epoch().value());
    body.put("members", status.members().size());
    return body;
  }

  private Map<String, Object> details(SessionStatus status) {
    Map<String, Object> body = summary(status);
    body.put("session", status.session().toString());
    body.put("lastEvent", status.lastEvent());
    body.put("host", status.host().key().toString());
    body.put("members", status.members().stream().map(LobbyPages::member).toList());
    return body;
  }

  private static Map<String, Object> member(SessionStatus.Member member) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("key", member.key().toString());
    member.peer().ifPresent(peer -> body.put("peer", peer.value()));
    body.put("connected", member.connected());
    return body;
  }

  private void refuse(Context page, HttpStatus status, String error, String advice) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("advice", advice);
    answer(page, status, body);
  }

  private void answer(Context page, HttpStatus status, Map<String, Object> body) {
    try {
      page.status(status).contentType("application/json").result(json.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text, numbers and lists always make JSON", e);
    }
  }

  private static Optional<JoinCode> code(String text) {
    try {
      return Optional.of(new JoinCode(text));
    } catch (IllegalArgumentException notACode) {
      return Optional.empty();
    }
  }

  private static OptionalInt number(@Nullable String text, int ifAbsent, int max) {
    if (text == null) {
      return OptionalInt.of(ifAbsent);
    }
    try {
      int number = Integer.parseInt(text);
      return number < 0 || number > max ? OptionalInt.empty() : OptionalInt.of(number);
    } catch (NumberFormatException notANumber) {
      return OptionalInt.empty();
    }
  }
}
