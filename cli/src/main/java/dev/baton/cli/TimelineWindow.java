package dev.baton.cli;

import dev.baton.cli.Timeline.Lane;
import dev.baton.cli.Timeline.Moment;
import dev.baton.demo.RecordedEvent.Faulted;
import dev.baton.demo.RecordedEvent.Shown;
import dev.baton.demo.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The part of a timeline in which one change of host happened.
 *
 * @param fromNs the fault, or the last tick that anybody was shown from the old host
 * @param toNs the first tick that the last of the survivors was shown from the new one
 * @param tickNs the usual time between two ticks
 * @param faultNs when the old host got its fault, where one is recorded
 * @param gapMsMax the longest gap
 */
record TimelineWindow(long fromNs, long toNs, long tickNs, OptionalLong faultNs, double gapMsMax) {
  private static final long USUAL_NS = 16_666_667;

  static TimelineWindow of(Timeline timeline, Report.Migration migration) {
    long hostedNs = timeline.hostedAtNs(migration.epoch());
    OptionalLong faultNs =
        timeline.faults().stream()
            .filter(moment -> moment.atNs() <= hostedNs)
            .filter(
                moment ->
                    moment.event() instanceof Faulted fault
                        && fault.peer() == migration.oldHost()
                        && fault.kind().equals(migration.fault()))
            .mapToLong(Moment::atNs)
            .max();
    long fromNs = Math.min(hostedNs, faultNs.orElse(hostedNs));
    long toNs = hostedNs;
    long tickNs = USUAL_NS;
    for (Lane lane : timeline.lanes()) {
      List<Moment> ticks = TimelinePicture.ticksShown(lane);
      OptionalLong firstNew = firstOf(ticks, migration.epoch());
      if (firstNew.isPresent() && survived(migration, lane)) {
        toNs = Math.max(toNs, firstNew.getAsLong());
        fromNs = Math.min(fromNs, lastBefore(ticks, migration.epoch()).orElse(fromNs));
        tickNs = usualTickNs(ticks);
      }
    }
    double gapMsMax =
        migration.survivors().stream().mapToDouble(Report.Survivor::gapMs).max().orElse(0);
    return new TimelineWindow(fromNs, toNs, tickNs, faultNs, gapMsMax);
  }

  /** The median time between one tick and the next. */
  static long usualTickNs(List<Moment> ticks) {
    List<Long> between = new ArrayList<>();
    for (int i = 1; i < ticks.size(); i++) {
      between.add(ticks.get(i).atNs() - ticks.get(i - 1).atNs());
    }
    between.sort(null);
    return between.isEmpty() ? USUAL_NS : Math.max(1, between.get(between.size() / 2));
  }

  /** When a lane shows the first tick of an epoch. */
  static OptionalLong firstOf(List<Moment> ticks, int epoch) {
    return ticks.stream()
        .filter(moment -> moment.event() instanceof Shown shown && shown.epoch() == epoch)
        .mapToLong(Moment::atNs)
        .findFirst();
  }

  /** When a lane shows the last tick of any earlier epoch. */
  static OptionalLong lastBefore(List<Moment> ticks, int epoch) {
    return ticks.stream()
        .filter(moment -> moment.event() instanceof Shown shown && shown.epoch() < epoch)
        .mapToLong(Moment::atNs)
        .max();
  }

  private static boolean survived(Report.Migration migration, Lane lane) {
    return migration.survivors().stream().anyMatch(survivor -> lane.is(survivor.peer()));
  }
}
