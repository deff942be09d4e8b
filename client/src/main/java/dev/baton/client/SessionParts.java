package dev.baton.client;

import dev.baton.transport.Loop;

/**
 * What the parts of one session's driver share.
 *
 * @param loop the one thread
 * @param links to the peers
 * @param inbox the way to the game's thread
 * @param recorder what happened
 * @param counters how often
 */
record SessionParts(
    Loop loop, PeerLinks links, GameInbox inbox, FlightRecorder recorder, Counters counters) {}
