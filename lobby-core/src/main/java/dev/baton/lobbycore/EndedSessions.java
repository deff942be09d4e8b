package dev.baton.lobbycore;

import dev.baton.core.JoinCode;
import dev.baton.core.SessionId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers for a while the sessions that are over, so that their codes are told apart from typos.
 */
final class EndedSessions {

  private final int kept;
  private final long keptNs;
  private final Map<JoinCode, Tomb> byCode = new LinkedHashMap<>();
  private final Map<SessionId, JoinCode> codes = new LinkedHashMap<>();

  EndedSessions(int kept, long keptNs) {
    this.kept = kept;
    this.keptNs = keptNs;
  }

  void add(LobbySession session, LobbyEvent.EndReason reason, long nowNs) {
    byCode.put(session.code(), new Tomb(session.id(), reason, nowNs));
    codes.put(session.id(), session.code());
    if (byCode.size() > kept) {
      Iterator<Tomb> oldest = byCode.values().iterator();
      codes.remove(oldest.next().session);
      oldest.remove();
    }
  }

  boolean knows(JoinCode code) {
    return byCode.containsKey(code);
  }

  /** Why there is no session of this code. */
  LobbyRefusal answer(JoinCode code) {
    Tomb tomb = byCode.get(code);
    return tomb == null ? LobbyRefusal.UNKNOWN_CODE : tomb.answer();
  }

  /** Why there is no session of this id. */
  LobbyRefusal answer(SessionId session) {
    return Optional.ofNullable(codes.get(session))
        .map(byCode::get)
        .map(Tomb::answer)
        .orElse(LobbyRefusal.UNKNOWN_SESSION);
  }

  void forgetOld(long nowNs) {
    Iterator<Tomb> tombs = byCode.values().iterator();
    while (tombs.hasNext()) {
      Tomb oldest = tombs.next();
      if (nowNs - oldest.sinceNs <= keptNs) {
        return;
      }
      codes.remove(oldest.session);
      tombs.remove();
    }
  }

  private record Tomb(SessionId session, LobbyEvent.EndReason reason, long sinceNs) {

    LobbyRefusal answer() {
      return switch (reason) {
        case TERMINATED -> LobbyRefusal.TERMINATED;
        case EXPIRED, EMPTY -> LobbyRefusal.EXPIRED_CODE;
      };
    }
  }
}
