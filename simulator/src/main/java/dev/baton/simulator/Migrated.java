package dev.baton.simulator;

import java.util.Optional;

/**
 * One change of host in a run, or of its epoch alone.
 *
 * @param atMs when the new host began, in milliseconds of virtual time since the start
 * @param epoch the new host's
 * @param rounds how many epochs it took: 1 where the first that was claimed was won; where some
 *     were counted out, only those claimed since then
 * @param after the kind of the latest fault that met the old host, or else of the latest fault of
 *     all, if its effects may last; empty without one
 * @param sameHost whether the host of before was elected again: its players never had another
 * @param gapMs for how long a picture stood at most, over all players; 0 if nobody was shown one
 */
public record Migrated(
    double atMs, int epoch, int rounds, Optional<Fault.Kind> after, boolean sameHost, int gapMs) {

  /** The same, with a picture that stood for longer. */
  Migrated withGap(int longestMs) {
    return new Migrated(atMs, epoch, rounds, after, sameHost, longestMs);
  }
}
