/** A small game that survives the loss of its host. */
@NullMarked
package dev.baton.demo;

import org.jspecify.annotations.NullMarked;
