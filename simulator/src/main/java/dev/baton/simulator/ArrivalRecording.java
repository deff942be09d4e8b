package dev.baton.simulator;

import dev.baton.simulator.Traffic.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When the packets of a host arrived at the other peers of a real session, until it was killed.
 * Immutable. How those that come along were made is described in docs/detectors.md.
 */
public final class ArrivalRecording {

  private static final long UNIT_NS = 100_000;

  /** Detectors learn for ten seconds, and are then watched for more than that. */
  private static final long LENGTH_MIN_NS = 21_000_000_000L;

  private final TrafficShape shape;
  private final List<long[]> arrivalsNs;
  private final List<List<Span>> stalls;
  private final long endNs;

  private ArrivalRecording(TrafficShape shape, List<Listener> listeners, long endNs) {
    this.shape = shape;
    this.endNs = endNs;
    arrivalsNs = listeners.stream().map(Listener::arrivalsNs).toList();
    stalls = listeners.stream().map(listener -> List.copyOf(listener.stalls)).toList();
  }

  /** What one peer heard, and when it did not run itself. */
  private static final class Listener {
    private final List<Long> atNs = new ArrayList<>();
    private final List<Span> stalls = new ArrayList<>();

    private long[] arrivalsNs() {
      return atNs.stream().mapToLong(Long::longValue).toArray();
    }
  }

  /**
   * Reads recordings: of each a line {@code recording NAME HZ RTT-MS LOSS-PERCENT PAUSES LENGTH},
   * and for each peer a line {@code heard}, with the time between any two arrivals, and a line
   * {@code late}, with pairs of when it ran again and how long it had not. All in tenths of a
   * millisecond.
   *
   * @throws IllegalArgumentException if it is none, or too short to learn from
   */
  public static List<ArrivalRecording> parse(String text) {
    List<ArrivalRecording> all = new ArrayList<>();
    String[] head = {};
    List<Listener> listeners = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "recording" -> {
          finish(all, head, listeners);
          head = words;
          listeners = new ArrayList<>();
        }
        case "heard" -> listeners.add(heard(words));
        case "late" -> late(listeners.getLast(), words);
        default -> throw new IllegalArgumentException("no line of a recording: " + words[0]);
      }
    }
    finish(all, head, listeners);
    return all;
  }

  private static void finish(List<ArrivalRecording> all, String[] head, List<Listener> listeners) {
    if (head.length > 0) {
      String name = "recorded: " + head[1].replace('_', ' ');
      int[] numbers = Arrays.stream(head, 2, 7).mapToInt(Integer::parseInt).toArray();
      TrafficShape shape =
          new TrafficShape(name, numbers[0], numbers[1], numbers[2], false, numbers[3] > 0);
      long endNs = numbers[4] * UNIT_NS;
      if (endNs < LENGTH_MIN_NS) {
        throw new IllegalArgumentException(name + " is too short");
      }
      all.add(new ArrivalRecording(shape, listeners, endNs));
    }
  }

  private static Listener heard(String[] words) {
    Listener listener = new Listener();
    long atNs = 0;
    for (int i = 1; i < words.length; i++) {
      atNs += Long.parseLong(words[i]) * UNIT_NS;
      listener.atNs.add(atNs);
    }
    return listener;
  }

  private static void late(Listener listener, String[] words) {
    for (int i = 1; i + 1 < words.length; i += 2) {
      long toNs = Long.parseLong(words[i]) * UNIT_NS;
      long fromNs = toNs - Long.parseLong(words[i + 1]) * UNIT_NS;
      listener.stalls.add(new Span(fromNs, toNs, false));
    }
  }

  /** On what kind of network it was made. */
  public TrafficShape shape() {
    return shape;
  }

  /** How long it is. */
  long endNs() {
    return endNs;
  }

  /** What each peer would have heard if the host had been killed then. */
  List<Traffic> until(long stopNs) {
    List<Traffic> traffics = new ArrayList<>();
    for (int i = 0; i < arrivalsNs.size(); i++) {
      long[] heard = Arrays.stream(arrivalsNs.get(i)).filter(atNs -> atNs < stopNs).toArray();
      List<Span> before = stalls.get(i).stream().filter(span -> span.toNs() < stopNs).toList();
      traffics.add(new Traffic(heard, before, stopNs));
    }
    return traffics;
  }
}
