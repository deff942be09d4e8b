package dev.baton.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The kinds of faults that systems are compared by; each has the schedules of the usual seeds. */
public enum FaultGroup {
  /** Processes are killed, or their machines lose power. */
  KILL("kill", 1),
  /** Processes do not run for up to 12 s. */
  STOP("stop", 1),
  /** The same, ten times as long: up to two minutes. */
  LONG_STOP("long stop", 10),
  /** Peers are cut off from each other, one by one or in parts, for up to 12 s. */
  CUT("cut", 1),
  /** The same, ten times as long: up to two minutes. */
  LONG_CUT("long cut", 10),
  /** Players leave politely. */
  LEAVE("leave", 1),
  /** Hosts hand over; no system but Baton offers that in a running game. */
  HAND_OVER("hand-over", 1),
  /** Everything that can befall a session, as {@code baton sim} has it. */
  MIXED("all kinds", 1);

  private static final int LONG_PLAY_FACTOR = 5;

  private final String label;
  private final int factor;

  FaultGroup(String label, int factor) {
    this.label = label;
    this.factor = factor;
  }

  /** Its name in tables. */
  public String label() {
    return label;
  }

  /** Whether a system offers what this group is about. */
  public boolean isOffered(Baseline baseline) {
    return this != HAND_OVER || baseline.isBaton();
  }

  /** The scenario that belongs to a seed; it may have no faults of this kind. */
  public Scenario scenario(long seed) {
    ScheduleOptions all = ScheduleOptions.DEFAULT;
    ScheduleOptions options =
        new ScheduleOptions(kinds(), all.peersMin(), all.peersMax(), all.rateHz(), all.playMs());
    Scenario usual = ScheduleMaker.make(seed, options);
    return factor == 1 ? usual : stretched(usual);
  }

  private Set<Fault.Kind> kinds() {
    return switch (this) {
      case KILL -> EnumSet.of(Fault.Kind.KILL, Fault.Kind.VANISH);
      case STOP, LONG_STOP -> EnumSet.of(Fault.Kind.STOP);
      case CUT, LONG_CUT -> EnumSet.of(Fault.Kind.CUT, Fault.Kind.PART);
      case LEAVE -> EnumSet.of(Fault.Kind.LEAVE);
      case HAND_OVER -> EnumSet.of(Fault.Kind.HANDOVER);
      // What says nothing to others' models is left out.
      case MIXED -> EnumSet.complementOf(EnumSet.of(Fault.Kind.REPLAY, Fault.Kind.FORGE));
    };
  }

  private Scenario stretched(Scenario usual) {
    List<Timed> faults = new ArrayList<>();
    for (Timed timed : usual.faults()) {
      faults.add(new Timed(timed.atMs() * LONG_PLAY_FACTOR, longer(timed.fault())));
    }
    Setup setup = usual.setup();
    Setup longer =
        new Setup(
            setup.peers(),
            setup.rateHz(),
            setup.playMs() * LONG_PLAY_FACTOR,
            setup.standbys(),
            setup.copies(),
            setup.lobby(),
            setup.secrets(),
            setup.ballastBytes(),
            setup.computeUs(),
            setup.inputGapMs(),
            setup.driftPpm(),
            setup.air(),
            setup.patient());
    return new Scenario(usual.seed(), longer, faults);
  }

  private Fault longer(Fault fault) {
    return switch (fault) {
      case Fault.Stop it -> new Fault.Stop(it.who(), factor * it.forMs());
      case Fault.Cut it -> new Fault.Cut(it.from(), it.to(), it.oneWay(), factor * it.forMs());
      case Fault.Part it -> new Fault.Part(it.inside(), it.withLobby(), factor * it.forMs());
      default -> fault;
    };
  }
}
