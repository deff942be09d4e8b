package dev.baton.cli;

import static dev.baton.cli.TimelineColours.*;

import dev.baton.cli.SvgDrawing.Anchor;
import dev.baton.cli.SvgDrawing.Box;
import dev.baton.cli.SvgDrawing.TextStyle;
import dev.baton.cli.Timeline.Lane;
import dev.baton.cli.Timeline.Moment;
import dev.baton.demo.RecordedEvent;
import dev.baton.demo.RecordedEvent.Announced;
import dev.baton.demo.RecordedEvent.Claimed;
import dev.baton.demo.RecordedEvent.Followed;
import dev.baton.demo.RecordedEvent.Hosted;
import dev.baton.demo.RecordedEvent.Shown;
import dev.baton.demo.RecordedEvent.StageChanged;
import dev.baton.demo.RecordedEvent.Suspected;
import dev.baton.demo.RecordedEvent.Voted;
import dev.baton.demo.Report;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Draws one change of host from close by: every tick, every act, and the gap on each survivor. */
final class TimelineCloseUp {
  private static final double LANE_PITCH = 46;
  private static final double STROKE_TOP = 6;
  private static final double STROKE_HEIGHT = 22;
  private static final double STRIP_TOP = 33;
  private static final double STRIP_HEIGHT = 5;
  private static final double NS_PER_MS = 1e6;
  private static final TextStyle GAP_LABEL = new TextStyle(13, INK, true, Anchor.MIDDLE);

  private final Timeline timeline;
  private final Report.Migration migration;
  private final SvgDrawing drawing;
  private final TimelineWindow window;
  private final TimelineScale scale;
  private final Map<Integer, Integer> hosts;
  private final List<Lane> lanes;

  TimelineCloseUp(Timeline timeline, Report.Migration migration, SvgDrawing drawing) {
    this.timeline = timeline;
    this.migration = migration;
    this.drawing = drawing;
    this.hosts = timeline.hosts();
    this.window = TimelineWindow.of(timeline, migration);
    long marginNs = 8 * window.tickNs() / 5;
    this.scale =
        new TimelineScale(
            window.fromNs() - marginNs,
            window.toNs() + marginNs,
            TimelinePicture.LEFT,
            TimelinePicture.RIGHT);
    this.lanes =
        timeline.lanes().stream()
            .filter(lane -> lane.moments().stream().anyMatch(m -> scale.holds(m.atNs())))
            .toList();
  }

  /** Draws it from {@code top} on and says where it ends. */
  double draw(int number, double top) {
    heading(number, top + 12);
    double lanesTop = top + 52;
    double bottom = lanesTop + lanes.size() * LANE_PITCH;
    drawing.box(
        new Box(
            TimelinePicture.LEFT - 8,
            lanesTop,
            TimelinePicture.RIGHT - TimelinePicture.LEFT + 16,
            bottom - lanesTop),
        6,
        LANE,
        1);
    axis(lanesTop, bottom);
    milestones(lanesTop, bottom);
    for (int i = 0; i < lanes.size(); i++) {
      lane(lanes.get(i), lanesTop + i * LANE_PITCH);
    }
    arrows(lanesTop);
    for (int i = 0; i < lanes.size(); i++) {
      gap(lanes.get(i), lanesTop + i * LANE_PITCH + STROKE_TOP + STROKE_HEIGHT / 2);
    }
    fault(lanesTop);
    return bottom + 40;
  }

  static String millis(double ms) {
    return String.format(java.util.Locale.ROOT, ms < 99.95 ? "%.1f" : "%.0f", ms);
  }

  private void heading(int number, double y) {
    String fault =
        switch (migration.fault()) {
          case "kill" -> "peer %d is killed".formatted(migration.oldHost());
          case "stop" -> "peer %d is stopped".formatted(migration.oldHost());
          case "leave" -> "peer %d leaves".formatted(migration.oldHost());
          case "handover" -> "peer %d hands over".formatted(migration.oldHost());
          default -> "peer %d is followed without a recorded fault".formatted(migration.oldHost());
        };
    String text =
        "%d: %s, peer %d goes on as host of epoch %d"
            .formatted(number, fault, migration.newHost(), migration.epoch());
    drawing.text(24, y, TimelinePicture.HEADING, text);
  }

  private void axis(double top, double bottom) {
    long zeroNs = window.faultNs().orElse(window.fromNs());
    for (long mark : scale.marks(zeroNs, 14)) {
      double x = scale.x(mark);
      drawing.line(RULE, 1, x, top, x, bottom);
      drawing.text(
          x,
          bottom + 15,
          TimelinePicture.SMALL.at(Anchor.MIDDLE),
          Math.round((mark - zeroNs) / NS_PER_MS) + " ms");
    }
  }

  private void lane(Lane lane, double y) {
    drawing.text(24, y + 17, TimelinePicture.LABEL, lane.title());
    drawing.text(76, y + 17, TimelinePicture.SMALL, TimelineOverview.shortened(lane.name(), 8));
    role(lane, y + 33);
    stages(lane, y + STRIP_TOP);
    strokes(lane, y + STROKE_TOP);
  }

  private void role(Lane lane, double y) {
    if (lane.is(migration.newHost())) {
      drawing.text(24, y, TimelinePicture.SMALL.in(peer(migration.newHost())), "new host");
    } else if (lane.is(migration.oldHost())) {
      drawing.text(24, y, TimelinePicture.SMALL.in(peer(migration.oldHost())), "old host");
    }
  }

  private void strokes(Lane lane, double y) {
    Map<Integer, List<Double>> byEpoch = new LinkedHashMap<>();
    for (Moment tick : TimelinePicture.ticksShown(lane)) {
      if (tick.event() instanceof Shown shown && scale.holds(tick.atNs())) {
        byEpoch
            .computeIfAbsent(shown.epoch(), unknown -> new ArrayList<>())
            .add(scale.x(tick.atNs()));
      }
    }
    byEpoch.forEach(
        (epoch, xs) -> {
          int host = hosts.getOrDefault(epoch, 0);
          drawing.strokes(
              host == 0 ? FAINT_INK : peer(host),
              lane.is(host) ? 5 : 3,
              new Box(0, y, 0, STROKE_HEIGHT),
              xs.stream().mapToDouble(Double::doubleValue).toArray());
        });
  }

  private void gap(Lane lane, double y) {
    Optional<Report.Survivor> survivor =
        migration.survivors().stream().filter(s -> lane.is(s.peer())).findFirst();
    List<Moment> ticks = TimelinePicture.ticksShown(lane);
    OptionalLong last = TimelineWindow.lastBefore(ticks, migration.epoch());
    OptionalLong first = TimelineWindow.firstOf(ticks, migration.epoch());
    if (survivor.isEmpty() || last.isEmpty() || first.isEmpty()) {
      return;
    }
    double left = scale.x(last.getAsLong()) + 5;
    double right = scale.x(first.getAsLong()) - 6;
    String text = millis(survivor.get().gapMs()) + " ms";
    long rewound = survivor.get().rewoundTicks();
    if (rewound > 0) {
      text += ", %d tick%s taken back".formatted(rewound, rewound == 1 ? "" : "s");
    }
    drawing.line(GAP, 1.4, left, y, right, y);
    drawing.line(GAP, 1.4, left, y - 5, left, y + 5);
    drawing.line(GAP, 1.4, right, y - 5, right, y + 5);
    double width = SvgDrawing.widthPx(GAP_LABEL, text) + 12;
    // Left of the middle, where the acts of the change are not.
    double middle = Math.max(left + width / 2 + 6, left + (right - left) * 0.3);
    drawing.box(new Box(middle - width / 2, y - 9, width, 18), 4, LANE, 1);
    drawing.text(middle, y + 4.5, GAP_LABEL, text);
  }

  /** A strip in the colour of each stage but the usual ones. */
  private void stages(Lane lane, double y) {
    String stage = "";
    long sinceNs = scale.fromNs();
    for (Moment moment : lane.moments()) {
      if (moment.event() instanceof StageChanged change) {
        stage(stage, sinceNs, moment.atNs(), y);
        stage = change.to();
        sinceNs = moment.atNs();
      }
    }
    stage(stage, sinceNs, lane.moments().getLast().atNs(), y);
  }

  private void stage(String stage, long fromNs, long toNs, double y) {
    Optional<String> colour = colour(stage);
    if (colour.isPresent() && toNs >= scale.fromNs() && fromNs <= scale.toNs()) {
      double left = scale.x(fromNs);
      double width = Math.max(1.5, scale.x(toNs) - left);
      drawing.box(new Box(left, y, width, STRIP_HEIGHT), 1.5, colour.get(), 1);
    }
  }

  private static Optional<String> colour(String stage) {
    return switch (stage) {
      case "suspecting" -> Optional.of(SUSPECTING);
      case "promised", "handingOver" -> Optional.of(PROMISED);
      case "claiming", "completing" -> Optional.of(CLAIMING);
      case "isolated", "stranded" -> Optional.of(FAINT_INK);
      default -> Optional.empty();
    };
  }

  private void arrows(double lanesTop) {
    for (Lane to : lanes) {
      Set<String> drawn = new HashSet<>();
      for (Moment moment : to.moments()) {
        messageOf(to, moment.event())
            // A vote that was given unasked, before the claim, was not caused by it.
            .filter(message -> message.from.atNs <= moment.atNs())
            .filter(message -> drawn.add(message.colour + message.from.lane.title()))
            .ifPresent(message -> arrow(message, to, moment, lanesTop));
      }
    }
  }

  /** The message that an event was caused by, if its sender recorded it too. */
  private Optional<Message> messageOf(Lane to, RecordedEvent event) {
    return switch (event) {
      case Suspected e when e.epoch() == migration.epoch() - 1 && e.by().isPresent() ->
          message(first(e.by().getAsInt(), Suspected.class), SUSPICION);
      case Claimed e when e.epoch() == migration.epoch() ->
          message(first(e.candidate(), Claimed.class), CLAIM);
      case Voted e when e.epoch() == migration.epoch() && to.is(e.voter()) ->
          message(first(e.candidate(), Claimed.class), CLAIM);
      case Voted e when e.epoch() == migration.epoch() && to.is(e.candidate()) ->
          message(first(e.voter(), Voted.class), VOTE);
      case Announced e when e.epoch() == migration.epoch() ->
          message(announcedBy(e.host()), ANNOUNCE);
      case Followed e when e.epoch() == migration.epoch() ->
          message(announcedBy(e.host()), ANNOUNCE);
      default -> Optional.empty();
    };
  }

  private static Optional<Message> message(Optional<Act> from, String colour) {
    return from.map(act -> new Message(act, colour));
  }

  private Optional<Act> announcedBy(int host) {
    Optional<Act> announced = first(host, Announced.class);
    return announced.isPresent() ? announced : first(host, Hosted.class);
  }

  /** A peer's own first act of a kind in this change of host. */
  private Optional<Act> first(int peer, Class<?> type) {
    return lanes.stream()
        .filter(lane -> lane.is(peer))
        .flatMap(
            lane ->
                lane.moments().stream()
                    .filter(moment -> type.isInstance(moment.event()) && isOf(peer, moment))
                    .map(moment -> new Act(lane, moment.atNs())))
        .findFirst();
  }

  private boolean isOf(int peer, Moment moment) {
    return switch (moment.event()) {
      case Suspected suspected ->
          suspected.epoch() == migration.epoch() - 1 && suspected.isOf(peer);
      case Claimed claim -> claim.epoch() == migration.epoch() && claim.candidate() == peer;
      case Voted vote -> vote.epoch() == migration.epoch() && vote.voter() == peer;
      case Announced announce -> announce.epoch() == migration.epoch() && announce.host() == peer;
      case Hosted hosted -> hosted.epoch() == migration.epoch();
      default -> false;
    };
  }

  private void arrow(Message message, Lane to, Moment arrival, double lanesTop) {
    int fromLane = lanes.indexOf(message.from.lane);
    int toLane = lanes.indexOf(to);
    boolean inside = scale.holds(arrival.atNs()) && scale.holds(message.from.atNs);
    if (inside && fromLane != toLane) {
      double half = STRIP_HEIGHT / 2;
      drawing.arrow(
          message.colour,
          1.3,
          scale.x(message.from.atNs),
          lanesTop + fromLane * LANE_PITCH + STRIP_TOP + half,
          scale.x(arrival.atNs()),
          lanesTop + toLane * LANE_PITCH + STRIP_TOP + half);
    }
  }

  /** What happened, in words above the lanes, each with a line down to its time. */
  private void milestones(double lanesTop, double bottom) {
    List<Milestone> milestones = new ArrayList<>();
    window
        .faultNs()
        .ifPresent(atNs -> milestones.add(new Milestone(atNs, migration.fault(), FAULT)));
    earliest(Suspected.class)
        .ifPresent(
            atNs -> milestones.add(new Milestone(atNs, "suspected: " + migration.cause(), INK)));
    earliest(Claimed.class).ifPresent(atNs -> milestones.add(new Milestone(atNs, "claim", CLAIM)));
    milestones.add(
        new Milestone(timeline.hostedAtNs(migration.epoch()), "new host announced", ANNOUNCE));
    milestones.add(new Milestone(window.toNs(), "all go on", peer(migration.newHost())));
    TimelineMilestones.draw(drawing, scale, milestones, lanesTop, bottom);
  }

  private void fault(double lanesTop) {
    if (window.faultNs().isEmpty()) {
      return;
    }
    double x = scale.x(window.faultNs().getAsLong());
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).is(migration.oldHost())) {
        double y = lanesTop + i * LANE_PITCH + STROKE_TOP + STROKE_HEIGHT / 2;
        TimelineOverview.cross(drawing, x, y);
      }
    }
  }

  private OptionalLong earliest(Class<?> type) {
    return lanes.stream()
        .flatMap(lane -> lane.moments().stream())
        .filter(moment -> scale.holds(moment.atNs()) && type.isInstance(moment.event()))
        .filter(
            moment ->
                !(moment.event() instanceof Suspected suspected)
                    || suspected.epoch() < migration.epoch())
        .mapToLong(Moment::atNs)
        .min();
  }

  /** Something worth a word. */
  record Milestone(long atNs, String text, String colour) {}

  private record Act(Lane lane, long atNs) {}

  private record Message(Act from, String colour) {}
}
