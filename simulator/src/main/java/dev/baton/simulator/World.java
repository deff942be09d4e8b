package dev.baton.simulator;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.Input;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.core.Stage;
import dev.baton.wire.Decoded;
import dev.baton.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All players of one session, their processes, the network and the lobby, on virtual time. */
final class World {

  /** Where virtual time starts; nothing in the protocol may depend on it. */
  private static final long START_NS = 10_000_000_000L;

  private static final long JOIN_GAP_NS = 40_000_000;
  private static final long REJOIN_NS = 1_000_000_000;
  private static final int PROCESSES_MAX = 12;

  private final Setup setup;
  private final Agenda agenda = new Agenda(START_NS);
  private final Chance chance;
  private final Paths paths;
  private final Net net;
  private final LobbyHouse lobby;
  private final Umpire umpire;
  private final Trace trace;
  private final Consumer<Sighting> watcher;
  private final Probe probe;
  private final List<Player> players = new ArrayList<>();
  private final Map<PeerKey, Player> byKey = new LinkedHashMap<>();
  private final int[] processesOf = new int[Paths.PLACES];
  private final boolean encodes;
  private @Nullable JoinCode code;
  private SessionId session = new SessionId(1, 1);
  private int processes;
  private long inputs;

  World(Scenario scenario, boolean traced, Consumer<Sighting> watcher, Probe probe) {
    setup = scenario.setup();
    this.watcher = watcher;
    this.probe = probe;
    chance = new Chance(scenario.seed());
    trace = new Trace(agenda, traced ? new Chronicle(agenda, this::player) : null);
    paths = new Paths(agenda, chance.fork(), setup.air());
    umpire = new Umpire(this);
    net = new Net(this);
    lobby = new LobbyHouse(this, chance.fork());
    // Some worlds speak through the real codec, which costs time but no behaviour.
    encodes = scenario.seed() % 16 == 0;
  }

  // Its parts.

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

  Net net() {
    return net;
  }

  LobbyHouse lobby() {
    return lobby;
  }

  Umpire umpire() {
    return umpire;
  }

  Trace trace() {
    return trace;
  }

  Probe probe() {
    return probe;
  }

  List<Player> players() {
    return players;
  }

  @Nullable Player player(PeerKey key) {
    return byKey.get(key);
  }

  /** The player with that number, if there is one yet. */
  @Nullable Player player(int number) {
    return number >= 1 && number <= players.size() ? players.get(number - 1) : null;
  }

  // Beginning.

  /** The first player creates the session, the others join it one after the other. */
  void begin() {
    enter(newPlayer());
    for (int i = 1; i < setup.peers(); i++) {
      Player player = newPlayer();
      agenda.after(i * JOIN_GAP_NS, () -> enterOnceThereIs(player));
    }
  }

  Player newPlayer() {
    Player player = new Player(players.size() + 1, setup.lobby());
    players.add(player);
    byKey.put(player.key(), player);
    return player;
  }

  private void enterOnceThereIs(Player player) {
    if (isCreated()) {
      enter(player);
    } else {
      agenda.after(JOIN_GAP_NS, () -> enterOnceThereIs(player));
    }
  }

  private boolean isCreated() {
    return setup.lobby() ? code != null : host() != null;
  }

  /** Starts a process of a player, which creates the session, or joins it. */
  void enter(Player player) {
    if (player.process() != null || processesOf[player.number()] >= PROCESSES_MAX) {
      return;
    }
    processesOf[player.number()]++;
    int drift = setup.driftPpm();
    LocalClock clock =
        new LocalClock(chance.below(1L << 50), drift == 0 ? 0 : chance.between(-drift, drift));
    PeerProcess process = new PeerProcess(this, player, ++processes, clock);
    player.starts(process);
    process.see(new What.Began(player.number(), player.key()));
    if (setup.lobby()) {
      process.desk(LobbyDesk.open(this, process, Optional.ofNullable(code)));
    } else {
      enterWithoutLobby(process);
    }
  }

  private void enterWithoutLobby(PeerProcess process) {
    PeerProcess host = host();
    if (processes == 1) {
      process.start(new Input.SessionCreated(session, setup.rules(Optional.empty())));
    } else if (host == null) {
      agenda.after(REJOIN_NS, () -> process.take(() -> enterWithoutLobby(process)));
    } else {
      HostAddress address = new HostAddress(host.key(), host.player().endpoint());
      process.start(new Input.JoinGranted(session, address, Bytes.EMPTY));
    }
  }

  void sessionCreated(SessionId id, JoinCode joinCode) {
    session = id;
    code = joinCode;
  }

  // Ending.

  /** A process ended of its own accord. */
  void exited(PeerProcess process) {
    if (!process.isAlive()) {
      return;
    }
    Player player = process.player();
    player.stops(true);
    process.die();
    if (player.wantsToPlay() && isCreated()) {
      agenda.after(REJOIN_NS, () -> enter(player));
    }
  }

  /**
   * A process is killed.
   *
   * @param portUnreachable whether its machine still runs
   */
  void kill(Player player, boolean portUnreachable) {
    PeerProcess process = player.process();
    if (process == null) {
      return;
    }
    player.stops(portUnreachable);
    process.die();
    trace.line(process + (portUnreachable ? " is killed" : " vanishes"));
    if (portUnreachable) {
      for (PeerProcess other : running()) {
        if (other.watches(player.key())) {
          net.watch(other, player);
        }
      }
    }
  }

  // Looking around.

  /** All processes that run, by number of their player. */
  List<PeerProcess> running() {
    List<PeerProcess> running = new ArrayList<>();
    for (Player player : players) {
      PeerProcess process = player.process();
      if (process != null) {
        running.add(process);
      }
    }
    return running;
  }

  /** Whoever is host in the latest epoch. */
  @Nullable PeerProcess host() {
    PeerProcess latest = null;
    for (PeerProcess process : running()) {
      boolean hosts = process.machine().self().isPresent() && isHost(process);
      boolean later = latest == null || process.machine().epoch().isAfter(latest.machine().epoch());
      latest = hosts && later ? process : latest;
    }
    return latest;
  }

  private static boolean isHost(PeerProcess process) {
    return switch (process.machine().stage()) {
      case Stage.Hosting ignored -> true;
      case Stage.Isolated ignored -> true;
      case Stage.HandingOver ignored -> true;
      default -> false;
    };
  }

  /** The player that plays the part at this moment, if anybody does. */
  @Nullable Player find(Who who) {
    PeerProcess host = host();
    return switch (who.part()) {
      case HOST -> host == null ? null : host.player();
      case PEER -> player(who.number());
      case RELAY -> relay();
      case STANDBY -> {
        List<PeerId> order = host == null ? List.of() : host.machine().table().succession();
        yield who.number() > order.size() || host == null
            ? null
            : seated(host, order.get(who.number() - 1));
      }
    };
  }

  private @Nullable Player relay() {
    for (Player player : players) {
      for (PeerProcess process : running()) {
        if (process.routes().isThrough(player.key())) {
          return player;
        }
      }
    }
    return null;
  }

  private @Nullable Player seated(PeerProcess host, PeerId peer) {
    return host.machine().table().seats().stream()
        .filter(seat -> seat.peer().equals(peer))
        .map(seat -> byKey.get(seat.key()))
        .findFirst()
        .orElse(null);
  }

  /** The latest epoch that anybody obeys. */
  Epoch epoch() {
    Epoch latest = Epoch.FIRST;
    for (PeerProcess process : running()) {
      Epoch epoch = process.machine().epoch();
      latest = epoch.isAfter(latest) ? epoch : latest;
    }
    return latest;
  }

  // What goes on in it.

  void see(int process, int player, What what) {
    Sighting sighting = new Sighting(agenda.nowNs(), process, player, what);
    trace.saw(sighting);
    watcher.accept(sighting);
  }

  /** What an input says; no two say the same. */
  long nextInput() {
    return ++inputs;
  }

  /** The message as it comes out of the codec, in worlds that use it. */
  Message throughTheWire(Message message) {
    if (!encodes) {
      return message;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Wire.encodedBytes(message));
    Wire.encode(message, bytes);
    return switch (Wire.decode(bytes.flip())) {
      case Decoded.Ok<Message> ok -> ok.value();
      case Decoded.Malformed<Message> malformed ->
          throw new IllegalStateException("cannot read " + message + ": " + malformed.reason());
    };
  }

  /** What a failure was, in a few lines. */
  static String firstLines(RuntimeException failure) {
    StringBuilder lines = new StringBuilder(failure.toString());
    StackTraceElement[] frames = failure.getStackTrace();
    for (int i = 0; i < Math.min(4, frames.length); i++) {
      lines.append(" at ").append(frames[i]);
    }
    return lines.toString();
  }
}
