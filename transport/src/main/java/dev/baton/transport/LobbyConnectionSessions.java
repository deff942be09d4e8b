package dev.baton.transport;

import dev.baton.core.SessionId;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.SessionStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Remembers how far the events of each session were heard, to go on from there. Not thread-safe.
 */
final class LobbyConnectionSessions {

  private final Map<SessionId, Long> lastEvents = new LinkedHashMap<>();
  private final Map<Integer, SessionId> resuming = new LinkedHashMap<>();

  /** Takes what the lobby says; false for what the listener has heard already, or left behind. */
  boolean isNews(LobbyNotice notice) {
    return switch (notice) {
      case LobbyNotice.SessionCreated it -> follow(it.session(), it.lastEvent());
      case LobbyNotice.JoinGranted it -> follow(it.session(), it.lastEvent());
      case LobbyNotice.Resumed it -> resumed(it.request());
      case LobbyNotice.EventsGone it -> replaced(it.request(), it.status());
      case LobbyNotice.Event it -> happened(it);
      case LobbyNotice.LobbyRefused it -> refused(it.request());
      case LobbyNotice.Challenge ignored -> false;
      case LobbyNotice.Ping ignored -> false;
      case LobbyNotice.Identified ignored -> true;
      case LobbyNotice.Accepted ignored -> true;
      case LobbyNotice.Fenced ignored -> true;
      case LobbyNotice.FromWitness ignored -> true;
    };
  }

  void left(SessionId session) {
    lastEvents.remove(session);
  }

  /** What to ask for on a new connection. */
  List<LobbyRequest> resume(IntSupplier number) {
    resuming.clear();
    List<LobbyRequest> requests = new ArrayList<>();
    lastEvents.forEach(
        (session, lastEvent) -> {
          int request = number.getAsInt();
          resuming.put(request, session);
          requests.add(new LobbyRequest.Resume(request, session, lastEvent));
        });
    return requests;
  }

  /** A join that is granted again never goes back behind what was heard. */
  private boolean follow(SessionId session, long lastEvent) {
    lastEvents.merge(session, lastEvent, Math::max);
    return true;
  }

  private boolean resumed(int request) {
    resuming.remove(request);
    return true;
  }

  private boolean replaced(int request, SessionStatus status) {
    resuming.remove(request);
    lastEvents.put(status.session(), status.lastEvent());
    return true;
  }

  private boolean refused(int request) {
    SessionId over = resuming.remove(request);
    if (over != null) {
      left(over);
    }
    return true;
  }

  private boolean happened(LobbyNotice.Event event) {
    Long last = lastEvents.get(event.session());
    if (last == null || event.number() <= last) {
      return false;
    }
    lastEvents.put(event.session(), event.number());
    if (event.what() instanceof LobbyEvent.SessionEnded) {
      left(event.session());
    }
    return true;
  }
}
