package dev.baton.simulator;

import dev.baton.lobbycore.ConnectionId;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyInput;
import dev.baton.lobbycore.LobbyLimits;
import dev.baton.lobbycore.LobbyMachine;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyOutput;
import dev.baton.lobbycore.LobbyPorts;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.LobbyTiming;
import dev.baton.lobbycore.Moment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lobby's process: the real {@link LobbyMachine}, and what its shell does around it. */
final class LobbyHouse {

  private static final int BUFFERED_MAX = 20_000;

  /** Some day in 2026, for tickets. */
  private static final long WALL_MS = 1_770_000_000_000L;

  private final World world;
  private final Seal seal = new Seal("lobby", false);
  private final Chance chance;
  private final Map<ConnectionId, LobbyLine> lines = new LinkedHashMap<>();
  private boolean hasForgotten;
  private final ArrayDeque<LobbyInput> whileStopped = new ArrayDeque<>();
  private @Nullable LobbyMachine machine;
  private long connections;
  private long lives;
  private int stops;
  private long extraNs;
  private boolean echoes;
  private int deaf;
  private int refusals;
  private @Nullable LobbyGate gate;

  LobbyHouse(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
    start();
  }

  // Its life.

  void start() {
    LobbyPorts ports = new LobbyPorts(seal, Seal.CHECK, chance::nextLong);
    machine = new LobbyMachine(LobbyLimits.DEFAULT, LobbyTiming.DEFAULT, ports, nowNs());
    sweepLater(++lives);
  }

  /** The process is killed; what it knew is gone. */
  void die() {
    machine = null;
    hasForgotten = true;
    whileStopped.clear();
    for (LobbyLine line : new ArrayList<>(lines.values())) {
      line.up.close();
      line.down.send(new LobbyLine.Down.Closed(), 0);
    }
    lines.clear();
  }

  /** Whether it ever forgot which session is which, and so cannot bring parts of one together. */
  boolean hasForgotten() {
    return hasForgotten;
  }

  boolean isUp() {
    return machine != null;
  }

  void stop() {
    stops++;
  }

  void resume() {
    stops--;
    while (stops == 0 && !whileStopped.isEmpty()) {
      handle(whileStopped.remove());
    }
  }

  /** From now on everything takes so much longer. */
  void slow(long moreNs) {
    extraNs = moreNs;
  }

  /** From now on events come twice. */
  void echo(boolean twice) {
    echoes = twice;
  }

  /** Closes all connections and takes no new ones; the process goes on. */
  void drop() {
    deaf++;
    for (LobbyLine line : new ArrayList<>(lines.values())) {
      lines.remove(line.id);
      line.up.close();
      line.down.send(new LobbyLine.Down.Closed(), 0);
      handle(new LobbyInput.Ended(line.id));
    }
  }

  /** Takes connections again. */
  void listen() {
    deaf--;
  }

  /** From now on most requests are answered with the time to wait before asking again. */
  void refuse(boolean most) {
    refusals += most ? 1 : -1;
    if (most && gate == null) {
      gate = new LobbyGate(lines.keySet(), nowNs());
    } else if (refusals == 0) {
      gate = null;
    }
  }

  private long nowNs() {
    return world.agenda().nowNs();
  }

  private void sweepLater(long life) {
    world
        .agenda()
        .after(
            LobbyTiming.DEFAULT.sweepNs(),
            () -> {
              if (machine != null && life == lives) {
                handle(new LobbyInput.SweepDue());
                sweepLater(life);
              }
            });
  }

  // Connections.

  /** A process connects; null if nobody listens. */
  @Nullable LobbyLine connect(LobbyDesk desk, PeerProcess process) {
    if (machine == null || deaf > 0) {
      return null;
    }
    LobbyLine line = new LobbyLine(world, this, new ConnectionId(++connections), desk, process);
    lines.put(line.id, line);
    handle(new LobbyInput.Opened(line.id, process.player().endpoint().address()));
    return line;
  }

  void arrived(LobbyLine line, LobbyLine.Up what) {
    if (!lines.containsKey(line.id)) {
      return;
    }
    switch (what) {
      case LobbyLine.Up.Asked asked -> {
        world.trace().heard(asked.number());
        asked(line, asked.request());
      }
      case LobbyLine.Up.Closed ignored -> {
        lines.remove(line.id);
        line.down.close();
        handle(new LobbyInput.Ended(line.id));
      }
    }
  }

  private void asked(LobbyLine line, LobbyRequest request) {
    LobbyGate limit = gate;
    if (limit == null || stops > 0 || limit.admits(line.id, request, nowNs())) {
      handle(new LobbyInput.Received(line.id, request));
    } else {
      carryOut(new LobbyOutput.Send(line.id, LobbyGate.refusal(request)));
    }
  }

  private void handle(LobbyInput input) {
    LobbyMachine running = machine;
    if (running == null) {
      return;
    }
    if (stops > 0) {
      if (whileStopped.size() < BUFFERED_MAX) {
        whileStopped.add(input);
      }
      return;
    }
    List<LobbyOutput> outputs;
    try {
      outputs = running.handle(new Moment(nowNs(), WALL_MS + nowNs() / 1_000_000), input);
    } catch (RuntimeException defect) {
      // A defect of the lobby: what the whole simulator looks for.
      world.see(
          Sighting.NOBODY,
          Sighting.NOBODY,
          new What.Broke("the lobby: " + World.firstLines(defect)));
      return;
    }
    for (LobbyOutput output : outputs) {
      carryOut(output);
    }
  }

  private void carryOut(LobbyOutput output) {
    switch (output) {
      case LobbyOutput.Send send -> send(send);
      case LobbyOutput.Close close -> {
        LobbyLine line = lines.remove(close.connection());
        if (line != null) {
          line.up.close();
          line.down.send(new LobbyLine.Down.Closed(), extraNs);
        }
      }
      case LobbyOutput.SetTimer set ->
          world
              .agenda()
              .at(set.atNs(), () -> handle(new LobbyInput.TimerFired(set.session(), set.nonce())));
      case LobbyOutput.Ignore ignored -> {}
    }
  }

  private void send(LobbyOutput.Send send) {
    LobbyLine line = lines.get(send.to());
    if (line == null) {
      return;
    }
    int number = world.trace().lobbySaid(line.process, send.notice());
    if (send.notice() instanceof LobbyNotice.FromWitness word) {
      What said = new What.Said(line.process.place(), word.message());
      world.see(Sighting.NOBODY, Sighting.NOBODY, said);
    }
    line.down.send(new LobbyLine.Down.Said(send.notice(), number), extraNs);
    if (send.notice() instanceof LobbyNotice.Event event) {
      if (echoes) {
        line.down.send(new LobbyLine.Down.Said(event, number), extraNs);
      }
      if (event.what() instanceof LobbyEvent.HostChanged changed) {
        world.see(
            Sighting.NOBODY,
            Sighting.NOBODY,
            new What.LobbyNamed(changed.epoch(), changed.host().key()));
      }
    }
  }
}
