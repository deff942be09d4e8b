package dev.baton.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What peers and the witness say to each other about the session itself; the game's state and
 * inputs travel apart from it.
 *
 * <p>Each message names its epoch, which the receiver looks at before anything else. Source:
 * PROTOCOL.md 2 to 6, byte layouts in PROTOCOL.md 9.
 */
public sealed interface Message {

  /** The version of the protocol that this code speaks. */
  int PROTOCOL_VERSION = 1;

  /** The epoch that the message speaks of; a claim's or vote's is the one that is claimed. */
  Epoch epoch();

  /**
   * A new or returning peer asks to be let in; the first message on a link that it opened.
   *
   * @param epoch the latest epoch that the sender knows, 1 when it knows none
   * @param protocolVersion {@link #PROTOCOL_VERSION} of the sender
   * @param session the session that it wants to join
   * @param publicKey the sender's public key in SubjectPublicKeyInfo form; must be the link's
   * @param name what it calls itself
   * @param endpoint where others reach it; the port counts, the address is what the host sees
   * @param ticket the lobby's ticket; empty where the session asks for none
   */
  record Hello(
      Epoch epoch,
      int protocolVersion,
      SessionId session,
      Bytes publicKey,
      String name,
      Endpoint endpoint,
      Bytes ticket)
      implements Message {}

  /**
   * The host lets a peer in.
   *
   * @param epoch the present epoch
   * @param you the number of the peer that is let in
   * @param host the present host
   * @param table the whole name table
   */
  record Welcome(Epoch epoch, PeerId you, PeerId host, TableSnapshot table) implements Message {}

  /**
   * A peer is not let in.
   *
   * @param epoch the latest epoch that the sender knows
   * @param reason why
   * @param retryAfterMs when to ask again, for a passing reason; else 0
   * @param redirect whom to ask in place of the sender, where it knows
   */
  record Refused(Epoch epoch, Refusal reason, int retryAfterMs, Optional<HostAddress> redirect)
      implements Message {}

  /**
   * Sent over every warm link at least 20 times a second; also measures the round trip.
   *
   * @param epoch the epoch that the sender obeys, or that it is promised to
   * @param sentNs the sender's own clock; means nothing to others, who send it back
   * @param echoNs the {@code sentNs} that the sender heard last from the receiver, 0 if none
   * @param echoHeldNs how long ago that was, in nanoseconds
   * @param completeHeld the latest complete state that the sender holds
   * @param visibleHeld the latest visible state that the sender holds
   * @param safeKnown the latest state that the sender knows to be safe
   */
  record Heartbeat(
      Epoch epoch,
      long sentNs,
      long echoNs,
      long echoHeldNs,
      StateId completeHeld,
      StateId visibleHeld,
      StateId safeKnown)
      implements Message {}

  /**
   * Asks the receiver to answer at once.
   *
   * @param epoch the sender's epoch
   * @param nonce comes back in the answer
   */
  record Probe(Epoch epoch, long nonce) implements Message {}

  /**
   * The answer to a {@link Probe}.
   *
   * @param epoch the sender's epoch
   * @param nonce that of the probe
   * @param hosting whether the sender is host in its epoch and may act as such
   */
  record ProbeAnswer(Epoch epoch, long nonce, boolean hosting) implements Message {}

  /**
   * The host's new operations, in order and without a gap among them.
   *
   * @param epoch the host's epoch
   * @param operations at least one
   */
  record Operations(Epoch epoch, List<NumberedOperation> operations) implements Message {

    /** Copies the list. */
    public Operations {
      operations = List.copyOf(operations);
    }
  }

  /**
   * A peer's version of the table: at multiples of 4, after each change of the electorate, and once
   * a second while it is behind (DirectPlay 8: name table version).
   *
   * @param epoch the sender's epoch
   * @param number its latest operation
   * @param chain its hash chain
   */
  record TableReport(Epoch epoch, TableVersion number, Digest chain) implements Message {}

  /**
   * The host announces the oldest version that any peer has; what is strictly older is dropped.
   *
   * @param epoch the host's epoch
   * @param version the minimum over all peers
   */
  record TableMinimum(Epoch epoch, int version) implements Message {}

  /**
   * Asks for the operations after {@code have}; the answer is {@link Operations} or {@link
   * WholeTable}.
   *
   * @param epoch the sender's epoch
   * @param have the sender's latest operation
   * @param chain the sender's hash chain
   */
  record TableWanted(Epoch epoch, TableVersion have, Digest chain) implements Message {}

  /**
   * The whole table, for a peer that lags beyond the log or whose chain differs.
   *
   * @param epoch the sender's epoch
   * @param table all of it
   */
  record WholeTable(Epoch epoch, TableSnapshot table) implements Message {}

  /**
   * A peer describes itself to the host, on meaningful change, at most once a second.
   *
   * @param epoch the sender's epoch
   * @param attributes the game's own bytes
   * @param hint what the sender would be like as host
   */
  record HintReport(Epoch epoch, Bytes attributes, Hint hint) implements Message {}

  /**
   * The sender believes that the host of {@code epoch} is gone. Binds nobody.
   *
   * @param epoch the epoch whose host is suspected
   * @param stateHeard the last state that came from it
   * @param evidence why
   */
  record Suspect(Epoch epoch, StateId stateHeard, Evidence evidence) implements Message {}

  /**
   * The sender hears the host of {@code epoch} again, or never stopped to: takes its own suspicion
   * back, or contradicts the receiver's and offers to forward.
   *
   * @param epoch the epoch whose host is heard
   * @param stateHeard the last state that came from it
   * @param direct whether over a link of its own, so that it can pass on what the host and the
   *     receiver have to say to each other; if not, it is served through another peer itself
   */
  record HostHeard(Epoch epoch, StateId stateHeard, boolean direct) implements Message {}

  /**
   * A peer wants to be host of {@code epoch}.
   *
   * @param epoch the epoch that is claimed
   * @param candidate who claims it
   * @param table the candidate's latest operation
   * @param chain its hash chain
   * @param stateHeld the latest complete state that it holds
   * @param sponsored whether the present host asked for it (planned hand-over)
   * @param decided whether it has a majority already, and only asks what the receiver holds, who is
   *     to take nothing of an older epoch from now on
   */
  record Claim(
      Epoch epoch,
      PeerId candidate,
      TableVersion table,
      Digest chain,
      StateId stateHeld,
      boolean sponsored,
      boolean decided)
      implements Message {}

  /**
   * A promise: given once per epoch, for one candidate; whoever gave it obeys no older epoch.
   *
   * @param epoch the epoch that is voted on
   * @param candidate who is to be its host
   * @param voter whose vote it is
   * @param joinedAt the version of the operation by which the voter joined; 0 for the witness
   * @param table the voter's latest operation
   * @param chain its hash chain
   * @param stateHeld the latest complete state that it holds
   * @param safeKnown the latest state that it was told to be safe
   * @param sponsored whether it was given for a planned hand-over: its voter goes on to take states
   *     up to the last tick, so it counts only for a candidate that holds that one, too
   * @param signature by the voter's key over {@link #signedContent}
   */
  record Vote(
      Epoch epoch,
      PeerId candidate,
      Voter voter,
      int joinedAt,
      TableVersion table,
      Digest chain,
      StateId stateHeld,
      StateId safeKnown,
      boolean sponsored,
      Bytes signature)
      implements Message {

    private static final byte[] LABEL = "baton vote 1".getBytes(StandardCharsets.US_ASCII);

    /**
     * What the voter signs: a label, the session, and the promise itself. What the voter holds is
     * not part of it, so that a vote can be signed before it is needed.
     */
    public byte[] signedContent(SessionId session) {
      ByteBuffer out = ByteBuffer.allocate(LABEL.length + 28);
      out.put(LABEL).putLong(session.high()).putLong(session.low());
      out.putInt(epoch.value()).putShort((short) candidate.value()).putShort(wireVoter());
      out.putInt(joinedAt);
      return out.array();
    }

    private short wireVoter() {
      return switch (voter) {
        case PeerId peer -> (short) peer.value();
        case Witness ignored -> 0;
      };
    }
  }

  /**
   * A voter does not vote for this candidate now.
   *
   * @param epoch the epoch that was claimed
   * @param candidate who claimed it
   * @param voter who refuses
   * @param reason why
   * @param stateHeld the latest complete state that it holds
   */
  record VoteRefused(
      Epoch epoch, PeerId candidate, Voter voter, VoteRefusal reason, StateId stateHeld)
      implements Message {}

  /**
   * A candidate without a majority asks the witness to count out the voters that are gone.
   *
   * @param epoch the epoch that is claimed
   * @param candidate who claims it
   * @param electorate the peers that the candidate counts as voters
   */
  record CountOutWanted(Epoch epoch, PeerId candidate, List<PeerId> electorate) implements Message {

    /** Copies the list. */
    public CountOutWanted {
      electorate = List.copyOf(electorate);
    }
  }

  /**
   * A candidate gives a claim up for good: the witness is as free as before it was asked.
   *
   * @param epoch the epoch that was claimed, of which its sender will not be host
   * @param candidate who claimed it
   */
  record ClaimWithdrawn(Epoch epoch, PeerId candidate) implements Message {}

  /**
   * The witness says who is gone; they no longer count in this one election.
   *
   * @param epoch the epoch that is claimed
   * @param candidate for whom alone it holds
   * @param gone the voters whose own connection to the lobby has been gone for longer than the
   *     grace
   * @param signature by the lobby's key over {@link #signedContent}
   */
  record CountedOut(Epoch epoch, PeerId candidate, List<PeerId> gone, Bytes signature)
      implements Message {

    private static final byte[] LABEL = "baton gone 1".getBytes(StandardCharsets.US_ASCII);

    /** Copies the list. */
    public CountedOut {
      gone = List.copyOf(gone);
    }

    /** What the witness signs: a label, the session, and every field but the signature. */
    public byte[] signedContent(SessionId session) {
      ByteBuffer out = ByteBuffer.allocate(36 + 2 * gone.size());
      out.put(LABEL).putLong(session.high()).putLong(session.low());
      out.putInt(epoch.value()).putShort((short) candidate.value()).putShort((short) gone.size());
      gone.forEach(peer -> out.putShort((short) peer.value()));
      return out.array();
    }
  }

  /**
   * There is a new host, and here is why that is to be believed.
   *
   * @param epoch the new epoch
   * @param host its host
   * @param resume the last state that survives; the new host goes on with the next tick
   * @param votes a majority of the electorate
   * @param countedOut who did not count in this election, if anybody
   * @param table the new host's latest operation
   * @param chain its hash chain
   * @param operations what the oldest voter lacks of the table, at most what fits; may be empty
   */
  record Announce(
      Epoch epoch,
      PeerId host,
      StateId resume,
      List<Vote> votes,
      Optional<CountedOut> countedOut,
      TableVersion table,
      Digest chain,
      List<NumberedOperation> operations)
      implements Message {

    /** Copies the lists. */
    public Announce {
      votes = List.copyOf(votes);
      operations = List.copyOf(operations);
    }
  }

  /**
   * A peer accepts the new host and says what it has.
   *
   * @param epoch the new epoch
   * @param visibleHeld the latest visible state that survives and that it holds
   * @param completeHeld the same of complete states
   * @param table its latest operation
   * @param chain its hash chain
   */
  record Attach(
      Epoch epoch, StateId visibleHeld, StateId completeHeld, TableVersion table, Digest chain)
      implements Message {}

  /**
   * The answer to whatever carries an older epoch; the announcement follows as the proof, unless
   * the epoch is only promised.
   *
   * @param epoch the epoch that the sender obeys, or is promised to
   * @param host its host, or the candidate
   * @param promised whether the sender gave its vote for that epoch, and saw no announcement of it
   */
  record Fence(Epoch epoch, PeerId host, boolean promised) implements Message {}

  /**
   * The host sponsors a successor: voters vote at once, and still take states up to {@code last}.
   *
   * @param epoch the epoch to be claimed
   * @param successor who is to claim it
   * @param last the last tick that the present host produces
   */
  record HandOver(Epoch epoch, PeerId successor, Tick last) implements Message {}

  /**
   * A peer leaves of its own accord, or (from the host) is made to.
   *
   * @param epoch the sender's epoch
   * @param reason why
   */
  record Goodbye(Epoch epoch, LeaveReason reason) implements Message {}

  /**
   * The host ends the session for all; nobody migrates.
   *
   * @param epoch the host's epoch
   */
  record Terminate(Epoch epoch) implements Message {}
}
