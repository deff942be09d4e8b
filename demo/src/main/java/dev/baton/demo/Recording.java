package dev.baton.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What one flight recorder says: one process of one peer, or the deeds of an orchestrator.
 *
 * @param file where it was read
 * @param start its first line
 * @param peer the peer's number; absent if no host ever gave it one
 * @param events all lines in order of time, the first included
 * @param torn whether the last line was incomplete, and ignored
 */
public record Recording(
    Path file,
    RecordedEvent.Start start,
    OptionalInt peer,
    List<RecordedEvent> events,
    boolean torn)
    implements Reading {

  /** Copies the list. */
  public Recording {
    events = List.copyOf(events);
  }

  /** Whether it holds deeds, not the life of a peer. */
  public boolean ofOrchestrator() {
    return start.role().equals("orchestrator");
  }

  /** All events of one type, in order of time. */
  public <E extends RecordedEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
