package dev.baton.core;

/**
 * What a {@link Machine} needs to know about its own peer, once.
 *
 * @param name what the peer calls itself
 * @param endpoint where others reach it
 * @param timing all lengths of time
 * @param ranking how the succession is computed while this peer is host
 */
public record MachineSettings(
    String name, Endpoint endpoint, Timing timing, RankingPolicy ranking) {}
