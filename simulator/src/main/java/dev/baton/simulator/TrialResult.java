package dev.baton.simulator;

/**
 * What came of one run of the exhaustive part.
 *
 * @param trial which
 * @param result the run
 * @param tookPlace whether what was to befall the migration did; an announcement cannot come before
 *     the loss is noticed where the player's own vote is needed for it
 */
public record TrialResult(Trial trial, SimulationResult result, boolean tookPlace) {}
