/** The pure part of the lobby: sessions, join codes, witness votes and slots for migration data. */
@NullMarked
package dev.baton.lobbycore;

import org.jspecify.annotations.NullMarked;
