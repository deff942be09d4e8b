/** Encrypted links between peers: QUIC on Netty, and the loop that drives the protocol. */
@NullMarked
package dev.baton.transport;

import org.jspecify.annotations.NullMarked;
