/**
 * The pure protocol: who is in a session, who is host in which epoch, who would be next, and how
 * that changes. No clock, thread, chance, socket or logger; time comes in as an argument, orders go
 * out as values.
 */
@NullMarked
package dev.baton.core;

import org.jspecify.annotations.NullMarked;
