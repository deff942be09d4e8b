/** The lobby process: it introduces peers, keeps migration data, and votes as witness. */
@NullMarked
package dev.baton.lobby;

import org.jspecify.annotations.NullMarked;
