package dev.baton.lobbycore;

import dev.baton.core.SessionId;
import java.util.ArrayDeque;
import java.util.List;

/** The latest events of one session, numbered from 1 without a gap. */
final class EventLog {

  private final SessionId session;
  private final int kept;
  private final ArrayDeque<LobbyNotice.Event> events = new ArrayDeque<>();
  private long last;

  EventLog(SessionId session, int kept) {
    this.session = session;
    this.kept = kept;
  }

  LobbyNotice.Event append(LobbyEvent what) {
    last++;
    LobbyNotice.Event event = new LobbyNotice.Event(session, last, what);
    events.addLast(event);
    if (events.size() > kept) {
      events.removeFirst();
    }
    return event;
  }

  /** The number of the last event, 0 before the first. */
  long last() {
    return last;
  }

  /** The number of the oldest event that is kept; one more than the last if there is none. */
  long oldest() {
    return last - events.size() + 1;
  }

  /** Whether all events after {@code number} are kept, and {@code number} itself has been. */
  boolean reachesBackTo(long number) {
    return number >= oldest() - 1 && number <= last;
  }

  List<LobbyNotice.Event> after(long number) {
    return events.stream().filter(event -> event.number() > number).toList();
  }
}
