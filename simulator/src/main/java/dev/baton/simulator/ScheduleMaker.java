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
  private final Chance malice;
  private final ScheduleOptions options;
  private final List<Timed> faults = new ArrayList<>();
  private int peers;

  private ScheduleMaker(long seed, ScheduleOptions options) {
    // Another stream than that of the world, so that a schedule can be changed without it.
    chance = new Chance(seed ^ 0x5eed5eed5eedL);
    malice = new Chance(seed ^ 0x0bad5eed0badL);
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
    if (style != 2 && options.kinds().size() == Fault.Kind.values().length) {
      meaner(setup);
    }
    for (Timed timed : LaterFaults.of(seed, setup, options.kinds())) {
      add(timed.atMs(), Optional.of(timed.fault()));
    }
    faults.sort(Comparator.comparingInt(Timed::atMs));
    return new Scenario(seed, setup, faults);
  }

  /**
   * What seldom comes together by chance: each by draws of its own, so that the rest of a seed's
   * schedule stays as it is.
   */
  private void meaner(Setup setup) {
    int latestMs = Math.max(FIRST_MS, setup.playMs() - 4_000);
    if (!malice.perMille(450)) {
      return;
    }
    int atMs = malice.between(FIRST_MS, latestMs);
    switch (malice.weighted(3, 2, 2, 2, 2, 1)) {
      case 0 -> {
        add(atMs, Optional.of(new Fault.Kill(Who.HOST)));
        for (int i = 0; i < 3; i++) {
          int laterMs = atMs + malice.between(100, 4_000);
          add(laterMs, Optional.of(new Fault.Replay(Who.peer(malice.between(1, peers)))));
        }
      }
      case 1 -> add(atMs, Optional.of(new Fault.Forge(Who.peer(malice.between(1, peers)))));
      case 2 -> lags(atMs);
      case 3 -> {
        // Two candidates at once, who do not hear each other.
        int forMs = malice.between(300, 3_000);
        add(atMs, Optional.of(new Fault.Cut(Who.standby(1), Who.standby(2), false, forMs)));
        add(atMs + malice.between(0, 300), Optional.of(new Fault.Vanish(Who.HOST)));
      }
      case 4 -> {
        add(atMs, Optional.of(new Fault.Fitness(Who.standby(1), false)));
        add(atMs + malice.between(1_100, 3_000), Optional.of(new Fault.Kill(Who.HOST)));
      }
      default -> {
        add(atMs, Optional.of(new Fault.Kill(Who.HOST)));
        int laterMs = atMs + malice.between(10, 500);
        add(laterMs, Optional.of(new Fault.Restart(Who.standby(malice.between(1, 2)))));
      }
    }
  }

  /** Somebody misses changes of the name table, and then the host is gone. */
  private void lags(int atMs) {
    Who behind = Who.peer(malice.between(1, peers));
    int forMs = malice.between(300, 900);
    add(atMs, Optional.of(new Fault.Cut(Who.HOST, behind, true, forMs)));
    for (int i = 0; i < malice.between(1, 4); i++) {
      boolean joins = malice.perMille(500);
      Fault change =
          joins
              ? new Fault.Join()
              : new Fault.Fitness(Who.peer(malice.between(1, peers)), malice.perMille(500));
      add(atMs + malice.between(1, 300), Optional.of(change));
    }
    add(atMs + malice.between(300, 1_500), Optional.of(new Fault.Kill(Who.HOST)));
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
        air,
        false);
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
