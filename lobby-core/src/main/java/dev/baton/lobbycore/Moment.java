package dev.baton.lobbycore;

/**
 * When an input happened.
 *
 * @param nowNs by a clock that never runs backwards, in nanoseconds from any origin
 * @param wallMs by the calendar, in milliseconds since 1970; only tickets are dated by it
 */
public record Moment(long nowNs, long wallMs) {}
