package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.PeerId;

/**
 * A peer of the session, as the name table tells of it.
 *
 * @param id its number, unchanged by any migration
 * @param name what it calls itself
 * @param endpoint where its UDP port is reached
 * @param isPresent false while its seat is kept for it
 * @param isHost whether it is host now
 * @param isStandby whether it is among the first of the succession
 * @param attributes the game's own bytes about it, see {@link Session#describe}
 */
public record Peer(
    PeerId id,
    String name,
    Endpoint endpoint,
    boolean isPresent,
    boolean isHost,
    boolean isStandby,
    Bytes attributes) {}
