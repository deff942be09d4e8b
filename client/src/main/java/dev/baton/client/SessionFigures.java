package dev.baton.client;

import dev.baton.core.PeerId;
import java.util.List;

/**
 * What a session measured about itself, at one moment.
 *
 * @param links one entry for each open link, in order of PeerId
 * @param statesShown states that were shown to the game
 * @param ticksProduced ticks that this peer computed as host
 * @param ticksDropped ticks that this peer, as host, was too late to compute
 * @param inputsSubmitted own inputs
 * @param inputsSafe the last own input that is safe
 * @param inputsResent own inputs that were sent again to a new host
 * @param inputsLost own inputs that were given up
 * @param safeLagTicks how many ticks the safe state is behind the latest
 * @param sentBytesPerS bytes sent in the last full second
 * @param receivedBytesPerS bytes received in the last full second
 * @param malformed frames from outside that could not be read, or that their sender had no business
 *     to pass on
 * @param fenced frames of older epochs that were answered with a fence
 * @param messagesDropped messages of level 2 that were not taken or had no way
 */
public record SessionFigures(
    List<LinkFigures> links,
    long statesShown,
    long ticksProduced,
    long ticksDropped,
    long inputsSubmitted,
    long inputsSafe,
    long inputsResent,
    long inputsLost,
    int safeLagTicks,
    long sentBytesPerS,
    long receivedBytesPerS,
    long malformed,
    long fenced,
    long messagesDropped) {

  /** Copies the list. */
  public SessionFigures {
    links = List.copyOf(links);
  }

  SessionFigures withGame(long shown, long submitted) {
    return new SessionFigures(
        links,
        shown,
        ticksProduced,
        ticksDropped,
        submitted,
        inputsSafe,
        inputsResent,
        inputsLost,
        safeLagTicks,
        sentBytesPerS,
        receivedBytesPerS,
        malformed,
        fenced,
        messagesDropped);
  }

  /**
   * What was measured on one link.
   *
   * @param peer who is at its other end
   * @param rttMeanUs mean round trip, in microseconds
   * @param rttWorstUs 95th percentile of the round trip, in microseconds
   * @param lossPerMille datagrams lost out of a thousand
   */
  public record LinkFigures(PeerId peer, int rttMeanUs, int rttWorstUs, int lossPerMille) {}
}
