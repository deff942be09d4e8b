package dev.baton.client;

import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;

/**
 * Tells who is host from now on.
 *
 * @param epoch the new epoch
 * @param host who
 * @param isSelf whether it is this peer
 * @param endpoint where the host's UDP port is reached, as the name table says
 */
public record HostChange(Epoch epoch, PeerId host, boolean isSelf, Endpoint endpoint) {}
