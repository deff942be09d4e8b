package dev.baton.simulator;

/**
 * A property that did not hold.
 *
 * @param seed of the run
 * @param property which one
 * @param atMs when, in milliseconds of virtual time since the start
 * @param what how it was broken
 */
public record Violation(long seed, String property, double atMs, String what) {}
