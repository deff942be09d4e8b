package dev.baton.demo;

import dev.baton.demo.RecordedEvent.Applied;
import dev.baton.demo.RecordedEvent.Start;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one flight recorder. Source: docs/flight-recorder.md. */
public final class RecordingReader {

  /** The version of the format that this code reads. */
  static final int FORMAT = 1;

  static final int LINE_BYTES_MAX = 8192;
  static final long FILE_BYTES_MAX = 256L << 20;

  private static final List<String> ROLES = List.of("peer", "orchestrator");
  private static final List<String> SCOPES = List.of("visible", "complete");
  private static final List<String> FAULTS =
      List.of("kill", "stop", "continue", "pause", "leave", "handover");

  private final List<RecordedEvent> events = new ArrayList<>();
  private final byte[] line = new byte[LINE_BYTES_MAX];
  private int lineNumber;
  private boolean torn;
  private OptionalInt peer = OptionalInt.empty();

  private RecordingReader() {}

  /** Reads the file to its end. */
  public static Reading read(Path file) {
    RecordingReader reader = new RecordingReader();
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new BadLineException("larger than " + FILE_BYTES_MAX + " bytes");
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        reader.readLines(in);
      }
      return reader.recording(file);
    } catch (BadLineException e) {
      return new Reading.Unreadable(file, reader.lineNumber, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Reading.Unreadable(file, 0, "cannot be read: " + e);
    }
  }

  private void readLines(InputStream in) throws IOException, BadLineException {
    int length = 0;
    for (int next = in.read(); next > 0; next = in.read()) {
      if (next == '\n') {
        lineNumber++;
        take(length);
        length = 0;
      } else if (length == LINE_BYTES_MAX - 1) {
        lineNumber++;
        throw new BadLineException("line longer than " + LINE_BYTES_MAX + " bytes");
      } else {
        line[length++] = (byte) next;
      }
    }
    torn = length > 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != 0) {
        lineNumber++;
        throw new BadLineException("a NUL byte amid the text");
      }
    }
  }

  private void take(int length) throws BadLineException {
    RecordedLine parsed = RecordedLine.parse(line, length);
    String name = parsed.text("e");
    if (events.isEmpty() != name.equals("start")) {
      throw new BadLineException(
          events.isEmpty() ? "the first line must be start: " + name : "a second start");
    }
    Optional<RecordedEvent> event = event(name, parsed.time("t"), parsed);
    event.ifPresent(events::add);
    number(parsed, name);
  }

  private void number(RecordedLine parsed, String name) throws BadLineException {
    if (!name.equals("start") && !name.equals("seat")) {
      return;
    }
    OptionalInt told = parsed.peerIfAny("peer");
    if (told.isPresent() && peer.isPresent() && !told.equals(peer)) {
      throw new BadLineException(
          "this peer is %d already: %d".formatted(peer.getAsInt(), told.getAsInt()));
    }
    peer = told.isPresent() ? told : peer;
  }

  private Recording recording(Path file) throws BadLineException {
    if (events.isEmpty()) {
      lineNumber = 0;
      throw new BadLineException("empty");
    }
    Start start = (Start) events.getFirst();
    List<RecordedEvent> inOrder = new ArrayList<>(events.subList(1, events.size()));
    inOrder.sort(Comparator.comparingLong(RecordedEvent::tNs));
    inOrder.addFirst(start);
    return new Recording(file, start, peer, inOrder, torn);
  }

  private static Optional<RecordedEvent> event(String name, long tNs, RecordedLine line)
      throws BadLineException {
    Optional<RecordedEvent> event = sessionEvent(name, tNs, line);
    if (event.isEmpty()) {
      event = migrationEvent(name, tNs, line);
    }
    return event.isEmpty() ? stateEvent(name, tNs, line) : event;
  }

  private static Optional<RecordedEvent> sessionEvent(String name, long tNs, RecordedLine line)
      throws BadLineException {
    return Optional.ofNullable(
        switch (name) {
          case "start" -> start(tNs, line);
          case "seat" -> new RecordedEvent.Seated(tNs, line.peer("peer"));
          case "joined" -> new RecordedEvent.Joined(tNs, line.peer("peer"));
          case "left" -> new RecordedEvent.Left(tNs, line.peer("peer"), line.text("reason"));
          case "link" -> link(tNs, line);
          case "clock" ->
              new RecordedEvent.ClockSampled(
                  tNs,
                  line.peer("peer"),
                  line.number("rttUs", 0, Long.MAX_VALUE),
                  line.time("offsetUs"));
          case "ended" -> new RecordedEvent.Ended(tNs, line.text("reason"));
          case "full" -> new RecordedEvent.Full(tNs, line.number("limitBytes", 0, Long.MAX_VALUE));
          case "fault" ->
              new RecordedEvent.Faulted(tNs, line.oneOf("kind", FAULTS), line.peerOrLobby("peer"));
          default -> null;
        });
  }

  private static Optional<RecordedEvent> migrationEvent(String name, long tNs, RecordedLine line)
      throws BadLineException {
    return Optional.ofNullable(
        switch (name) {
          case "stage" ->
              new RecordedEvent.StageChanged(
                  tNs,
                  line.text("from"),
                  line.text("to"),
                  line.text("reason"),
                  line.epoch("epoch"));
          case "suspect" ->
              new RecordedEvent.Suspected(
                  tNs,
                  line.epoch("epoch"),
                  line.text("evidence"),
                  line.peerIfAny("by"),
                  line.numberIfAny("silenceMs", 0, Long.MAX_VALUE));
          case "unsuspect" ->
              new RecordedEvent.Unsuspected(tNs, line.epoch("epoch"), line.peerIfAny("by"));
          case "claim" ->
              new RecordedEvent.Claimed(
                  tNs,
                  line.epoch("epoch"),
                  line.peer("candidate"),
                  line.has("sponsored") && line.truth("sponsored"));
          case "vote" ->
              new RecordedEvent.Voted(
                  tNs, line.epoch("epoch"), line.peer("for"), line.peerOrLobby("voter"));
          case "refuse" ->
              new RecordedEvent.Refused(
                  tNs,
                  line.epoch("epoch"),
                  line.peer("for"),
                  line.peerOrLobby("voter"),
                  line.text("reason"));
          case "announce" ->
              new RecordedEvent.Announced(
                  tNs, line.epoch("epoch"), line.peer("host"), line.resume());
          case "host" -> new RecordedEvent.Hosted(tNs, line.epoch("epoch"), line.resume());
          case "follow" ->
              new RecordedEvent.Followed(
                  tNs, line.epoch("epoch"), line.peer("host"), line.resume());
          case "attach" -> new RecordedEvent.Attached(tNs, line.epoch("epoch"), line.peer("by"));
          case "isolated" ->
              new RecordedEvent.Isolated(
                  tNs, line.epoch("epoch"), !line.has("on") || line.truth("on"));
          case "noMajority" ->
              new RecordedEvent.NoMajority(
                  tNs, line.text("policy"), line.number("limitMs", 0, Long.MAX_VALUE));
          case "rewind" ->
              new RecordedEvent.Rewound(
                  tNs, line.epoch("epoch"), line.tick("from"), line.tick("to"));
          default -> null;
        });
  }

  private static Optional<RecordedEvent> stateEvent(String name, long tNs, RecordedLine line)
      throws BadLineException {
    return Optional.ofNullable(
        switch (name) {
          case "applied" ->
              new Applied(tNs, line.epoch("epoch"), line.tick("tick"), line.inputs("inputs"));
          case "shown" -> shown(tNs, line, false);
          case "held" -> shown(tNs, line, true);
          case "input" ->
              new RecordedEvent.InputSubmitted(tNs, line.number("seq", 1, Long.MAX_VALUE));
          case "safe" ->
              new RecordedEvent.SafeReported(tNs, line.number("upTo", 0, Long.MAX_VALUE));
          case "resent" -> new RecordedEvent.Resent(tNs, line.number("count", 0, Long.MAX_VALUE));
          case "lost" ->
              new RecordedEvent.Lost(
                  tNs,
                  line.number("from", 1, Long.MAX_VALUE),
                  line.number("to", 1, Long.MAX_VALUE),
                  line.text("reason"));
          default -> null;
        });
  }

  private static RecordedEvent start(long tNs, RecordedLine line) throws BadLineException {
    line.number("format", FORMAT, FORMAT);
    return new Start(
        tNs,
        line.has("role") ? line.oneOf("role", ROLES) : "peer",
        line.textOr("session", ""),
        line.textOr("name", ""),
        line.peerIfAny("peer"),
        line.time("wallMs"),
        line.textOr("machine", ""));
  }

  private static RecordedEvent link(long tNs, RecordedLine line) throws BadLineException {
    int number = line.has("peer") ? line.peerOrLobby("peer") : -1;
    String to = number < 0 ? line.text("key") : number == 0 ? "lobby" : "peer " + number;
    boolean open = line.oneOf("state", List.of("open", "closed")).equals("open");
    return new RecordedEvent.LinkChanged(tNs, to, open, line.textOr("cause", ""));
  }

  private static RecordedEvent shown(long tNs, RecordedLine line, boolean held)
      throws BadLineException {
    return new RecordedEvent.Shown(
        tNs,
        line.epoch("epoch"),
        line.tick("tick"),
        line.oneOf("scope", SCOPES).intern(),
        line.hash("hash"),
        held);
  }
}
