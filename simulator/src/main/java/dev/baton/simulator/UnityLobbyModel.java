package dev.baton.simulator;

import dev.baton.core.StateId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The Lobby service of Unity's host migration, as its public documentation describes it: it keeps
 * the last state that the host uploaded, notices after its removal time that a member is silent,
 * and names a member by chance when that was the host. A host that leaves the lobby is replaced at
 * once.
 *
 * <p>Troubles of the lobby that a schedule holds make it silent or slow; what it knows survives
 * them, since Unity's service has no single process to lose it with.
 */
final class UnityLobbyModel implements BaselineModel {

  private static final long MS = 1_000_000;
  private static final long LOOK_NS = 250 * MS;
  private static final long SLOW_NS = 500 * MS;

  private final BaselineWorld world;
  private final long removalNs;
  private final Chance chance;
  private final Map<Integer, Long> heardNs = new LinkedHashMap<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private StateId stored = StateId.NONE;
  private int host;
  private int silences;
  private long extraNs;

  UnityLobbyModel(BaselineWorld world, long removalNs) {
    this.world = world;
    this.removalNs = removalNs;
    chance = world.chance().fork();
    lookLater();
  }

  @Override
  public BaselinePeer process(BaselineWorld of, BaselinePlayer player, int number) {
    return new UnityPeer(of, this, player, number);
  }

  @Override
  public void trouble(Fault.Trouble trouble, boolean begins) {
    switch (trouble) {
      case DIES, STOPS, DROPS -> silent(begins);
      case SLOWS -> extraNs = begins ? SLOW_NS : 0;
      case ECHOES, REFUSES -> {
        // To be told twice who is host changes nothing; what it may refuse is left out.
      }
    }
  }

  private void silent(boolean begins) {
    silences += begins ? 1 : -1;
    if (silences == 0) {
      heardNs.replaceAll((player, before) -> nowNs());
      List<Runnable> missed = new ArrayList<>(waiting);
      waiting.clear();
      missed.forEach(Runnable::run);
    }
  }

  private long nowNs() {
    return world.agenda().nowNs();
  }

  boolean exists() {
    return world.setup().lobby();
  }

  // What members ask of it.

  /** A request travels to the service; it is sent again while the way is cut. */
  void request(BaselinePeer from, Runnable what) {
    if (!exists()) {
      return;
    }
    int place = from.self();
    Air air = world.paths().air(place, Paths.LOBBY);
    long delayNs = world.paths().reliableDelayNs(place, air, 0) + extraNs;
    world.agenda().after(delayNs, () -> arrived(from, what));
  }

  private void arrived(BaselinePeer from, Runnable what) {
    if (world.paths().isCut(from.self(), Paths.LOBBY)) {
      if (from.isAlive()) {
        request(from, what);
      }
    } else if (silences > 0) {
      waiting.add(what);
    } else {
      what.run();
    }
  }

  void answer(BaselinePeer to, Consumer<UnityPeer> what) {
    world.send(Paths.LOBBY, to, () -> what.accept((UnityPeer) to));
  }

  void beat(int member) {
    heardNs.put(member, nowNs());
  }

  void created(int member) {
    host = member;
    beat(member);
  }

  void store(int from, StateId state) {
    if (from == host) {
      stored = state;
    }
  }

  StateId stored() {
    return stored;
  }

  /** A member left, or the host says that it is to be forgotten. */
  void left(int member) {
    heardNs.remove(member);
    if (member == host) {
      elect();
    }
  }

  /** The host that was named is ready: everybody learns how to reach it. */
  void ready(int member) {
    if (member == host) {
      tellAll(there -> there.hostReady(member));
    }
  }

  // What it does by itself.

  private void lookLater() {
    world.agenda().after(LOOK_NS, this::look);
  }

  private void look() {
    if (silences == 0 && exists()) {
      for (int member : new TreeSet<>(heardNs.keySet())) {
        if (nowNs() - heardNs.getOrDefault(member, 0L) > removalNs) {
          left(member);
        }
      }
    }
    lookLater();
  }

  private void elect() {
    List<Integer> members = new ArrayList<>(heardNs.keySet());
    if (!members.isEmpty()) {
      host = members.get((int) chance.below(members.size()));
      int chosen = host;
      tellAll(there -> there.hostNamed(chosen));
    }
  }

  private void tellAll(Consumer<UnityPeer> what) {
    for (BaselinePeer peer : world.running()) {
      answer(peer, what);
    }
  }
}
