/**
 * A world of peers, links and a lobby on virtual time, in one thread, from one seed: the shipping
 * code of {@code core}, {@code replication} and {@code lobby-core} among faults, watched by
 * checkers that know only what players and lobby could know.
 */
@NullMarked
package dev.baton.simulator;

import org.jspecify.annotations.NullMarked;
