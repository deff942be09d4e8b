package dev.baton.core;

/**
 * Whom to ask for the host, and where.
 *
 * @param key the identity that the link must be pinned to
 * @param endpoint where it is reached
 */
public record HostAddress(PeerKey key, Endpoint endpoint) {}
