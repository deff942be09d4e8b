package dev.baton.replication;

import dev.baton.core.Tick;

/**
 * Ticks that were shown at this peer and are not part of the surviving history.
 *
 * @param from the last tick that was shown
 * @param to the last of those shown that survives; the next one shown is later than this
 */
public record Rewind(Tick from, Tick to) {}
