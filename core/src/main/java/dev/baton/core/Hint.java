package dev.baton.core;

/**
 * What a peer reports about itself as a possible host; the reset value is the worst.
 *
 * <p>Source: PROTOCOL.md 3; CRYENGINE's host migration hints.
 *
 * @param canHost whether the game says that this peer has enough state to be host; false until then
 * @param reachability how easily others can open a link to it
 * @param liveLinks how many peers it has an open link with
 * @param rttMeanUs mean round trip over its links, in microseconds
 * @param rttWorstUs the largest 95th percentile of the round trip over its links, in microseconds
 * @param lossPerMille datagrams lost out of a thousand, as measured on its links
 * @param upstreamKbps measured or configured upstream, in kilobits a second
 * @param headroomPercent unused share of one core, 0 to 100
 * @param stateHeld the latest tick whose complete state it holds
 * @param consentWeight the player's own wish to be host, 0 (never) to 100
 */
public record Hint(
    boolean canHost,
    Reachability reachability,
    int liveLinks,
    int rttMeanUs,
    int rttWorstUs,
    int lossPerMille,
    int upstreamKbps,
    int headroomPercent,
    Tick stateHeld,
    int consentWeight) {

  /** What is assumed of a peer that has reported nothing: the worst of everything. */
  public static final Hint WORST =
      new Hint(
          false,
          Reachability.UNKNOWN,
          0,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          1000,
          0,
          0,
          Tick.ZERO,
          50);

  /** The same with another {@code canHost}. */
  public Hint withCanHost(boolean value) {
    return new Hint(
        value,
        reachability,
        liveLinks,
        rttMeanUs,
        rttWorstUs,
        lossPerMille,
        upstreamKbps,
        headroomPercent,
        stateHeld,
        consentWeight);
  }
}
