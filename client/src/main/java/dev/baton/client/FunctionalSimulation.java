package dev.baton.client;

import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A simulation without hidden state, made of functions; see {@link Simulation#of}. */
record FunctionalSimulation<I>(
    InputCodec<I> inputs,
    Consumer<SimulationTick<I>> tickFunction,
    Consumer<ByteBuffer> saveFunction,
    Consumer<ByteBuffer> loadFunction)
    implements Simulation<I> {

  @Override
  public boolean hasHiddenState() {
    return false;
  }

  @Override
  public void tick(SimulationTick<I> tick) {
    tickFunction.accept(tick);
  }

  @Override
  public void save(ByteBuffer out, Scope scope) {
    saveFunction.accept(out);
  }

  @Override
  public void load(ByteBuffer in, Scope scope) {
    loadFunction.accept(in);
  }
}
