package dev.baton.lobbycore;

import dev.baton.core.JoinCode;
import dev.baton.core.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All sessions that are not over, by id and by code. */
final class Sessions {

  private static final int CODE_TRIES = 16;
  private static final int LETTERS = JoinCode.ALPHABET.length();

  private final Surroundings around;
  private final EndedSessions ended;
  private final Map<SessionId, LobbySession> byId = new LinkedHashMap<>();
  private final Map<JoinCode, LobbySession> byCode = new LinkedHashMap<>();

  Sessions(Surroundings around) {
    this.around = around;
    this.ended = new EndedSessions(around.limits().endedKept(), around.timing().endedKeptNs());
  }

  /** Oldest first; not to be changed. */
  Collection<LobbySession> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  Optional<LobbySession> find(SessionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<LobbySession> find(JoinCode code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** Why there is no session of this id. */
  LobbyRefusal whyNone(SessionId id) {
    return ended.answer(id);
  }

  /** Why there is no session of this code. */
  LobbyRefusal whyNone(JoinCode code) {
    return ended.answer(code);
  }

  /** A new session with its host as the first member; empty if there is no room for it. */
  Optional<LobbySession> create(
      Caller.Proven creator, Caller caller, LobbyRequest.CreateSession asked, long nowNs) {
    long own = byId.values().stream().filter(it -> it.creator().equals(creator.key())).count();
    Optional<JoinCode> code = unusedCode();
    if (byId.size() >= around.limits().sessionsMax()
        || own >= around.limits().sessionsPerPeerMax()
        || code.isEmpty()) {
      return Optional.empty();
    }
    Chance chance = around.ports().chance();
    SessionId id = new SessionId(chance.nextLong(), chance.nextLong());
    LobbySession.Name name = new LobbySession.Name(id, code.get(), asked.settings(), creator.key());
    LobbySession session =
        new LobbySession(around, name, creator, caller.reachedAt(asked.endpoint()));
    byId.put(id, session);
    byCode.put(code.get(), session);
    session.admit(creator, caller.id(), nowNs);
    return Optional.of(session);
  }

  /** The last act of a session. */
  void end(LobbySession session, LobbyEvent.EndReason reason, long nowNs) {
    session.end(reason);
    byId.remove(session.id());
    byCode.remove(session.code());
    ended.add(session, reason, nowNs);
  }

  void sweep(long nowNs) {
    for (LobbySession session : new ArrayList<>(byId.values())) {
      session.sweep(nowNs);
      if (session.empty()) {
        end(session, LobbyEvent.EndReason.EMPTY, nowNs);
      } else if (session.deserted(nowNs, around.timing().expiryNs())) {
        end(session, LobbyEvent.EndReason.EXPIRED, nowNs);
      }
    }
    ended.forgetOld(nowNs);
  }

  private Optional<JoinCode> unusedCode() {
    for (int i = 0; i < CODE_TRIES; i++) {
      JoinCode code = code(around.ports().chance().nextLong());
      if (!byCode.containsKey(code) && !ended.knows(code)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  private static JoinCode code(long random) {
    StringBuilder text = new StringBuilder(JoinCode.LENGTH);
    long rest = random;
    for (int i = 0; i < JoinCode.LENGTH; i++) {
      text.append(JoinCode.ALPHABET.charAt((int) Long.remainderUnsigned(rest, LETTERS)));
      rest = Long.divideUnsigned(rest, LETTERS);
    }
    return new JoinCode(text.toString());
  }
}
