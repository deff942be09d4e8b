/**
 * Pure replication: ticks, snapshots, deltas against a baseline, standbys and the window of unsafe
 * inputs.
 */
@NullMarked
package dev.baton.replication;

import org.jspecify.annotations.NullMarked;
