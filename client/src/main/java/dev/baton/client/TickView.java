package dev.baton.client;

import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One tick as the simulation sees it; used again for the next. Confined to the game's thread. */
final class TickView<I> implements SimulationTick<I> {

  private static final Logger LOG = LoggerFactory.getLogger(TickView.class);

  private final InputCodec<I> codec;
  private final List<PlayerInput<I>> inputs = new ArrayList<>();
  private final List<PlayerInput<I>> inputsView = Collections.unmodifiableList(inputs);
  private List<PeerId> joined = List.of();
  private List<PeerId> left = List.of();
  private Tick tick = Tick.ZERO;
  private long tickNs;

  TickView(InputCodec<I> codec) {
    this.codec = codec;
  }

  void fill(TickWork work) {
    tick = new Tick(work.tick);
    tickNs = work.tickNs;
    joined = Collections.unmodifiableList(work.joined);
    left = Collections.unmodifiableList(work.left);
    inputs.clear();
    for (int i = 0; i < work.inputs.count(); i++) {
      add(work.inputs.peer(i), work.inputs.sequence(i), work.inputs.input(i));
    }
  }

  /** A peer that sends what is no input has it left out, on every host alike. */
  private void add(PeerId peer, long sequence, ByteBuffer bytes) {
    try {
      I input = codec.read(bytes);
      if (!bytes.hasRemaining()) {
        inputs.add(new PlayerInput<>(peer, sequence, input));
      }
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      LOG.debug("{} sent what is no input: {}", peer, e.getMessage());
    }
  }

  @Override
  public Tick tick() {
    return tick;
  }

  @Override
  public long tickNs() {
    return tickNs;
  }

  @Override
  public List<PeerId> joined() {
    return joined;
  }

  @Override
  public List<PeerId> left() {
    return left;
  }

  @Override
  public List<PlayerInput<I>> inputs() {
    return inputsView;
  }
}
