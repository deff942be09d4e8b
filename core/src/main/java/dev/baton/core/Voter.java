package dev.baton.core;

/**
 * One who has a vote in the electorate: a peer of the name table, or the lobby as {@link Witness}.
 *
 * <p>Source: PROTOCOL.md 5.
 */
public sealed interface Voter permits PeerId, Witness {}
