package dev.baton.demo;

import dev.baton.client.PlayerInput;
import dev.baton.client.SimulationTick;
import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** An arena in which bots play, one input of each a tick. */
final class ArenaGame {
  final Arena arena;
  final List<PeerId> peers = new ArrayList<>();
  private final long seed;

  ArenaGame(long seed) {
    this.seed = seed;
    this.arena = new Arena(seed);
  }

  /** A game with that many bots, after its first tick. */
  static ArenaGame withBots(long seed, int bots) {
    ArenaGame game = new ArenaGame(seed);
    List<PeerId> joined = new ArrayList<>();
    for (int peer = 1; peer <= bots; peer++) {
      joined.add(new PeerId(peer));
    }
    game.tick(joined, List.of());
    return game;
  }

  void play(int ticks) {
    for (int i = 0; i < ticks; i++) {
      tick(List.of(), List.of());
    }
  }

  void tick(List<PeerId> joined, List<PeerId> left) {
    Tick tick = new Tick(arena.state().tick + 1);
    List<PlayerInput<ArenaInput>> inputs = new ArrayList<>();
    for (PeerId peer : peers) {
      inputs.add(new PlayerInput<>(peer, tick.value(), new Bot(seed, peer).next(arena.state())));
    }
    arena.tick(new OneTick(tick, joined, left, inputs));
    peers.addAll(joined);
    peers.removeAll(left);
  }

  byte[] saved(Scope scope) {
    return saved(arena, scope);
  }

  static byte[] saved(Arena arena, Scope scope) {
    ByteBuffer out = ByteBuffer.allocate(ArenaState.sizeBytes(scope));
    arena.save(out, scope);
    return out.array();
  }

  record OneTick(
      Tick tick, List<PeerId> joined, List<PeerId> left, List<PlayerInput<ArenaInput>> inputs)
      implements SimulationTick<ArenaInput> {

    @Override
    public long tickNs() {
      return 16_666_667;
    }
  }
}
