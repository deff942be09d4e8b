package dev.baton.replication;

import dev.baton.core.PeerId;

/**
 * A peer that the host sends states to.
 *
 * @param peer who receives
 * @param scope {@link Scope#COMPLETE} for a standby, whose acknowledgements make inputs safe;
 *     {@link Scope#VISIBLE} for any other peer
 */
public record Receiver(PeerId peer, Scope scope) {}
