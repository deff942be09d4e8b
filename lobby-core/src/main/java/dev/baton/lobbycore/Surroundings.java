package dev.baton.lobbycore;

/**
 * What all sessions of a lobby share.
 *
 * @param limits how much of everything
 * @param timing how long everything
 * @param ports what the shell lends
 * @param callers all open connections
 * @param out where outputs go
 */
record Surroundings(
    LobbyLimits limits, LobbyTiming timing, LobbyPorts ports, Callers callers, Outbox out) {}
