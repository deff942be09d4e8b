package dev.baton.lobbycore;

import java.time.Duration;

/**
 * All lengths of time of the lobby, in nanoseconds unless the name says otherwise.
 *
 * @param sweepNs how often regular work is done
 * @param identifyNs how long a connection may take to prove its key
 * @param pingNs how often a connection is asked for a sign of life
 * @param silentNs the silence after which a connection is closed
 * @param probeNs how long the host may take to answer the witness, if two round trips are less
 * @param probeValidNs how long a probe without answer speaks against the host
 * @param countOutGraceNs how long a voter must be gone to be counted out; more than any lease
 * @param joinNs how long a seat is kept free for a peer that was granted to join
 * @param resumeNs how long a new connection of the same key may take to resume before the old one
 *     counts as ended
 * @param expiryNs how long a session lives of which nobody is connected
 * @param endedKeptNs how long the code of a session that is over is remembered
 * @param ticketMs how long a ticket is good, in milliseconds
 */
public record LobbyTiming(
    long sweepNs,
    long identifyNs,
    long pingNs,
    long silentNs,
    long probeNs,
    long probeValidNs,
    long countOutGraceNs,
    long joinNs,
    long resumeNs,
    long expiryNs,
    long endedKeptNs,
    long ticketMs) {

  private static final long MS = Duration.ofMillis(1).toNanos();

  /** What a lobby gets that asks for nothing. */
  public static final LobbyTiming DEFAULT =
      new LobbyTiming(
          250 * MS,
          5_000 * MS,
          1_000 * MS,
          10_000 * MS,
          150 * MS,
          1_000 * MS,
          3_000 * MS,
          60_000 * MS,
          2_000 * MS,
          120_000 * MS,
          600_000 * MS,
          Duration.ofHours(12).toMillis());

  /** Checks that none is less than 1. */
  public LobbyTiming {
    long[] all = {
      sweepNs,
      identifyNs,
      pingNs,
      silentNs,
      probeNs,
      probeValidNs,
      countOutGraceNs,
      joinNs,
      resumeNs,
      expiryNs,
      endedKeptNs,
      ticketMs
    };
    for (long one : all) {
      if (one < 1) {
        throw new IllegalArgumentException("every length of time must be 1 or more: " + one);
      }
    }
  }

  /** The same with another {@link #probeNs} and {@link #countOutGraceNs}. */
  public LobbyTiming withWitness(long probe, long countOutGrace) {
    return new LobbyTiming(
        sweepNs,
        identifyNs,
        pingNs,
        silentNs,
        probe,
        probeValidNs,
        countOutGrace,
        joinNs,
        resumeNs,
        expiryNs,
        endedKeptNs,
        ticketMs);
  }

  /** The same with another {@link #pingNs}, {@link #silentNs} and {@link #expiryNs}. */
  public LobbyTiming withPatience(long ping, long silent, long expiry) {
    return new LobbyTiming(
        sweepNs,
        identifyNs,
        ping,
        silent,
        probeNs,
        probeValidNs,
        countOutGraceNs,
        joinNs,
        resumeNs,
        expiry,
        endedKeptNs,
        ticketMs);
  }
}
