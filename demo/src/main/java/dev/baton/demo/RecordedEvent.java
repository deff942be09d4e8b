package dev.baton.demo;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One line of a flight recorder.
 *
 * <p>Peers, epochs, ticks and sequences are plain numbers here: whoever reads recordings judges the
 * protocol from outside and shares none of its code. Source: docs/flight-recorder.md, which says
 * what each event means.
 */
public sealed interface RecordedEvent {

  /** When it happened, by the recording peer's own monotonic clock. */
  long tNs();

  /** An event on the way from one host to the next. */
  sealed interface OfMigration extends RecordedEvent {}

  /**
   * The first line.
   *
   * @param role {@code peer} or {@code orchestrator}
   * @param peer the peer's number, where known from the start
   * @param wallMs the wall clock at {@code tNs}, since 1970-01-01 UTC
   * @param machine equal for processes that share a clock; empty where unknown
   */
  record Start(
      long tNs,
      String role,
      String session,
      String name,
      OptionalInt peer,
      long wallMs,
      String machine)
      implements RecordedEvent {}

  /** A host gave this peer its number. */
  record Seated(long tNs, int peer) implements RecordedEvent {}

  /** The name table gained a peer. */
  record Joined(long tNs, int peer) implements RecordedEvent {}

  /** The name table lost a peer. */
  record Left(long tNs, int peer, String reason) implements RecordedEvent {}

  /**
   * A link opened or closed.
   *
   * @param to {@code peer 2}, {@code lobby}, or the beginning of a key
   */
  record LinkChanged(long tNs, String to, boolean open, String cause) implements RecordedEvent {}

  /** A round trip was measured; the offset is the other's clock minus the own. */
  record ClockSampled(long tNs, int peer, long rttUs, long offsetUs) implements RecordedEvent {}

  /** The session is over for this peer. */
  record Ended(long tNs, String reason) implements RecordedEvent {}

  /** The file has reached its bound. */
  record Full(long tNs, long limitBytes) implements RecordedEvent {}

  /** The peer's stage changed. */
  record StageChanged(long tNs, String from, String to, String reason, int epoch)
      implements OfMigration {}

  /**
   * The host of the epoch is believed to be gone.
   *
   * @param by who believes it; absent for the recording peer itself
   */
  record Suspected(long tNs, int epoch, String evidence, OptionalInt by, OptionalLong silenceMs)
      implements OfMigration {

    /** Whether it is a peer's own suspicion. */
    public boolean isOf(int peer) {
      return by.isEmpty() || by.getAsInt() == peer;
    }
  }

  /** That was taken back, likewise. */
  record Unsuspected(long tNs, int epoch, OptionalInt by) implements OfMigration {}

  /** A peer wants to be host. */
  record Claimed(long tNs, int epoch, int candidate, boolean sponsored) implements OfMigration {}

  /** A vote was given or arrived; voter 0 is the witness. */
  record Voted(long tNs, int epoch, int candidate, int voter) implements OfMigration {}

  /** A vote was refused, here or to this peer. */
  record Refused(long tNs, int epoch, int candidate, int voter, String reason)
      implements OfMigration {}

  /** A new host was announced. */
  record Announced(long tNs, int epoch, int host, Resume resume) implements OfMigration {}

  /** This peer is host from now on. */
  record Hosted(long tNs, int epoch, Resume resume) implements OfMigration {}

  /** This peer accepts a host. */
  record Followed(long tNs, int epoch, int host, Resume resume) implements OfMigration {}

  /** A peer attached to the new host. */
  record Attached(long tNs, int epoch, int by) implements OfMigration {}

  /** The host cannot hear a majority, or can again. */
  record Isolated(long tNs, int epoch, boolean on) implements RecordedEvent {}

  /** No majority can be reached, and a policy is in force. */
  record NoMajority(long tNs, String policy, long limitMs) implements RecordedEvent {}

  /** Ticks after {@code to}, up to {@code from}, were shown and did not survive. */
  record Rewound(long tNs, int epoch, long from, long to) implements OfMigration {}

  /** The host produced a tick from these inputs. */
  record Applied(long tNs, int epoch, long tick, List<InputId> inputs) implements RecordedEvent {

    /** Copies the list. */
    public Applied {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * A state was shown to the game, or only held.
   *
   * @param scope {@code visible} or {@code complete}
   * @param hash hexadecimal
   * @param held whether it was taken in without being shown
   */
  record Shown(long tNs, int epoch, long tick, String scope, String hash, boolean held)
      implements RecordedEvent {}

  /** An own input was submitted. */
  record InputSubmitted(long tNs, long sequence) implements RecordedEvent {}

  /** Own inputs up to a sequence were reported safe. */
  record SafeReported(long tNs, long upTo) implements RecordedEvent {}

  /** Own inputs were sent again to a new host. */
  record Resent(long tNs, long count) implements RecordedEvent {}

  /** Own inputs were given up. */
  record Lost(long tNs, long from, long to, String reason) implements RecordedEvent {}

  /**
   * Harm was done on purpose.
   *
   * @param kind {@code kill}, {@code stop}, {@code continue}, {@code pause}, {@code leave} or
   *     {@code handover}
   * @param peer to whom; 0 is the lobby
   */
  record Faulted(long tNs, String kind, int peer) implements RecordedEvent {}

  /**
   * The last state that survives a change of host.
   *
   * @param epoch whose host produced it
   * @param tick the tick that it is the state after
   */
  record Resume(int epoch, long tick) {}

  /**
   * Names an input.
   *
   * @param peer whose
   * @param sequence its number among that peer's inputs, from 1
   */
  record InputId(int peer, long sequence) {}
}
