package dev.baton.core;

/** Why a voter does not vote for a candidate. */
public enum VoteRefusal {
  /** It still hears the host, and serves as the claimant's path to it. */
  HOST_HEARD,
  /** It has voted for another candidate in this epoch, or promised itself to a later one. */
  ALREADY_VOTED,
  /** The claim is for an epoch that is over. */
  OLD_EPOCH,
  /** The voter was not let back in since it restarted. */
  NOT_A_VOTER,
  /** The candidate has no seat in the voter's table. */
  NOT_ELIGIBLE,
  /** The voter holds the complete state and the candidate does not. */
  BETTER_STANDBY,
  /** The rules of the session forbid migration. */
  NOT_MIGRATABLE
}
