package dev.baton.demo;

/**
 * What a run of the demo was asked to do, as far as the report repeats it.
 *
 * @param peers how many take part, numbered from 1
 * @param rateHz ticks a second
 * @param seed of the bots and the arena
 * @param rttMs round trip added by the link shaper
 * @param lossPercent loss added by it
 */
public record RunSettings(int peers, int rateHz, long seed, int rttMs, double lossPercent) {}
