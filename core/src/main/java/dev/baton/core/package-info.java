/** The pure heart of the protocol: ids, epochs, the name table, succession, suspicion, votes and stages. */
@NullMarked
package dev.baton.core;

import org.jspecify.annotations.NullMarked;
