package dev.baton.cli;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Recordings as four peers would have written them, whose hosts are killed one after the other: the
 * times are made up, with the delays of a chosen network.
 *
 * <p>The same for the same seed.
 */
final class SyntheticSession {
  private static final double TICK_MS = 1000.0 / 60;

  private final Map<String, List<Line>> files = new LinkedHashMap<>();
  private final Random random;
  private final double oneWayMs;
  private final double jitterMs;
  private int tick;

  private SyntheticSession(long seed, double rttMs) {
    random = new Random(seed);
    oneWayMs = Math.max(0.25, rttMs / 2);
    jitterMs = 0.15 + rttMs / 12;
  }

  /** Peers 1 to {@code peers}; each host but the last is killed when its time is over. */
  static SyntheticSession of(long seed, int peers, double hostedMs, double rttMs) {
    SyntheticSession session = new SyntheticSession(seed, rttMs);
    session.line(
        "faults",
        0,
        "\"e\":\"start\",\"format\":1,\"role\":\"orchestrator\",\"wallMs\":1700,\"machine\":\"m\"");
    for (int peer = 1; peer <= peers; peer++) {
      session.start(peer, 20.0 * peer);
    }
    double nowMs = 130;
    session.line(1, 25, "\"e\":\"host\",\"epoch\":1,\"resumeEpoch\":1,\"resumeTick\":0");
    for (int host = 1; host <= peers; host++) {
      nowMs = session.play(host, peers, nowMs, nowMs + hostedMs);
      if (host < peers) {
        nowMs = session.migrate(host, peers, nowMs);
      }
    }
    session.line(peers, nowMs + 5, "\"e\":\"ended\",\"reason\":\"left\"");
    return session;
  }

  private void start(int peer, double atMs) {
    line(
        peer,
        atMs,
        ("\"e\":\"start\",\"format\":1,\"session\":\"3fa9c2d417e80b6655aa00c1d2e3f405\","
                + "\"name\":\"bot-%d\",\"peer\":%d,\"wallMs\":1700,\"machine\":\"m\"")
            .formatted(peer, peer));
    stage(peer, atMs, peer == 1 ? "idle hosting" : "idle joining", "started", 1);
    if (peer > 1) {
      double joinedMs = atMs + 4 * delay();
      stage(peer, joinedMs, "joining following", "let in", 1);
      line(
          peer,
          joinedMs,
          "\"e\":\"follow\",\"epoch\":1,\"host\":1,\"resumeEpoch\":1,\"resumeTick\":0");
      line(1, joinedMs - 0.3, "\"e\":\"joined\",\"peer\":%d,\"epoch\":1".formatted(peer));
    }
  }

  private double play(int host, int peers, double fromMs, double toMs) {
    double nowMs = fromMs;
    while (nowMs < toMs) {
      tick++;
      double madeMs = nowMs + random.nextDouble() * 0.8;
      shown(host, madeMs, host, tick);
      for (int peer = host + 1; peer <= peers; peer++) {
        shown(peer, madeMs + delay(), host, tick);
        line(peer, nowMs, "\"e\":\"input\",\"seq\":%d".formatted(tick));
      }
      line(
          host,
          madeMs,
          "\"e\":\"applied\",\"epoch\":%d,\"tick\":%d,\"inputs\":[]".formatted(host, tick));
      nowMs += TICK_MS;
    }
    return nowMs;
  }

  private double migrate(int old, int peers, double lastMs) {
    int epoch = old + 1;
    int next = old + 1;
    double killedMs = lastMs - TICK_MS * random.nextDouble();
    line("faults", killedMs, "\"e\":\"fault\",\"kind\":\"kill\",\"peer\":%d".formatted(old));
    double[] suspectedMs = new double[peers + 1];
    for (int peer = next; peer <= peers; peer++) {
      suspectedMs[peer] = killedMs + 7 + random.nextDouble() * 6;
      line(
          peer,
          suspectedMs[peer],
          "\"e\":\"suspect\",\"epoch\":%d,\"evidence\":\"linkClosed\",\"silenceMs\":12"
              .formatted(old));
      stage(peer, suspectedMs[peer], "following suspecting", "link closed", old);
    }
    for (int peer = next + 1; peer <= peers; peer++) {
      line(
          next,
          suspectedMs[peer] + delay(),
          "\"e\":\"suspect\",\"epoch\":%d,\"by\":%d,\"evidence\":\"linkClosed\""
              .formatted(old, peer));
    }
    double claimMs = suspectedMs[next] + delay();
    line(
        next,
        claimMs,
        "\"e\":\"claim\",\"epoch\":%d,\"candidate\":%d,\"sponsored\":false".formatted(epoch, next));
    stage(next, claimMs, "suspecting claiming", "a majority suspects", old);
    double majorityMs = claimMs + 0.2;
    for (int peer = next + 1; peer <= peers; peer++) {
      double votedMs = Math.max(claimMs + delay(), suspectedMs[peer] + 0.05);
      double arrivedMs = votedMs + delay();
      String vote =
          "\"e\":\"vote\",\"epoch\":%d,\"for\":%d,\"voter\":%d".formatted(epoch, next, peer);
      line(peer, votedMs, vote);
      stage(peer, votedMs, "suspecting promised", "voted", epoch);
      line(next, arrivedMs, vote);
      majorityMs = Math.max(majorityMs, arrivedMs);
    }
    return announce(next, peers, majorityMs + 0.3);
  }

  private double announce(int host, int peers, double atMs) {
    String resume = "\"resumeEpoch\":%d,\"resumeTick\":%d".formatted(host - 1, tick);
    line(
        host, atMs, "\"e\":\"announce\",\"epoch\":%d,\"host\":%d,%s".formatted(host, host, resume));
    line(host, atMs, "\"e\":\"host\",\"epoch\":%d,%s".formatted(host, resume));
    stage(host, atMs, "claiming hosting", "majority", host);
    for (int peer = host + 1; peer <= peers; peer++) {
      double followedMs = atMs + delay();
      line(
          peer,
          followedMs,
          "\"e\":\"follow\",\"epoch\":%d,\"host\":%d,%s".formatted(host, host, resume));
      stage(peer, followedMs, "promised following", "announced", host);
      line(peer, followedMs, "\"e\":\"resent\",\"count\":2");
    }
    return atMs + 9;
  }

  private double delay() {
    return oneWayMs + random.nextDouble() * jitterMs;
  }

  private void shown(int peer, double atMs, int epoch, int number) {
    line(
        peer,
        atMs,
        "\"e\":\"shown\",\"epoch\":%d,\"tick\":%d,\"scope\":\"visible\",\"hash\":\"%016x\""
            .formatted(epoch, number, number));
  }

  private void stage(int peer, double atMs, String fromTo, String reason, int epoch) {
    String[] stages = fromTo.split(" ", 2);
    line(
        peer,
        atMs,
        "\"e\":\"stage\",\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"%s\",\"epoch\":%d"
            .formatted(stages[0], stages[1], reason, epoch));
  }

  private void line(int peer, double atMs, String content) {
    line("peer-" + peer, atMs, content);
  }

  private void line(String file, double atMs, String content) {
    long ns = 5_000_000_000L + Math.round(atMs * 1e6);
    files
        .computeIfAbsent(file, unknown -> new ArrayList<>())
        .add(new Line(ns, String.format(ROOT, "{\"t\":%d,%s}", ns, content)));
  }

  /** Writes one file for each recorder and says where. */
  List<Path> write(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Map.Entry<String, List<Line>> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey() + ".jsonl");
      List<Line> lines = new ArrayList<>(file.getValue());
      lines.subList(1, lines.size()).sort(Comparator.comparingLong(Line::atNs));
      Files.write(path, lines.stream().map(Line::text).toList());
      paths.add(path);
    }
    return paths;
  }

  private record Line(long atNs, String text) {}
}
