package dev.baton.core;

/**
 * All lengths of time of the protocol, in nanoseconds; the defaults stand in PROTOCOL.md 10.
 *
 * @param pulseNs how often regular work is done
 * @param heartbeatNs the longest time between two signs of life on a warm link
 * @param silenceFloorNs the least silence that counts as suspicious by itself
 * @param silenceCeilingNs the silence that is always suspicious
 * @param stallNs a pulse that comes later than this shows that the peer itself was stopped
 * @param leaseNs how long a host that hears no majority may go on reporting inputs as safe
 * @param helloNs how often a joiner asks again
 * @param joinLimitNs when a joiner gives up
 * @param claimNs how long a claim gathers votes, beyond three round trips
 * @param completeNs how long a candidate waits for the other standbys, beyond two round trips
 * @param handOverNs how long a hand-over may take, beyond four round trips
 * @param migrationLimitNs how long a migration may take in all, counted anew for each host
 * @param peerLostNs the silence after which the host gives up a peer
 * @param peerGoneNs the same when the link is closed, the port unreachable, or the lobby says so
 * @param seatReservedNs how long the seat of a lost peer is kept
 */
public record Timing(
    long pulseNs,
    long heartbeatNs,
    long silenceFloorNs,
    long silenceCeilingNs,
    long stallNs,
    long leaseNs,
    long helloNs,
    long joinLimitNs,
    long claimNs,
    long completeNs,
    long handOverNs,
    long migrationLimitNs,
    long peerLostNs,
    long peerGoneNs,
    long seatReservedNs) {

  private static final long MS = 1_000_000;

  /** What a session gets that asks for nothing. */
  public static final Timing DEFAULT =
      new Timing(
          10 * MS,
          50 * MS,
          250 * MS,
          1_000 * MS,
          40 * MS,
          1_000 * MS,
          250 * MS,
          10_000 * MS,
          100 * MS,
          60 * MS,
          250 * MS,
          30_000 * MS,
          5_000 * MS,
          500 * MS,
          120_000 * MS);
}
