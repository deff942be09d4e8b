package dev.baton.client;

import dev.baton.core.PeerId;
import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A game for tests: each player adds numbers to its own sum. What everybody sees is the sums; that
 * the ticks are counted twice over is the host's secret.
 */
class Tally implements Simulation<Tally.Add> {

  /** What a player does. */
  record Add(int amount) {}

  final Map<Integer, Long> sums = new TreeMap<>();
  final List<PeerId> joined = new ArrayList<>();
  long secret;
  int loads;
  int saves;

  @Override
  public InputCodec<Add> inputs() {
    return InputCodec.of(Add.class);
  }

  @Override
  public void tick(SimulationTick<Add> tick) {
    secret += 2;
    joined.addAll(tick.joined());
    tick.joined().forEach(peer -> sums.put(peer.value(), 0L));
    tick.left().forEach(peer -> sums.remove(peer.value()));
    tick.inputs()
        .forEach(it -> sums.merge(it.peer().value(), (long) it.input().amount(), Long::sum));
  }

  @Override
  public void save(ByteBuffer out, Scope scope) {
    saves++;
    out.putLong(scope == Scope.COMPLETE ? secret : 0).putInt(sums.size());
    sums.forEach((peer, sum) -> out.putInt(peer).putLong(sum));
  }

  @Override
  public void load(ByteBuffer in, Scope scope) {
    secret = in.getLong();
    sums.clear();
    for (int left = in.getInt(); left > 0; left--) {
      sums.put(in.getInt(), in.getLong());
    }
    loads++;
  }

  long sum(PeerId peer) {
    return sums.getOrDefault(peer.value(), -1L);
  }
}
