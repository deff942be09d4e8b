package dev.baton.simulator;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.PeerKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Players of one session under the rules of a reference system, on the virtual time and the network
 * that Baton's sessions run on; it is seen the same way.
 */
final class BaselineWorld {

  private static final long START_NS = 10_000_000_000L;
  private static final long JOIN_GAP_NS = 40_000_000;
  private static final long REJOIN_NS = 1_000_000_000;
  private static final long RESENT_NS = 60_000_000;

  /** What a message or a tick's state takes on the network, where that matters. */
  private static final int PACKET_BYTES = 300;

  private final Setup setup;
  private final Agenda agenda = new Agenda(START_NS);
  private final Chance chance;
  private final Paths paths;
  private final Consumer<Sighting> watcher;
  private final BaselineModel model;
  private final List<BaselinePlayer> players = new ArrayList<>();
  private int processes;
  private int epochs;

  BaselineWorld(Scenario scenario, Baseline baseline, Consumer<Sighting> watcher) {
    setup = scenario.setup();
    this.watcher = watcher;
    chance = new Chance(scenario.seed());
    paths = new Paths(agenda, chance.fork(), setup.air());
    model = baseline.model(this);
  }

  Setup setup() {
    return setup;
  }

  Agenda agenda() {
    return agenda;
  }

  Chance chance() {
    return chance;
  }

  Paths paths() {
    return paths;
  }

  BaselineModel model() {
    return model;
  }

  List<BaselinePlayer> players() {
    return players;
  }

  long tickNs() {
    return 1_000_000_000L / setup.rateHz();
  }

  /** A name for the next line of play, by which observers tell hosts apart; no rule uses it. */
  Epoch nextEpoch() {
    return new Epoch(++epochs);
  }

  // Coming and going.

  void begin() {
    for (int i = 0; i < setup.peers(); i++) {
      BaselinePlayer player = newPlayer();
      agenda.after(i * JOIN_GAP_NS, () -> enter(player));
    }
  }

  BaselinePlayer newPlayer() {
    BaselinePlayer player = new BaselinePlayer(players.size() + 1);
    players.add(player);
    return player;
  }

  void enter(BaselinePlayer player) {
    if (player.process() != null) {
      return;
    }
    BaselinePeer process = model.process(this, player, ++processes);
    player.starts(process);
    String name = "player " + player.number();
    PeerKey key = PeerKey.of(Bytes.of(name.getBytes(StandardCharsets.US_ASCII)));
    process.see(new What.Began(player.number(), key));
    if (processes == 1) {
      process.create();
    } else {
      process.join();
    }
  }

  /** A process ended of its own accord; its player comes again if it still wants to play. */
  void exited(BaselinePeer process) {
    kill(process.player());
    if (process.player().wantsToPlay()) {
      agenda.after(REJOIN_NS, () -> enter(process.player()));
    }
  }

  void kill(BaselinePlayer player) {
    BaselinePeer process = player.process();
    if (process != null) {
      player.stops();
      process.die();
    }
  }

  // The network.

  /** Sends what must arrive: it is sent again until it does, or one of the two is gone. */
  void send(int from, BaselinePeer to, Runnable arrival) {
    int there = to.player().number();
    long delayNs = paths.reliableDelayNs(from, paths.air(from, there), PACKET_BYTES);
    arrive(from, to, arrival, delayNs);
  }

  private void arrive(int from, BaselinePeer to, Runnable arrival, long delayNs) {
    agenda.after(
        delayNs,
        () -> {
          if (!to.isAlive()) {
            return;
          }
          if (paths.isCut(from, to.player().number())) {
            arrive(from, to, arrival, RESENT_NS);
          } else {
            to.take(arrival);
          }
        });
  }

  /** Sends what may get lost. */
  void datagram(int from, BaselinePeer to, Runnable arrival) {
    int there = to.player().number();
    Air air = paths.air(from, there);
    if (paths.isLost(air) || paths.isFull(from, air)) {
      return;
    }
    agenda.after(
        paths.delayNs(from, air, PACKET_BYTES),
        () -> {
          if (!paths.isCut(from, there)) {
            to.take(arrival);
          }
        });
  }

  // Looking around.

  List<BaselinePeer> running() {
    List<BaselinePeer> running = new ArrayList<>();
    for (BaselinePlayer player : players) {
      BaselinePeer process = player.process();
      if (process != null) {
        running.add(process);
      }
    }
    return running;
  }

  @Nullable BaselinePeer process(int player) {
    return players.get(player - 1).process();
  }

  /** Whoever hosts the newest line of play: whom a game browser would name. */
  @Nullable BaselinePeer host() {
    BaselinePeer latest = null;
    for (BaselinePeer process : running()) {
      boolean later = latest == null || process.epoch().isAfter(latest.epoch());
      latest = process.isHosting() && later ? process : latest;
    }
    return latest;
  }

  /** The player that plays the part at this moment, if anybody does. */
  @Nullable BaselinePlayer find(Who who) {
    BaselinePeer host = host();
    return switch (who.part()) {
      case HOST -> host == null ? null : host.player();
      case RELAY -> null; // None of these systems passes on what cannot be sent directly.
      case PEER -> who.number() <= players.size() ? players.get(who.number() - 1) : null;
      case STANDBY -> {
        List<Integer> order = host == null ? List.of() : host.successors();
        yield who.number() > order.size() ? null : players.get(order.get(who.number() - 1) - 1);
      }
    };
  }

  /** Whether everybody who wants to play is in one session that goes on. */
  boolean isSettled() {
    BaselinePeer host = host();
    long sinceNs = agenda.nowNs() - 1_000_000_000L;
    int hosts = 0;
    for (BaselinePlayer player : players) {
      BaselinePeer process = player.process();
      if (process == null) {
        continue;
      }
      hosts += process.isHosting() ? 1 : 0;
      boolean plays = host != null && process.shown().epoch().equals(host.epoch());
      if (!plays || process.shownAtNs() < sinceNs) {
        return false;
      }
    }
    return hosts == 1 || running().isEmpty();
  }

  void see(int process, int player, What what) {
    watcher.accept(new Sighting(agenda.nowNs(), process, player, what));
  }
}
