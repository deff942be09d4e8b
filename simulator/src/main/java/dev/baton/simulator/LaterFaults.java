package dev.baton.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Faults that seeds were given later than the others: from a stream of their own, and besides what
 * a seed has without them.
 */
final class LaterFaults {

  private static final int FIRST_MS = 500;
  private static final int TAIL_MS = 4_000;

  /** What befalls relays; where one of these may not come, relays are left alone. */
  private static final Set<Fault.Kind> RELAY_KINDS =
      EnumSet.of(
          Fault.Kind.CUT, Fault.Kind.KILL, Fault.Kind.STOP, Fault.Kind.BUSY, Fault.Kind.WEATHER);

  private final Chance chance;
  private final Setup setup;
  private final List<Timed> faults = new ArrayList<>();

  private LaterFaults(long seed, Setup setup) {
    chance = new Chance(seed ^ 0x1a7e_1a7e_1a7eL);
    this.setup = setup;
  }

  /** Those of a seed; none for most. */
  static List<Timed> of(long seed, Setup setup, Set<Fault.Kind> kinds) {
    LaterFaults later = new LaterFaults(seed, setup);
    if (later.chance.perMille(120) && kinds.contains(Fault.Kind.LOBBY)) {
      later.lobby();
    }
    if (later.chance.perMille(120) && setup.peers() >= 3 && kinds.containsAll(RELAY_KINDS)) {
      later.relay();
    }
    return later.faults;
  }

  private int someTimeMs() {
    return chance.between(FIRST_MS, Math.max(FIRST_MS, setup.playMs() - TAIL_MS));
  }

  /** The lobby has too much to do, or loses its connections; half of the time a host dies, too. */
  private void lobby() {
    Fault.Trouble trouble = chance.perMille(650) ? Fault.Trouble.REFUSES : Fault.Trouble.DROPS;
    int atMs = someTimeMs();
    faults.add(new Timed(atMs, new Fault.Lobby(trouble, chance.between(300, 8_000))));
    if (chance.perMille(500)) {
      int laterMs = atMs + chance.between(1, 1_500);
      Fault loss =
          switch (chance.weighted(3, 2, 2, 1)) {
            case 0 -> new Fault.Kill(Who.HOST);
            case 1 -> new Fault.Stop(Who.HOST, chance.between(300, 3_000));
            case 2 -> new Fault.Join();
            default -> new Fault.HandOver(Optional.empty());
          };
      faults.add(new Timed(laterMs, loss));
    }
  }

  /** A peer reaches the host through another one, and something befalls that one. */
  private void relay() {
    int atMs = someTimeMs();
    Who cut = Who.peer(chance.between(1, setup.peers()));
    int cutMs = chance.between(2_000, 10_000);
    faults.add(new Timed(atMs, new Fault.Cut(Who.HOST, cut, chance.perMille(300), cutMs)));
    int laterMs = atMs + chance.between(300, 1_800);
    Fault fault =
        switch (chance.weighted(3, 2, 2, 2, 2)) {
          case 0 -> new Fault.Kill(Who.RELAY);
          case 1 -> new Fault.Stop(Who.RELAY, chance.between(100, 3_000));
          case 2 -> new Fault.Busy(Who.RELAY, chance.between(300, 3_000));
          case 3 -> new Fault.Cut(Who.RELAY, Who.HOST, false, chance.between(300, 3_000));
          default -> slow();
        };
    faults.add(new Timed(laterMs, fault));
  }

  private Fault slow() {
    Air air =
        new Air(chance.between(50_000, 250_000), 20_000, chance.between(0, 100), 0, 10, 0, 1500);
    return new Fault.Weather(air, Optional.of(Who.RELAY), chance.between(300, 5_000));
  }
}
