package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings the faults of a schedule over a baseline's world: the same ones at the same times as over
 * Baton's, on the same paths, with the same meaning. A hand-over comes to nothing, since none of
 * the systems lets a running game change its host while the old one stays.
 */
final class BaselineFaults {

  private static final long MS = 1_000_000;
  private static final long BUSY_RUNS_NS = 20 * MS;
  private static final long BUSY_STOPS_NS = 30 * MS;
  private static final long RESTART_NS = 300 * MS;

  private final BaselineWorld world;
  private final List<Runnable> mending = new ArrayList<>();
  private boolean calm;

  BaselineFaults(BaselineWorld world) {
    this.world = world;
  }

  void bring(Fault fault) {
    if (calm) {
      return;
    }
    BaselinePeer host = world.host();
    int hosting = host == null ? Sighting.NOBODY : host.self();
    What befalls = new What.Befalls(fault, numbers(whom(fault)), hosting);
    world.see(Sighting.NOBODY, Sighting.NOBODY, befalls);
    switch (fault) {
      case Fault.Kill it -> on(it.who(), world::kill);
      case Fault.Vanish it -> on(it.who(), world::kill);
      case Fault.Restart it -> on(it.who(), this::restart);
      case Fault.Stop it -> on(it.who(), player -> stop(player, it.forMs()));
      case Fault.Busy it -> on(it.who(), player -> busy(player, it.forMs()));
      case Fault.Cut it -> cut(it);
      case Fault.Part it -> part(it);
      case Fault.Unlobby it -> on(it.who(), player -> unlobby(player, it.forMs()));
      case Fault.Weather it -> weather(it);
      case Fault.Lobby it -> lobby(it);
      case Fault.Join ignored -> join();
      case Fault.Leave it -> on(it.who(), BaselineFaults::leave);
      case Fault.Kick it -> on(it.who(), this::kick);
      case Fault.HandOver ignored -> {}
      case Fault.Terminate ignored -> terminate();
      case Fault.Fitness it -> on(it.who(), player -> player.fit(it.fit()));
      case Fault.Replay ignored -> {}
      case Fault.Forge ignored -> {}
    }
  }

  /** Mends everything, and brings nothing more. */
  void calm() {
    calm = true;
    for (Runnable mend : List.copyOf(mending)) {
      mend.run();
    }
    world.see(Sighting.NOBODY, Sighting.NOBODY, new What.Calm());
  }

  private static List<Who> whom(Fault fault) {
    return switch (fault) {
      case Fault.Kill it -> List.of(it.who());
      case Fault.Vanish it -> List.of(it.who());
      case Fault.Restart it -> List.of(it.who());
      case Fault.Stop it -> List.of(it.who());
      case Fault.Busy it -> List.of(it.who());
      case Fault.Cut it -> List.of(it.from(), it.to());
      case Fault.Part it -> it.inside();
      case Fault.Unlobby it -> List.of(it.who());
      case Fault.Weather it -> it.at().stream().toList();
      case Fault.Lobby ignored -> List.of();
      case Fault.Join ignored -> List.of();
      case Fault.Leave it -> List.of(it.who());
      case Fault.Kick it -> List.of(it.who());
      case Fault.HandOver it -> it.to().stream().toList();
      case Fault.Terminate ignored -> List.of();
      case Fault.Fitness it -> List.of(it.who());
      case Fault.Replay it -> List.of(it.who());
      case Fault.Forge it -> List.of(it.who());
    };
  }

  private List<Integer> numbers(List<Who> named) {
    List<Integer> numbers = new ArrayList<>();
    for (Who who : named) {
      on(who, player -> numbers.add(player.number()));
    }
    return numbers;
  }

  private void on(Who who, Consumer<BaselinePlayer> act) {
    BaselinePlayer player = world.find(who);
    if (player != null) {
      act.accept(player);
    }
  }

  /** Mends something after a time, or when calm comes, once. */
  private void mendAfter(int ms, Runnable what) {
    Runnable[] once = new Runnable[1];
    once[0] =
        () -> {
          if (mending.remove(once[0])) {
            what.run();
          }
        };
    mending.add(once[0]);
    world.agenda().after(ms * MS, once[0]);
  }

  private void restart(BaselinePlayer player) {
    world.kill(player);
    world.agenda().after(RESTART_NS, () -> world.enter(player));
  }

  private void stop(BaselinePlayer player, int forMs) {
    BaselinePeer process = player.process();
    if (process != null) {
      process.stop();
      mendAfter(forMs, process::resume);
    }
  }

  private void busy(BaselinePlayer player, int forMs) {
    BaselinePeer process = player.process();
    if (process != null) {
      boolean[] over = new boolean[1];
      mendAfter(forMs, () -> over[0] = true);
      busyTurn(process, over);
    }
  }

  private void busyTurn(BaselinePeer process, boolean[] over) {
    if (over[0] || !process.isAlive()) {
      return;
    }
    process.stop();
    Runnable goesOn =
        () -> {
          process.resume();
          world.agenda().after(BUSY_RUNS_NS, () -> busyTurn(process, over));
        };
    world.agenda().after(BUSY_STOPS_NS, goesOn);
  }

  private void cut(Fault.Cut fault) {
    BaselinePlayer from = world.find(fault.from());
    BaselinePlayer to = world.find(fault.to());
    if (from == null || to == null || from == to) {
      return;
    }
    List<int[]> cuts = new ArrayList<>();
    cuts.add(new int[] {from.number(), to.number()});
    if (!fault.oneWay()) {
      cuts.add(new int[] {to.number(), from.number()});
    }
    cut(cuts, fault.forMs());
  }

  private void cut(List<int[]> cuts, int forMs) {
    Paths paths = world.paths();
    cuts.forEach(cut -> paths.cut(cut[0], cut[1]));
    mendAfter(forMs, () -> cuts.forEach(cut -> paths.mend(cut[0], cut[1])));
  }

  private void part(Fault.Part fault) {
    boolean[] inside = new boolean[Paths.PLACES];
    inside[Paths.LOBBY] = fault.withLobby();
    for (Who who : fault.inside()) {
      on(who, player -> inside[player.number()] = true);
    }
    List<int[]> cuts = new ArrayList<>();
    for (int a = 0; a < Paths.PLACES; a++) {
      for (int b = 0; b < Paths.PLACES; b++) {
        if (inside[a] != inside[b]) {
          cuts.add(new int[] {a, b});
        }
      }
    }
    cut(cuts, fault.forMs());
  }

  private void unlobby(BaselinePlayer player, int forMs) {
    int here = player.number();
    cut(List.of(new int[] {here, Paths.LOBBY}, new int[] {Paths.LOBBY, here}), forMs);
  }

  private void weather(Fault.Weather fault) {
    Paths paths = world.paths();
    Air air = fault.air();
    if (fault.at().isEmpty()) {
      paths.begin(air);
      mendAfter(fault.forMs(), () -> paths.end(air));
    } else {
      on(
          fault.at().get(),
          player -> {
            paths.begin(air, player.number());
            mendAfter(fault.forMs(), () -> paths.end(air, player.number()));
          });
    }
  }

  private void lobby(Fault.Lobby fault) {
    if (world.setup().lobby()) {
      world.model().trouble(fault.trouble(), true);
      mendAfter(fault.forMs(), () -> world.model().trouble(fault.trouble(), false));
    }
  }

  private void join() {
    if (world.players().size() < Setup.SEATS_MAX) {
      world.enter(world.newPlayer());
    }
  }

  private static void leave(BaselinePlayer player) {
    player.wantsNoMore();
    BaselinePeer process = player.process();
    if (process != null) {
      process.take(process::leave);
    }
  }

  private void kick(BaselinePlayer player) {
    BaselinePeer host = world.host();
    BaselinePeer kicked = player.process();
    if (host != null && kicked != null && host != kicked && host.isFree()) {
      player.wantsNoMore();
      host.kick(player.number());
    }
  }

  private void terminate() {
    BaselinePeer host = world.host();
    if (host != null && host.isFree()) {
      world.players().forEach(BaselinePlayer::wantsNoMore);
      host.terminate();
    }
  }
}
