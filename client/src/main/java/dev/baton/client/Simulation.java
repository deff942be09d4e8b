package dev.baton.client;

import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A game's own model, which Baton steps on the host and carries to everybody else (level 3).
 *
 * <p>The rule that makes the rest obvious: after {@link #load} of a complete state, {@link #tick}
 * with the same inputs must give, byte for byte, the {@link #save} that it would have given on the
 * peer that saved it. So whatever {@code tick} reads (entities, timers, random generators, scores)
 * belongs to the complete state, and nothing else may be read: no wall clock, no unordered map.
 *
 * <p>All methods are called inside {@link Session#update()}, on the game's own thread.
 *
 * @param <I> an input of a player for one tick, mostly a record
 */
public interface Simulation<I> {

  /**
   * A small simulation without hidden state, made of functions.
   *
   * @param inputs the type of its inputs, see {@link InputCodec#of}
   * @param tick advances the model by one step
   * @param save writes the complete state
   * @param load takes the place of the whole model by a state
   */
  static <I extends Record> Simulation<I> of(
      Class<I> inputs,
      Consumer<SimulationTick<I>> tick,
      Consumer<ByteBuffer> save,
      Consumer<ByteBuffer> load) {
    return new FunctionalSimulation<>(InputCodec.of(inputs), tick, save, load);
  }

  /**
   * How inputs become bytes, for example {@code InputCodec.of(Move.class)}; asked for once.
   *
   * @see InputCodec#of
   */
  InputCodec<I> inputs();

  /**
   * Whether the complete state holds anything that players must not see, or need not be sent. If
   * not, the complete state is what everybody gets, {@link Scope#VISIBLE} is never asked for, and
   * any peer can take over. The same on all peers; asked for once.
   */
  default boolean hasHiddenState() {
    return true;
  }

  /**
   * Whether {@link #tick} may be rehearsed on a standby, so that its first tick as host is as fast
   * as any: called a few times after a state was loaded, with what it computes thrown away and the
   * state loaded again. Games whose ticks do anything beside changing the model say no. What {@link
   * #tick} or {@link #save} throws in rehearsal is logged and ends the rehearsal, not the session.
   */
  default boolean canRehearse() {
    return true;
  }

  /**
   * Advances the model by one step. Called on the host, and on standbys in rehearsal.
   *
   * @param tick what happened since the last step; valid during the call only
   */
  void tick(SimulationTick<I> tick);

  /**
   * Writes the state as it is after the last tick.
   *
   * <p>Called on the host after each tick with {@link Scope#COMPLETE}, and then with {@link
   * Scope#VISIBLE} if {@link #hasHiddenState} and a peer that is no standby is to see it; on
   * standbys in rehearsal, see {@link #canRehearse}.
   *
   * @param out from its position on; has room for {@link SessionSettings.Builder#stateBytesMax}
   *     bytes, in big-endian order unless it is changed here
   * @param scope complete: everything that {@code tick} reads; visible: what every player may see
   */
  void save(ByteBuffer out, Scope scope);

  /**
   * Takes the place of the whole model by a state. An exception ends the session on this peer with
   * {@link dev.baton.core.EndReason#STATE_REJECTED}, and leaves the others' unharmed.
   *
   * @param in what {@link #save} wrote, from position to limit
   * @param scope which of the two was written; the visible one on peers that are not standbys
   */
  void load(ByteBuffer in, Scope scope);
}
