package dev.baton.client;

import dev.baton.core.PeerId;

/**
 * An input and whose it is.
 *
 * @param peer the peer that submitted it
 * @param sequence counts that peer's inputs, from 1, over all hosts of the session
 * @param input the input itself
 * @param <I> the game's own type
 */
public record PlayerInput<I>(PeerId peer, long sequence, I input) {}
