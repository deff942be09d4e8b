package dev.baton.core;

import java.util.List;

/** What a game or an operator may want to know; also what the flight recorder keeps. */
public sealed interface Event {

  /**
   * This peer has a seat.
   *
   * @param self its number
   * @param returned whether it had that seat before
   */
  record Admitted(PeerId self, boolean returned) implements Event {}

  /**
   * A peer joined or came back.
   *
   * @param peer who
   * @param name what it calls itself
   */
  record PeerJoined(PeerId peer, String name) implements Event {}

  /**
   * A peer is gone.
   *
   * @param peer who
   * @param reason why
   */
  record PeerLeft(PeerId peer, LeaveReason reason) implements Event {}

  /**
   * There is a new host (CRYENGINE: promote or demote; Unity: SessionHostChanged).
   *
   * @param epoch the new epoch
   * @param host who
   * @param resume the last surviving state of older epochs
   */
  record HostChanged(Epoch epoch, PeerId host, StateId resume) implements Event {}

  /**
   * The name table changed in any way.
   *
   * @param table the table as it is now
   */
  record TableChanged(TableSnapshot table) implements Event {}

  /**
   * Operations of an older host did not survive.
   *
   * @param operations those that this peer had applied and now lacks
   */
  record OperationsDiscarded(List<NumberedOperation> operations) implements Event {

    /** Copies the list. */
    public OperationsDiscarded {
      operations = List.copyOf(operations);
    }
  }

  /**
   * The host cannot hear a majority, or can again; a game may pause meanwhile.
   *
   * @param isolated whether it cannot
   */
  record Isolated(boolean isolated) implements Event {}

  /**
   * No majority can be reached; a policy is in force.
   *
   * @param policy which
   * @param limitMs for how long at most
   */
  record NoMajority(NoMajorityPolicy policy, int limitMs) implements Event {}

  /**
   * The host is believed to be gone.
   *
   * @param epoch whose host
   * @param evidence why
   * @param silenceNs for how long nothing was heard
   */
  record Suspected(Epoch epoch, Evidence evidence, long silenceNs) implements Event {}

  /**
   * The host is heard again.
   *
   * @param epoch whose host
   */
  record Unsuspected(Epoch epoch) implements Event {}

  /**
   * This peer claims an epoch; in a hand-over without asking anybody, since the host has asked.
   *
   * @param claim which, and what it holds
   */
  record Claimed(Message.Claim claim) implements Event {}

  /**
   * A vote was given by this peer or arrived at it.
   *
   * @param epoch on which epoch
   * @param candidate for whom
   * @param voter whose
   */
  record Voted(Epoch epoch, PeerId candidate, Voter voter) implements Event {}

  /**
   * A vote was refused by this peer or to it.
   *
   * @param epoch on which epoch
   * @param candidate to whom
   * @param voter by whom
   * @param reason why
   */
  record Refused(Epoch epoch, PeerId candidate, Voter voter, VoteRefusal reason) implements Event {}

  /**
   * A peer attached to this host.
   *
   * @param epoch in which epoch
   * @param peer who
   */
  record Attached(Epoch epoch, PeerId peer) implements Event {}

  /**
   * A link came up or went down.
   *
   * @param peer to whom
   * @param open whether it is up
   * @param cause in a few words
   */
  record LinkChanged(PeerKey peer, boolean open, String cause) implements Event {}

  /**
   * A round trip was measured over a link.
   *
   * @param peer to whom
   * @param rttNs how long it took
   * @param offsetNs the other's clock minus this peer's, to within half the round trip
   */
  record ClockSampled(PeerId peer, long rttNs, long offsetNs) implements Event {}

  /**
   * This peer is no longer in the session.
   *
   * @param reason why, and what to do
   */
  record Ended(EndReason reason) implements Event {}
}
