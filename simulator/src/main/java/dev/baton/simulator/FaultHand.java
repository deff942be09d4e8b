package dev.baton.simulator;

import dev.baton.core.Input;
import dev.baton.core.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings faults over the world, and mends each when its time is over. */
final class FaultHand {

  private static final long MS = 1_000_000;
  private static final long BUSY_RUNS_NS = 20 * MS;
  private static final long BUSY_STOPS_NS = 30 * MS;
  private static final long RESTART_NS = 300 * MS;

  private final World world;
  private final List<Runnable> mending = new ArrayList<>();
  private boolean calm;

  FaultHand(World world) {
    this.world = world;
  }

  void bring(Fault fault) {
    if (calm) {
      return;
    }
    PeerProcess host = world.host();
    int hosting = host == null ? Sighting.NOBODY : host.place();
    world.see(Sighting.NOBODY, Sighting.NOBODY, new What.Befalls(fault, whom(fault), hosting));
    switch (fault) {
      case Fault.Kill it -> ifThere(it.who(), player -> world.kill(player, true));
      case Fault.Vanish it -> ifThere(it.who(), player -> world.kill(player, false));
      case Fault.Restart it -> ifThere(it.who(), this::restart);
      case Fault.Stop it -> ifThere(it.who(), player -> stop(player, it.forMs()));
      case Fault.Busy it -> ifThere(it.who(), player -> busy(player, it.forMs()));
      case Fault.Cut it -> cut(it);
      case Fault.Part it -> part(it);
      case Fault.Unlobby it -> ifThere(it.who(), player -> unlobby(player, it.forMs()));
      case Fault.Weather it -> weather(it);
      case Fault.Lobby it -> lobby(it);
      case Fault.Join ignored -> join();
      case Fault.Leave it -> ifThere(it.who(), FaultHand::leave);
      case Fault.Kick it -> ifThere(it.who(), this::kick);
      case Fault.HandOver it -> handOver(it.to());
      case Fault.Terminate ignored -> terminate();
      case Fault.Fitness it ->
          ifThere(it.who(), player -> player.process(process -> process.fit(it.fit())));
      case Fault.Replay it -> ifThere(it.who(), player -> world.net().replay(player));
      case Fault.Forge it -> ifThere(it.who(), this::forge);
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

  boolean isCalm() {
    return calm;
  }

  private List<Integer> whom(Fault fault) {
    List<Who> named =
        switch (fault) {
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
    List<Integer> numbers = new ArrayList<>();
    for (Who who : named) {
      Player player = world.find(who);
      if (player != null) {
        numbers.add(player.number());
      }
    }
    return numbers;
  }

  private interface Act {
    void on(Player player);
  }

  private void ifThere(Who who, Act act) {
    Player player = world.find(who);
    if (player != null) {
      act.on(player);
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

  private void restart(Player player) {
    world.kill(player, true);
    world.agenda().after(RESTART_NS, () -> world.enter(player));
  }

  private void stop(Player player, int forMs) {
    PeerProcess process = player.process();
    if (process != null) {
      process.stop();
      world.umpire().stopped(player, true);
      mendAfter(
          forMs,
          () -> {
            world.umpire().stopped(player, false);
            process.resume();
          });
    }
  }

  private void busy(Player player, int forMs) {
    PeerProcess process = player.process();
    if (process == null) {
      return;
    }
    boolean[] over = new boolean[1];
    world.umpire().stopped(player, true);
    mendAfter(
        forMs,
        () -> {
          over[0] = true;
          world.umpire().stopped(player, false);
        });
    busyTurn(process, over);
  }

  private void busyTurn(PeerProcess process, boolean[] over) {
    if (over[0] || !process.isAlive()) {
      return;
    }
    process.stop();
    world
        .agenda()
        .after(
            BUSY_STOPS_NS,
            () -> {
              process.resume();
              world.agenda().after(BUSY_RUNS_NS, () -> busyTurn(process, over));
            });
  }

  private void cut(Fault.Cut fault) {
    Player from = world.find(fault.from());
    Player to = world.find(fault.to());
    if (from == null || to == null || from == to) {
      return;
    }
    Paths paths = world.paths();
    paths.cut(from.number(), to.number());
    if (!fault.oneWay()) {
      paths.cut(to.number(), from.number());
    }
    mendAfter(
        fault.forMs(),
        () -> {
          paths.mend(from.number(), to.number());
          if (!fault.oneWay()) {
            paths.mend(to.number(), from.number());
          }
        });
  }

  private void part(Fault.Part fault) {
    boolean[] inside = new boolean[Paths.PLACES];
    inside[Paths.LOBBY] = fault.withLobby();
    for (Who who : fault.inside()) {
      Player player = world.find(who);
      if (player != null) {
        inside[player.number()] = true;
      }
    }
    List<int[]> cuts = new ArrayList<>();
    for (int a = 0; a < Paths.PLACES; a++) {
      for (int b = 0; b < Paths.PLACES; b++) {
        if (inside[a] && !inside[b]) {
          cuts.add(new int[] {a, b});
          cuts.add(new int[] {b, a});
        }
      }
    }
    Paths paths = world.paths();
    cuts.forEach(cut -> paths.cut(cut[0], cut[1]));
    mendAfter(fault.forMs(), () -> cuts.forEach(cut -> paths.mend(cut[0], cut[1])));
  }

  private void unlobby(Player player, int forMs) {
    Paths paths = world.paths();
    paths.cut(player.number(), Paths.LOBBY);
    paths.cut(Paths.LOBBY, player.number());
    mendAfter(
        forMs,
        () -> {
          paths.mend(player.number(), Paths.LOBBY);
          paths.mend(Paths.LOBBY, player.number());
        });
  }

  private void weather(Fault.Weather fault) {
    Paths paths = world.paths();
    // An object of its own, so that two storms of one kind end one by one.
    Air air = fault.air();
    if (fault.at().isEmpty()) {
      paths.begin(air);
      mendAfter(fault.forMs(), () -> paths.end(air));
    } else {
      ifThere(
          fault.at().get(),
          player -> {
            paths.begin(air, player.number());
            mendAfter(fault.forMs(), () -> paths.end(air, player.number()));
          });
    }
  }

  private void lobby(Fault.Lobby fault) {
    LobbyHouse lobby = world.lobby();
    if (!world.setup().lobby() || !lobby.isUp()) {
      return;
    }
    switch (fault.trouble()) {
      case DIES -> {
        lobby.die();
        mendAfter(fault.forMs(), lobby::start);
      }
      case STOPS -> {
        lobby.stop();
        mendAfter(fault.forMs(), lobby::resume);
      }
      case SLOWS -> {
        lobby.slow(500 * MS);
        mendAfter(fault.forMs(), () -> lobby.slow(0));
      }
      case ECHOES -> {
        lobby.echo(true);
        mendAfter(fault.forMs(), () -> lobby.echo(false));
      }
      case DROPS -> {
        lobby.drop();
        mendAfter(fault.forMs(), lobby::listen);
      }
      case REFUSES -> {
        lobby.refuse(true);
        mendAfter(fault.forMs(), () -> lobby.refuse(false));
      }
    }
  }

  private void join() {
    if (world.players().size() < Setup.SEATS_MAX) {
      world.enter(world.newPlayer());
    }
  }

  private static void leave(Player player) {
    player.wantsNoMore();
    player.process(process -> process.step(new Input.LeaveAsked()));
  }

  private void kick(Player player) {
    PeerProcess host = world.host();
    PeerProcess kicked = player.process();
    Optional<PeerId> peer = kicked == null ? Optional.empty() : kicked.machine().self();
    if (host != null && host != kicked && peer.isPresent() && host.isFree()) {
      player.wantsNoMore();
      host.step(new Input.RemovalAsked(peer.get()));
    }
  }

  private void handOver(Optional<Who> to) {
    PeerProcess host = world.host();
    @Nullable Player wanted = to.map(world::find).orElse(null);
    PeerProcess successor = wanted == null ? null : wanted.process();
    Optional<PeerId> peer =
        successor == null || successor == host ? Optional.empty() : successor.machine().self();
    if (host != null && host.isFree()) {
      host.step(new Input.HandOverAsked(peer));
    }
  }

  private void forge(Player player) {
    PeerProcess process = player.process();
    if (process != null
        && process.isFree()
        && process.isSeated()
        && !Forgery.isOnlyVoter(process)) {
      Forgery.of(process, world.epoch().next()).send();
    }
  }

  private void terminate() {
    PeerProcess host = world.host();
    if (host != null && host.isFree()) {
      world.players().forEach(Player::wantsNoMore);
      host.step(new Input.TerminateAsked());
    }
  }
}
