package dev.baton.cli;

import dev.baton.demo.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A recorded event in the words of docs/flight-recorder.md.
 *
 * @param name the event's name
 * @param fields its keys and values, in order
 */
record TraceEvent(String name, Map<String, Object> fields) {

  /** The fields in one line. */
  String text() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + " " + field.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Whether it comes with every tick, so that a list for a person leaves it out. */
  static boolean isEveryTick(RecordedEvent event) {
    return switch (event) {
      case RecordedEvent.Applied ignored -> true;
      case RecordedEvent.Shown ignored -> true;
      case RecordedEvent.InputSubmitted ignored -> true;
      case RecordedEvent.SafeReported ignored -> true;
      case RecordedEvent.ClockSampled ignored -> true;
      default -> false;
    };
  }

  static TraceEvent of(RecordedEvent event) {
    return switch (event) {
      case RecordedEvent.Start e -> event("start", "name", e.name(), "session", e.session());
      case RecordedEvent.Seated e -> event("seat", "peer", e.peer());
      case RecordedEvent.Joined e -> event("joined", "peer", e.peer());
      case RecordedEvent.Left e -> event("left", "peer", e.peer(), "reason", e.reason());
      case RecordedEvent.LinkChanged e ->
          event("link", "to", e.to(), "state", e.open() ? "open" : "closed", "cause", e.cause());
      case RecordedEvent.ClockSampled e ->
          event("clock", "peer", e.peer(), "rttUs", e.rttUs(), "offsetUs", e.offsetUs());
      case RecordedEvent.Ended e -> event("ended", "reason", e.reason());
      case RecordedEvent.Full e -> event("full", "limitBytes", e.limitBytes());
      case RecordedEvent.Isolated e -> event("isolated", "epoch", e.epoch(), "on", e.on());
      case RecordedEvent.NoMajority e ->
          event("noMajority", "policy", e.policy(), "limitMs", e.limitMs());
      case RecordedEvent.Faulted e -> event("fault", "kind", e.kind(), "peer", e.peer());
      case RecordedEvent.Applied e ->
          event("applied", "epoch", e.epoch(), "tick", e.tick(), "inputs", e.inputs().size());
      case RecordedEvent.Shown e ->
          event(
              e.held() ? "held" : "shown",
              "epoch",
              e.epoch(),
              "tick",
              e.tick(),
              "scope",
              e.scope(),
              "hash",
              e.hash());
      case RecordedEvent.InputSubmitted e -> event("input", "seq", e.sequence());
      case RecordedEvent.SafeReported e -> event("safe", "upTo", e.upTo());
      case RecordedEvent.Resent e -> event("resent", "count", e.count());
      case RecordedEvent.Lost e ->
          event("lost", "from", e.from(), "to", e.to(), "reason", e.reason());
      case RecordedEvent.OfMigration e -> ofMigration(e);
    };
  }

  private static TraceEvent ofMigration(RecordedEvent.OfMigration event) {
    return switch (event) {
      case RecordedEvent.StageChanged e ->
          event("stage", "from", e.from(), "to", e.to(), "reason", e.reason(), "epoch", e.epoch());
      case RecordedEvent.Suspected e -> suspect(e);
      case RecordedEvent.Unsuspected e -> {
        TraceEvent told = event("unsuspect", "epoch", e.epoch());
        e.by().ifPresent(by -> told.fields.put("by", by));
        yield told;
      }
      case RecordedEvent.Claimed e ->
          event(
              "claim", "epoch", e.epoch(), "candidate", e.candidate(), "sponsored", e.sponsored());
      case RecordedEvent.Voted e ->
          event("vote", "epoch", e.epoch(), "for", e.candidate(), "voter", e.voter());
      case RecordedEvent.Refused e ->
          event(
              "refuse",
              "epoch",
              e.epoch(),
              "for",
              e.candidate(),
              "voter",
              e.voter(),
              "reason",
              e.reason());
      case RecordedEvent.Announced e ->
          resumed("announce", e.resume(), "epoch", e.epoch(), "host", e.host());
      case RecordedEvent.Hosted e -> resumed("host", e.resume(), "epoch", e.epoch());
      case RecordedEvent.Followed e ->
          resumed("follow", e.resume(), "epoch", e.epoch(), "host", e.host());
      case RecordedEvent.Attached e -> event("attach", "epoch", e.epoch(), "by", e.by());
      case RecordedEvent.Rewound e ->
          event("rewind", "epoch", e.epoch(), "from", e.from(), "to", e.to());
    };
  }

  private static TraceEvent suspect(RecordedEvent.Suspected event) {
    TraceEvent told = event("suspect", "epoch", event.epoch(), "evidence", event.evidence());
    event.by().ifPresent(by -> told.fields.put("by", by));
    event.silenceMs().ifPresent(ms -> told.fields.put("silenceMs", ms));
    return told;
  }

  private static TraceEvent resumed(
      String name, RecordedEvent.Resume resume, Object... keysAndValues) {
    TraceEvent event = event(name, keysAndValues);
    event.fields.put("resumeEpoch", resume.epoch());
    event.fields.put("resumeTick", resume.tick());
    return event;
  }

  private static TraceEvent event(String name, Object... keysAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      fields.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return new TraceEvent(name, fields);
  }
}
