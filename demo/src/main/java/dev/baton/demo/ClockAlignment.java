package dev.baton.demo;

import dev.baton.demo.RecordedEvent.ClockSampled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the clocks of several recordings side by side.
 *
 * <p>Recordings of one machine share a clock. Machines are joined by the samples with the smallest
 * round trips, each wrong by half of it at most, and otherwise by their wall clocks. Immutable.
 * Source: docs/flight-recorder.md.
 */
public final class ClockAlignment {
  private static final long NS_PER_MS = 1_000_000;
  private static final long NS_PER_US = 1_000;

  /** What is to be added to a machine's clock to get the common one. */
  private final Map<String, Long> offsetsNs = new LinkedHashMap<>();

  private ClockAlignment() {}

  /**
   * Aligns the clocks of these recordings to that of the first.
   *
   * @param recordings at least one
   */
  public static ClockAlignment of(List<Recording> recordings) {
    if (recordings.isEmpty()) {
      throw new IllegalArgumentException("recordings must not be empty");
    }
    ClockAlignment alignment = new ClockAlignment();
    alignment.offsetsNs.put(clock(recordings.getFirst()), 0L);
    List<Sample> samples = samples(recordings);
    for (Recording recording : recordings) {
      while (alignment.joinNearest(samples)) {
        // Each round joins one more machine, so there are fewer rounds than recordings.
      }
      alignment.offsetsNs.computeIfAbsent(
          clock(recording),
          unknown -> wallOffsetNs(recording) - wallOffsetNs(recordings.getFirst()));
    }
    return alignment;
  }

  /** The time of an event of a recording, by the common clock. */
  public long alignedNs(Recording recording, RecordedEvent event) {
    return alignedNs(recording, event.tNs());
  }

  /** A time of a recording's own clock, by the common clock. */
  public long alignedNs(Recording recording, long tNs) {
    Long offsetNs = offsetsNs.get(clock(recording));
    if (offsetNs == null) {
      throw new IllegalArgumentException("recording was not aligned: " + recording.file());
    }
    return tNs + offsetNs;
  }

  /** A time of the common clock, by a recording's own clock. */
  long ownNs(Recording recording, long alignedNs) {
    return alignedNs - alignedNs(recording, 0);
  }

  private boolean joinNearest(List<Sample> samples) {
    Optional<Sample> best =
        samples.stream()
            .filter(
                sample -> offsetsNs.containsKey(sample.own) != offsetsNs.containsKey(sample.other))
            .min(Comparator.comparingLong(Sample::rttUs));
    best.ifPresent(this::join);
    return best.isPresent();
  }

  private void join(Sample sample) {
    long aheadNs = sample.offsetUs * NS_PER_US;
    Long ownNs = offsetsNs.get(sample.own);
    Long otherNs = offsetsNs.get(sample.other);
    if (ownNs != null) {
      offsetsNs.put(sample.other, ownNs - aheadNs);
    } else if (otherNs != null) {
      offsetsNs.put(sample.own, otherNs + aheadNs);
    }
  }

  private static List<Sample> samples(List<Recording> recordings) {
    Map<Integer, String> clocks = new LinkedHashMap<>();
    recordings.forEach(
        recording -> recording.peer().ifPresent(peer -> clocks.put(peer, clock(recording))));
    List<Sample> samples = new ArrayList<>();
    for (Recording recording : recordings) {
      for (ClockSampled sample : recording.events(ClockSampled.class)) {
        String other = clocks.get(sample.peer());
        if (other != null && !other.equals(clock(recording))) {
          samples.add(new Sample(clock(recording), other, sample.rttUs(), sample.offsetUs()));
        }
      }
    }
    return samples;
  }

  private static String clock(Recording recording) {
    String machine = recording.start().machine();
    return machine.isEmpty() ? "file " + recording.file() : "machine " + machine;
  }

  /** The wall clock minus the monotonic one. */
  private static long wallOffsetNs(Recording recording) {
    return recording.start().wallMs() * NS_PER_MS - recording.start().tNs();
  }

  /** The other clock is ahead of the own by so much. */
  private record Sample(String own, String other, long rttUs, long offsetUs) {}
}
