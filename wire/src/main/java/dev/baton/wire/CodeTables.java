package dev.baton.wire;

import dev.baton.core.Evidence;
import dev.baton.core.LeaveReason;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.Reachability;
import dev.baton.core.Refusal;
import dev.baton.core.VoteRefusal;

/** The bytes that stand for the constants of the core's enums. */
final class CodeTables {

  static final Codes<Evidence> EVIDENCE =
      new Codes<>(
          Evidence.class,
          evidence ->
              switch (evidence) {
                case SILENCE -> 1;
                case LINK_CLOSED -> 2;
                case PORT_UNREACHABLE -> 3;
                case LOBBY_NOTICE -> 4;
              });

  static final Codes<LeaveReason> LEAVE_REASON =
      new Codes<>(
          LeaveReason.class,
          reason ->
              switch (reason) {
                case NORMAL -> 1;
                case CONNECTION_LOST -> 2;
                case SESSION_TERMINATED -> 3;
                case REMOVED_BY_HOST -> 4;
                case RESTARTED -> 5;
                case SEAT_EXPIRED -> 6;
              });

  static final Codes<NoMajorityPolicy> NO_MAJORITY_POLICY =
      new Codes<>(
          NoMajorityPolicy.class,
          policy ->
              switch (policy) {
                case SURVIVORS -> 1;
                case FREEZE -> 2;
                case END -> 3;
              });

  static final Codes<Reachability> REACHABILITY =
      new Codes<>(
          Reachability.class,
          reachability ->
              switch (reachability) {
                case OPEN -> 1;
                case MODERATE -> 2;
                case STRICT -> 3;
                case UNKNOWN -> 4;
              });

  static final Codes<Refusal> REFUSAL =
      new Codes<>(
          Refusal.class,
          refusal ->
              switch (refusal) {
                case FULL -> 1;
                case TERMINATED -> 2;
                case WRONG_VERSION -> 3;
                case WRONG_SESSION -> 4;
                case BAD_TICKET -> 5;
                case EXPIRED_TICKET -> 6;
                case MIGRATING -> 7;
                case NOT_HOST -> 8;
                case REMOVED -> 9;
              });

  static final Codes<VoteRefusal> VOTE_REFUSAL =
      new Codes<>(
          VoteRefusal.class,
          refusal ->
              switch (refusal) {
                case HOST_HEARD -> 1;
                case ALREADY_VOTED -> 2;
                case OLD_EPOCH -> 3;
                case NOT_A_VOTER -> 4;
                case NOT_ELIGIBLE -> 5;
                case BETTER_STANDBY -> 6;
                case NOT_MIGRATABLE -> 7;
              });

  private CodeTables() {}
}
