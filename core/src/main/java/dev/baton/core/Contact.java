package dev.baton.core;

import org.jspecify.annotations.Nullable;

/** What is known of another peer from its own link; by key, since a joiner has no PeerId yet. */
final class Contact {

  private static final long LONG_AGO_NS = 3_600_000_000_000L;
  private static final long RTT_AT_START_NS = 20_000_000;

  /** No deadline waits for longer round trips than the silence that is always suspicious. */
  private static final long RTT_BOUND_MAX_NS = 1_000_000_000;

  final PeerKey key;
  final Detector detector;

  /** When it was heard last, never excused: what a host's lease goes by. */
  long heardNs;

  boolean open;
  long closedAtNs;
  long dialedAtNs;

  /** Why it is believed to be gone, besides silence; cleared when it goes on being heard. */
  @Nullable Evidence evidence;

  long evidenceAtNs;
  private int heardSinceEvidence;

  /** Smoothed round trip, and its variation, as in RFC 6298. */
  long rttNs = RTT_AT_START_NS;

  long rttVarNs;
  private boolean rttMeasured;

  /** The other's clock reading that came last, to be sent back, and when it came. */
  long echoNs;

  long echoAtNs;
  long heartbeatSentNs;

  StateId completeHeld = StateId.NONE;
  StateId visibleHeld = StateId.NONE;

  TableVersion tableNumber = TableVersion.EMPTY;
  Digest tableChain = Digest.ZERO;
  long tableSentNs;

  /** Its latest vote for another peer, heard over its own link. */
  Message.@Nullable Vote vote;

  /** The epoch that it obeys, by what it said last. */
  private Epoch obeys = Epoch.FIRST;

  private long obeysSinceNs;

  /** The epoch that it attached in, or reported its table in. */
  @Nullable Epoch attachedIn;

  /** The {@link Seat#joinedAt} that it was told over the present link; 0 if it was told none. */
  int welcomedAt;

  /** When this peer sent what the other had heard when it last said that it obeys this epoch. */
  long confirmedNs;

  /** Its own suspicion of the present host, or its word that it hears it, and when that came. */
  @Nullable Epoch suspects;

  /** The epoch that it has claimed last. */
  @Nullable Epoch claimed;

  /** What it had of the host when it said so; with a later state it suspects it no more. */
  @Nullable StateId heldAtSuspicion;

  /** Whether that suspicion is strong enough for it to vote without being asked. */
  boolean votesUnasked;

  long hostHeardAtNs;
  long fencedAtNs;
  boolean routed;
  int directHeard;

  /** What spoke against it before it was served through another peer, should that fail. */
  private @Nullable Evidence setAside;

  private long heardBeforeDetourNs;
  private long detourSinceNs;

  Contact(PeerKey key, Timing timing, long nowNs) {
    this.key = key;
    this.detector = new Detector(timing, nowNs);
    this.heardNs = nowNs - LONG_AGO_NS;
    this.hostHeardAtNs = heardNs;
    this.fencedAtNs = heardNs;
    this.dialedAtNs = heardNs;
    this.tableSentNs = heardNs;
    this.heartbeatSentNs = heardNs;
    this.closedAtNs = nowNs;
    this.confirmedNs = heardNs;
  }

  void heard(long nowNs) {
    heardNs = nowNs;
    detector.heard(nowNs);
    if (evidence != null && ++heardSinceEvidence > 3 && nowNs - evidenceAtNs > rttNs * 2) {
      evidence = null;
    }
  }

  /** It says which epoch it obeys. */
  void says(Epoch epoch, long nowNs) {
    if (!epoch.equals(obeys)) {
      obeys = epoch;
      obeysSinceNs = nowNs;
    }
  }

  /** Whether it obeys a later epoch than that, and did so already {@code forNs} ago. */
  boolean obeysAfter(Epoch epoch, long forNs, long nowNs) {
    return obeys.isAfter(epoch) && nowNs - obeysSinceNs >= forNs;
  }

  void accuse(Evidence why, long nowNs) {
    if (evidence == null) {
      evidence = why;
      evidenceAtNs = nowNs;
      heardSinceEvidence = 0;
    }
  }

  void acquit(long nowNs) {
    evidence = null;
    detector.rearm(nowNs);
  }

  /** It is served through another peer from now on. */
  void detour(long nowNs) {
    setAside = evidence;
    heardBeforeDetourNs = detector.lastHeardNs();
    detourSinceNs = nowNs;
    routed = true;
    directHeard = 0;
    acquit(nowNs);
  }

  /**
   * The peer that served as detour has lost it, too. Unless something came meanwhile, all is again
   * as it was before the detour.
   */
  void detourFailed(long nowNs) {
    routed = false;
    if (detector.lastHeardNs() <= detourSinceNs) {
      detector.unhear(heardBeforeDetourNs);
      if (setAside != null) {
        accuse(setAside, nowNs);
      }
    }
  }

  void rttSampled(long sampleNs) {
    if (rttMeasured) {
      rttVarNs += (Math.abs(sampleNs - rttNs) - rttVarNs) >> 2;
      rttNs += (sampleNs - rttNs) >> 3;
    } else {
      rttMeasured = true;
      rttNs = sampleNs;
      rttVarNs = sampleNs / 2;
    }
  }

  /** Round trip with room for its variation. */
  long rttBoundNs() {
    return Math.min(rttNs + 4 * rttVarNs, RTT_BOUND_MAX_NS);
  }

  /** The evidence that it is gone, if there is enough; null while it is believed to be there. */
  @Nullable Evidence verdict(long nowNs) {
    long silenceNs = detector.silenceNs(nowNs);
    if (evidence == Evidence.LINK_CLOSED && !open) {
      return Evidence.LINK_CLOSED;
    }
    if (evidence != null && silenceNs > detector.strongBoundNs()) {
      return evidence;
    }
    return silenceNs > detector.boundNs() ? Evidence.SILENCE : null;
  }

  boolean alive(long nowNs) {
    return open && verdict(nowNs) == null;
  }

  /** When the verdict can change next for want of a sign of life. */
  long verdictDueNs() {
    long boundNs = evidence == null ? detector.boundNs() : detector.strongBoundNs();
    return detector.lastHeardNs() + boundNs + 1;
  }
}
