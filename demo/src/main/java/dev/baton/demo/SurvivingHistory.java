package dev.baton.demo;

import dev.baton.demo.RecordedEvent.Applied;
import dev.baton.demo.RecordedEvent.Hosted;
import dev.baton.demo.RecordedEvent.InputId;
import dev.baton.demo.Verdict.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came to be the history of a session: of each host the ticks up to the one that the next
 * resumed from, and the inputs in them.
 */
final class SurvivingHistory {
  private final TreeMap<Integer, Host> hosts = new TreeMap<>();
  private final Map<InputId, Integer> timesApplied = new HashMap<>();

  /** Reads it out of the recordings of peers whose numbers are known. */
  static SurvivingHistory of(List<Recording> peers, Findings findings) {
    SurvivingHistory history = new SurvivingHistory();
    for (Recording recording : peers) {
      for (Hosted hosted : recording.events(Hosted.class)) {
        history.addHost(new Host(recording, hosted), findings);
      }
    }
    history.segments(findings).forEach(segment -> history.gather(segment, findings));
    return history;
  }

  /** Those who were host, in order of epoch. */
  List<Host> hosts() {
    return List.copyOf(hosts.values());
  }

  /** How often an input is in the history. */
  int timesApplied(InputId input) {
    return timesApplied.getOrDefault(input, 0);
  }

  /** All inputs in the history, in no order. */
  Map<InputId, Integer> timesApplied() {
    return timesApplied;
  }

  private void addHost(Host host, Findings findings) {
    Host other = hosts.putIfAbsent(host.hosted.epoch(), host);
    if (other != null) {
      findings.add(
          Kind.TWO_HOSTS,
          "peers %d and %d are both host of epoch %d"
              .formatted(other.peer(), host.peer(), host.hosted.epoch()));
    }
  }

  /**
   * From the last host back, each to where it resumed; earlier epochs that nobody resumed from are
   * no part of the history.
   */
  private List<Segment> segments(Findings findings) {
    List<Segment> segments = new ArrayList<>();
    Map.Entry<Integer, Host> last = hosts.lastEntry();
    if (last == null) {
      findings.add(Kind.MISSING_TICK, "no recording says who was host");
      return segments;
    }
    int epoch = last.getKey();
    long upTo = Long.MAX_VALUE;
    boolean first = false;
    while (!first) {
      Host host = hosts.get(epoch);
      if (host == null) {
        findings.add(Kind.MISSING_TICK, "no recording says who was host of epoch " + epoch);
        return segments;
      }
      segments.add(new Segment(host, upTo));
      first = host.hosted.resume().epoch() >= epoch;
      epoch = host.hosted.resume().epoch();
      upTo = host.hosted.resume().tick();
    }
    return segments;
  }

  private void gather(Segment segment, Findings findings) {
    int epoch = segment.host.hosted.epoch();
    long after = segment.host.hosted.resume().tick();
    TreeSet<Long> ticks = new TreeSet<>();
    for (Applied applied : segment.host.recording.events(Applied.class)) {
      if (applied.epoch() == epoch && applied.tick() > after && applied.tick() <= segment.upTo) {
        ticks.add(applied.tick());
        applied.inputs().forEach(input -> timesApplied.merge(input, 1, Integer::sum));
      }
    }
    long expected = after + 1;
    for (long tick : ticks) {
      missing(expected, tick - 1, segment.host, findings);
      expected = tick + 1;
    }
    if (segment.upTo != Long.MAX_VALUE) {
      missing(expected, segment.upTo, segment.host, findings);
    }
  }

  private static void missing(long from, long to, Host host, Findings findings) {
    if (from <= to) {
      findings.add(
          Kind.MISSING_TICK,
          "ticks %d to %d of epoch %d survived, and their host, peer %d, did not record them"
              .formatted(from, to, host.hosted.epoch(), host.peer()));
    }
  }

  /** A peer that was host, and when it became so. */
  record Host(Recording recording, Hosted hosted) {

    int peer() {
      return recording.peer().orElseThrow();
    }

    int epoch() {
      return hosted.epoch();
    }
  }

  /** The ticks of a host that survived, up to one of them. */
  private record Segment(Host host, long upTo) {}
}
