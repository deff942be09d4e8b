package dev.baton.replication;

import dev.baton.core.PeerId;

/**
 * A peer that the host sends states to.
 *
 * @param peer who receives
 * @param scope {@link Scope#COMPLETE} for a standby, {@link Scope#VISIBLE} for any other peer
 * @param counts whether a standby's acknowledgements make inputs safe: not before a majority knows
 *     that it is one ({@link dev.baton.core.Output.CountStandbys})
 */
public record Receiver(PeerId peer, Scope scope, boolean counts) {

  /** A receiver whose acknowledgements count, if it is a standby. */
  public Receiver(PeerId peer, Scope scope) {
    this(peer, scope, true);
  }
}
