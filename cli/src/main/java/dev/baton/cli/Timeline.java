package dev.baton.cli;

import dev.baton.demo.ClockAlignment;
import dev.baton.demo.MigrationTimes;
import dev.baton.demo.RecordedEvent;
import dev.baton.demo.RecordedEvent.Faulted;
import dev.baton.demo.RecordedEvent.Hosted;
import dev.baton.demo.Recording;
import dev.baton.demo.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What several flight recorders of one session say, on one clock that starts at 0 with the first
 * line of any of them.
 *
 * @param lanes one for each peer, in order of its number; those without a number last
 * @param faults what was done on purpose, in order of time
 * @param migrations every change of host, in order of epoch
 * @param session the session's id; empty where no recorder knows it
 */
record Timeline(
    List<Lane> lanes, List<Moment> faults, List<Report.Migration> migrations, String session) {

  /** Copies the lists. */
  Timeline {
    lanes = List.copyOf(lanes);
    faults = List.copyOf(faults);
    migrations = List.copyOf(migrations);
  }

  /**
   * Merges recordings of one session.
   *
   * @param recordings at least one
   */
  static Timeline of(List<Recording> recordings) {
    ClockAlignment clocks = ClockAlignment.of(recordings);
    long zeroNs =
        recordings.stream()
            .mapToLong(recording -> clocks.alignedNs(recording, recording.start()))
            .min()
            .orElseThrow();
    Map<Integer, Lane> numbered = new TreeMap<>();
    List<Lane> others = new ArrayList<>();
    List<Moment> faults = new ArrayList<>();
    for (Recording recording : recordings) {
      List<Moment> moments =
          recording.events().stream()
              .map(event -> new Moment(clocks.alignedNs(recording, event) - zeroNs, event))
              .toList();
      if (recording.ofOrchestrator()) {
        moments.stream().filter(moment -> moment.event instanceof Faulted).forEach(faults::add);
      } else if (recording.peer().isPresent()) {
        Lane lane = new Lane(recording.peer(), recording.start().name(), moments);
        numbered.merge(recording.peer().getAsInt(), lane, Lane::with);
      } else {
        others.add(new Lane(recording.peer(), recording.start().name(), moments));
      }
    }
    List<Lane> lanes = new ArrayList<>(numbered.values());
    lanes.addAll(others);
    faults.sort(Comparator.comparingLong(Moment::atNs));
    return new Timeline(lanes, faults, MigrationTimes.of(recordings), session(recordings));
  }

  private static String session(List<Recording> recordings) {
    return recordings.stream()
        .map(recording -> recording.start().session())
        .filter(session -> !session.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The same, but only from one time to another, both included; what was measured stays whole. */
  Timeline between(long fromNs, long toNs) {
    List<Lane> cut =
        lanes.stream()
            .map(lane -> new Lane(lane.peer, lane.name, between(lane.moments, fromNs, toNs)))
            .toList();
    List<Report.Migration> inside =
        migrations.stream()
            .filter(migration -> hostedAtNs(migration.epoch()) >= fromNs)
            .filter(migration -> hostedAtNs(migration.epoch()) <= toNs)
            .toList();
    return new Timeline(cut, between(faults, fromNs, toNs), inside, session);
  }

  private static List<Moment> between(List<Moment> moments, long fromNs, long toNs) {
    return moments.stream().filter(m -> m.atNs >= fromNs && m.atNs <= toNs).toList();
  }

  /** When the host of an epoch became so; the end of time for an epoch that nobody hosted. */
  long hostedAtNs(int epoch) {
    return lanes.stream()
        .flatMap(lane -> lane.moments.stream())
        .filter(moment -> moment.event instanceof Hosted hosted && hosted.epoch() == epoch)
        .mapToLong(Moment::atNs)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Who was host of each epoch. */
  Map<Integer, Integer> hosts() {
    Map<Integer, Integer> hosts = new TreeMap<>();
    for (Lane lane : lanes) {
      for (Moment moment : lane.moments) {
        if (moment.event instanceof Hosted hosted && lane.peer.isPresent()) {
          hosts.put(hosted.epoch(), lane.peer.getAsInt());
        }
      }
    }
    return hosts;
  }

  /** The time of the first line. */
  long beginNs() {
    return lanes.stream()
        .flatMap(lane -> lane.moments().stream())
        .mapToLong(Moment::atNs)
        .min()
        .orElse(0);
  }

  /** The time of the last line. */
  long endNs() {
    return lanes.stream()
        .flatMap(lane -> lane.moments.stream())
        .mapToLong(Moment::atNs)
        .max()
        .orElse(0);
  }

  /**
   * What one peer recorded, in all its processes.
   *
   * @param peer its number; absent if no host ever gave it one
   * @param name what it calls itself
   * @param moments in order of time
   */
  record Lane(OptionalInt peer, String name, List<Moment> moments) {

    /** Copies the list. */
    Lane {
      moments = List.copyOf(moments);
    }

    private Lane with(Lane later) {
      List<Moment> all = new ArrayList<>(moments);
      all.addAll(later.moments);
      all.sort(Comparator.comparingLong(Moment::atNs));
      return new Lane(peer, name, all);
    }

    /** For example {@code peer 2}. */
    String title() {
      return peer.isPresent() ? "peer " + peer.getAsInt() : "a peer";
    }

    boolean is(int number) {
      return peer.isPresent() && peer.getAsInt() == number;
    }
  }

  /** An event on the common clock. */
  record Moment(long atNs, RecordedEvent event) {}
}
