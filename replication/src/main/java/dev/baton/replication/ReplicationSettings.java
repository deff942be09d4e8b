package dev.baton.replication;

import dev.baton.core.Durability;
import dev.baton.core.PeerId;

/**
 * What the replication of one peer in one session is set up with.
 *
 * @param self the peer that it runs in
 * @param durability when an input counts as safe; the same for all peers of the session
 * @param scopesAreEqual whether the game has no secrets, so that what everybody sees is the
 *     complete state; then every peer holds complete states, any of them can go on with the
 *     session, and each state is saved once
 * @param limits the bounds; the same for all peers of the session
 */
public record ReplicationSettings(
    PeerId self, Durability durability, boolean scopesAreEqual, ReplicationLimits limits) {

  /** The scope that a receiver's packets name: that of the states which are really sent to it. */
  Scope sentAs(Scope scope) {
    return scopesAreEqual ? Scope.COMPLETE : scope;
  }
}
