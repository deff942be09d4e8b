package dev.baton.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes up a scenario from a seed. */
final class ScheduleMaker {

  private static final int FIRST_MS = 500;

  /** Others that a lobby can have are drawn elsewhere. */
  private static final List<Fault.Trouble> TROUBLES =
      List.of(Fault.Trouble.DIES, Fault.Trouble.STOPS, Fault.Trouble.SLOWS, Fault.Trouble.ECHOES);

  private final Chance chance;
  private final ScheduleOptions options;
  private final List<Timed> faults = new ArrayList<>();
  private int peers;

  private ScheduleMaker(long seed, ScheduleOptions options) {
    // Another stream than that of the world, so that a schedule can be changed without it.
    chance = new Chance(seed ^ 0x5eed5eed5eedL);
    this.options = options;
  }

  static Scenario make(long seed, ScheduleOptions options) {
    return new ScheduleMaker(seed, options).scenario(seed);
  }

  private Scenario scenario(long seed) {
    Setup setup = setup();
    peers = setup.peers();
    int style = chance.weighted(5, 3, 2);
    int count =
        switch (style) {
          case 0 -> chance.between(1, 4);
          case 1 -> chance.between(4, 12);
          default -> chance.between(2, 6);
        };
    for (int i = 0; i < count; i++) {
      int atMs = chance.between(FIRST_MS, Math.max(FIRST_MS, setup.playMs() - 4_000));
      add(atMs, style == 2 ? lone() : any());
      if (style == 1 && chance.perMille(500)) {
        // Troubles seldom come alone: another one while the first one is being dealt with.
        add(atMs + chance.between(1, 600), any());
      }
    }
    for (Timed timed : LaterFaults.of(seed, setup, options.kinds())) {
      add(timed.atMs(), Optional.of(timed.fault()));
    }
    faults.sort(Comparator.comparingInt(Timed::atMs));
    return new Scenario(seed, setup, faults);
  }

  private void add(int atMs, Optional<Fault> fault) {
    fault
        .filter(it -> options.kinds().contains(it.kind()))
        .ifPresent(it -> faults.add(new Timed(atMs, it)));
  }

  private Setup setup() {
    int standbys = chance.weighted(1, 3, 12, 2);
    int copies = standbys == 0 ? 0 : Math.min(standbys, chance.weighted(1, 8, 2));
    Air air =
        switch (chance.weighted(4, 3, 2, 2)) {
          case 0 -> Air.FINE;
          case 1 -> new Air(chance.between(200, 2_000), 300, 0, 0, 0, 0, 1500);
          case 2 -> new Air(chance.between(20_000, 60_000), 15_000, 10, 1, 5, 0, 1500);
          default -> new Air(chance.between(5_000, 30_000), 30_000, 20, 2, 10, 0, 1500);
        };
    return new Setup(
        chance.between(options.peersMin(), options.peersMax()),
        options.rateHz(),
        options.playMs(),
        standbys,
        copies,
        chance.perMille(850),
        chance.perMille(250),
        chance.perMille(100) ? chance.between(500, 40_000) : 0,
        chance.between(0, 3_000),
        chance.between(50, 250),
        chance.between(0, 300),
        air);
  }

  private Who peer() {
    return Who.peer(chance.between(1, peers));
  }

  private Who somebody() {
    return switch (chance.weighted(5, 3, 2, 4)) {
      case 0 -> Who.HOST;
      case 1 -> Who.standby(1);
      case 2 -> Who.standby(2);
      default -> peer();
    };
  }

  private int shortMs() {
    return chance.between(50, 900);
  }

  private int longMs() {
    return chance.perMille(700) ? chance.between(300, 3_000) : chance.between(3_000, 12_000);
  }

  /** What one peer alone suffers. */
  private Optional<Fault> lone() {
    Fault fault =
        switch (chance.weighted(3, 2, 2)) {
          case 0 -> new Fault.Cut(Who.HOST, peer(), chance.perMille(400), longMs());
          case 1 -> new Fault.Cut(peer(), Who.HOST, true, longMs());
          default -> new Fault.Stop(Who.standby(chance.between(1, 3)), longMs());
        };
    return Optional.of(fault);
  }

  private Optional<Fault> any() {
    Fault fault =
        switch (chance.weighted(9, 3, 3, 5, 2, 5, 4, 2, 3, 3, 2, 2, 2, 4, 1, 2)) {
          case 0 -> new Fault.Kill(somebody());
          case 1 -> new Fault.Vanish(somebody());
          case 2 -> new Fault.Restart(somebody());
          case 3 -> new Fault.Stop(somebody(), chance.perMille(500) ? shortMs() : longMs());
          case 4 -> new Fault.Busy(somebody(), longMs());
          case 5 -> new Fault.Cut(somebody(), peer(), chance.perMille(400), longMs());
          case 6 -> part();
          case 7 -> new Fault.Unlobby(somebody(), longMs());
          case 8 -> weather();
          case 9 -> new Fault.Lobby(trouble(), longMs());
          case 10 -> new Fault.Join();
          case 11 -> new Fault.Leave(somebody());
          case 12 -> new Fault.Kick(peer());
          case 13 ->
              new Fault.HandOver(chance.perMille(500) ? Optional.empty() : Optional.of(peer()));
          case 14 -> new Fault.Terminate();
          default -> new Fault.Fitness(somebody(), chance.perMille(500));
        };
    return Optional.of(fault);
  }

  private Fault.Trouble trouble() {
    return TROUBLES.get(chance.between(0, TROUBLES.size() - 1));
  }

  private Fault part() {
    List<Who> inside = new ArrayList<>();
    for (int peer = 1; peer <= peers; peer++) {
      if (chance.perMille(400)) {
        inside.add(Who.peer(peer));
      }
    }
    if (inside.isEmpty()) {
      inside.add(Who.HOST);
    }
    return new Fault.Part(inside, chance.perMille(300), longMs());
  }

  private Fault weather() {
    Air air =
        new Air(
            chance.between(1_000, 150_000),
            chance.between(0, 80_000),
            chance.between(0, 200),
            chance.between(0, 50),
            chance.between(0, 100),
            chance.perMille(300) ? chance.between(200, 5_000) : 0,
            chance.perMille(150) ? chance.between(600, 1_300) : 1500);
    Optional<Who> at = chance.perMille(500) ? Optional.of(somebody()) : Optional.empty();
    return new Fault.Weather(air, at, longMs());
  }
}
