package dev.baton.core;

import java.util.List;
import java.util.Optional;

/**
 * Where a peer stands in the life of its session; holds just what that stage needs.
 *
 * <p>Source: PROTOCOL.md 5.
 */
public sealed interface Stage {

  /** Nothing was asked of the machine yet. */
  record Idle() implements Stage {}

  /**
   * Asking to be let in.
   *
   * @param host whom it asks now
   * @param deadlineNs when it gives up
   */
  record Joining(HostAddress host, long deadlineNs) implements Stage {}

  /**
   * An ordinary peer under a live host.
   *
   * @param host who
   */
  record Following(PeerId host) implements Stage {}

  /**
   * Believes that the host is gone; bound to nothing yet.
   *
   * @param host who is suspected
   * @param evidence why
   * @param sinceNs since when
   */
  record Suspecting(PeerId host, Evidence evidence, long sinceNs) implements Stage {}

  /**
   * Has voted and waits for the announcement.
   *
   * @param claimed the epoch that was voted on
   * @param candidate for whom
   * @param sponsoredLast the last tick still taken from the present host, in a planned hand-over
   */
  record Promised(Epoch claimed, PeerId candidate, Optional<Tick> sponsoredLast) implements Stage {}

  /**
   * Claims an epoch and gathers votes.
   *
   * @param claimed which
   * @param sponsored whether the host asked for it
   */
  record Claiming(Epoch claimed, boolean sponsored) implements Stage {}

  /**
   * Has a majority and waits for the latest table and state.
   *
   * @param claimed the epoch that it won
   * @param awaitedState the state that it still lacks
   */
  record Completing(Epoch claimed, Optional<StateId> awaitedState) implements Stage {}

  /**
   * Host of its epoch.
   *
   * @param sinceNs since when
   */
  record Hosting(long sinceNs) implements Stage {}

  /**
   * Host that cannot hear a majority: simulates, but reports nothing as safe.
   *
   * @param sinceNs since when
   */
  record Isolated(long sinceNs) implements Stage {}

  /**
   * Host that has named its successor and waits for the announcement.
   *
   * @param claimed the epoch that the successor claims
   * @param successor who
   * @param last the last tick of this host
   * @param leaving whether it leaves the session afterwards
   */
  record HandingOver(Epoch claimed, PeerId successor, Tick last, boolean leaving)
      implements Stage {}

  /**
   * No majority within reach; a policy is in force.
   *
   * @param remaining the policies still to be tried, the present one first
   * @param untilNs when the next one's turn comes
   */
  record Stranded(List<NoMajorityPolicy> remaining, long untilNs) implements Stage {}

  /**
   * Out of the session, for good.
   *
   * @param reason why
   */
  record Ended(EndReason reason) implements Stage {}

  /** The stage's name in traces, for example {@code following}. */
  default String label() {
    return switch (this) {
      case Idle ignored -> "idle";
      case Joining ignored -> "joining";
      case Following ignored -> "following";
      case Suspecting ignored -> "suspecting";
      case Promised ignored -> "promised";
      case Claiming ignored -> "claiming";
      case Completing ignored -> "completing";
      case Hosting ignored -> "hosting";
      case Isolated ignored -> "isolated";
      case HandingOver ignored -> "handingOver";
      case Stranded ignored -> "stranded";
      case Ended ignored -> "ended";
    };
  }
}
