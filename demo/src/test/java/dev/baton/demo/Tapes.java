package dev.baton.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Recordings of a session that never was: four peers at 60 ticks a second, whose host is killed
 * after tick 40 and the next after tick 80, on one clock.
 *
 * <p>Inputs are applied in the tick after the one in which they were submitted, and safe one later.
 * Peer 4 is always one tick ahead of what survives, so it rewinds.
 */
final class Tapes {
  static final long TICK_NS = 16_666_667;
  private static final long START_NS = 5_000_000_000L;

  private final Map<String, List<String>> files = new LinkedHashMap<>();
  private long nowNs = START_NS;

  private Tapes() {}

  /** The session in which everything held. */
  static Tapes good() {
    Tapes tapes = new Tapes();
    tapes.line(
        "faults",
        "\"e\":\"start\",\"format\":1,\"role\":\"orchestrator\",\"wallMs\":1,\"machine\":\"m\"");
    for (int peer = 1; peer <= 4; peer++) {
      tapes.line(
          peer,
          "\"e\":\"start\",\"format\":1,\"session\":\"00ff\",\"name\":\"bot\",\"peer\":"
              + peer
              + ",\"wallMs\":1,\"machine\":\"m\"");
    }
    tapes.line(1, "\"e\":\"host\",\"epoch\":1,\"resumeEpoch\":1,\"resumeTick\":0");
    tapes.ticks(1, 1, 1, 40);
    tapes.migrate(2, 1, 40);
    tapes.ticks(2, 2, 41, 80);
    tapes.migrate(3, 2, 80);
    tapes.ticks(3, 3, 81, 120);
    tapes.nowNs += 2_000_000_000L;
    tapes.line(3, "\"e\":\"ended\",\"reason\":\"left\"");
    tapes.line(4, "\"e\":\"ended\",\"reason\":\"left\"");
    return tapes;
  }

  private void ticks(int host, int epoch, long from, long to) {
    for (long tick = from; tick <= to; tick++) {
      nowNs += TICK_NS;
      StringBuilder inputs = new StringBuilder();
      for (int peer = host; peer <= 4; peer++) {
        inputs.append(inputs.isEmpty() ? "" : ",").append("[%d,%d]".formatted(peer, tick));
        line(peer, "\"e\":\"input\",\"seq\":%d".formatted(tick));
      }
      line(
          host,
          "\"e\":\"applied\",\"epoch\":%d,\"tick\":%d,\"inputs\":[%s]"
              .formatted(epoch, tick, inputs));
      for (int peer = host; peer <= 4; peer++) {
        shown(peer, epoch, tick, peer == host ? "shown" : "held", "complete");
        shown(peer, epoch, tick, "shown", "visible");
        line(peer, "\"e\":\"safe\",\"upTo\":%d".formatted(tick - 1));
      }
    }
  }

  /** The host produces one more tick, which peer 4 alone gets, and is killed. */
  private void migrate(int newHost, int oldEpoch, long resumeTick) {
    int epoch = oldEpoch + 1;
    nowNs += TICK_NS;
    line(
        newHost - 1,
        "\"e\":\"applied\",\"epoch\":%d,\"tick\":%d,\"inputs\":[]"
            .formatted(oldEpoch, resumeTick + 1));
    shown(newHost - 1, oldEpoch, resumeTick + 1, "shown", "visible");
    shown(4, oldEpoch, resumeTick + 1, "shown", "visible");
    nowNs += 4_000_000;
    line("faults", "\"e\":\"fault\",\"kind\":\"kill\",\"peer\":%d".formatted(newHost - 1));
    nowNs += 10_000_000;
    for (int peer = newHost; peer <= 4; peer++) {
      line(
          peer,
          "\"e\":\"suspect\",\"epoch\":%d,\"evidence\":\"linkClosed\",\"silenceMs\":14"
              .formatted(oldEpoch));
    }
    nowNs += 6_000_000;
    String resume = "\"resumeEpoch\":%d,\"resumeTick\":%d".formatted(oldEpoch, resumeTick);
    line(newHost, "\"e\":\"claim\",\"epoch\":%d,\"candidate\":%d".formatted(epoch, newHost));
    line(newHost, "\"e\":\"host\",\"epoch\":%d,%s".formatted(epoch, resume));
    for (int peer = newHost + 1; peer <= 4; peer++) {
      line(peer, "\"e\":\"follow\",\"epoch\":%d,\"host\":%d,%s".formatted(epoch, newHost, resume));
      line(peer, "\"e\":\"resent\",\"count\":1");
    }
    line(
        4,
        "\"e\":\"rewind\",\"epoch\":%d,\"from\":%d,\"to\":%d"
            .formatted(epoch, resumeTick + 1, resumeTick));
  }

  private void shown(int peer, int epoch, long tick, String event, String scope) {
    long hash = Dice.mix(tick * 4 + epoch * 2L + scope.length());
    line(
        peer,
        "\"e\":\"%s\",\"epoch\":%d,\"tick\":%d,\"scope\":\"%s\",\"hash\":\"%016x\""
            .formatted(event, epoch, tick, scope, hash));
  }

  private void line(int peer, String content) {
    line("peer-" + peer, content);
  }

  private void line(String file, String content) {
    files
        .computeIfAbsent(file, unknown -> new ArrayList<>())
        .add("{\"t\":%d,%s}".formatted(nowNs, content));
  }

  /** Takes a file away. */
  Tapes without(String file) {
    files.remove(file);
    return this;
  }

  /** Takes away the lines of a file that contain a text; at least one must. */
  Tapes withoutLines(String file, String text) {
    List<String> lines = lines(file);
    if (!lines.removeIf(line -> line.contains(text))) {
      throw new IllegalArgumentException("no line of " + file + " has " + text);
    }
    return this;
  }

  /** Changes the first line of a file that contains a text. */
  Tapes changed(String file, String text, UnaryOperator<String> change) {
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        lines.set(i, change.apply(lines.get(i)));
        return this;
      }
    }
    throw new IllegalArgumentException("no line of " + file + " has " + text);
  }

  /** Ends a file after so many lines. */
  Tapes cut(String file, int lines) {
    lines(file).subList(lines, lines(file).size()).clear();
    return this;
  }

  private List<String> lines(String file) {
    List<String> lines = files.get(file);
    if (lines == null) {
      throw new IllegalArgumentException("no file " + file);
    }
    return lines;
  }

  /** Writes the files and has them judged. */
  Verdict judged(Path folder) throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (Map.Entry<String, List<String>> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey() + ".jsonl");
      Files.writeString(path, String.join("\n", file.getValue()) + "\n");
      readings.add(RecordingReader.read(path));
    }
    return Checker.judge(new RunSettings(4, 60, 1, 0, 0), readings);
  }
}
