package dev.baton.wire;

import static dev.baton.wire.AnyValue.anyLongs;
import static dev.baton.wire.AnyValue.atLeast;
import static dev.baton.wire.AnyValue.between;
import static dev.baton.wire.AnyValue.bools;
import static dev.baton.wire.AnyValue.bytes;
import static dev.baton.wire.AnyValue.digests;
import static dev.baton.wire.AnyValue.endpoints;
import static dev.baton.wire.AnyValue.epochs;
import static dev.baton.wire.AnyValue.hints;
import static dev.baton.wire.AnyValue.hostAddresses;
import static dev.baton.wire.AnyValue.longsFromZero;
import static dev.baton.wire.AnyValue.names;
import static dev.baton.wire.AnyValue.numberedOperations;
import static dev.baton.wire.AnyValue.peerLists;
import static dev.baton.wire.AnyValue.peers;
import static dev.baton.wire.AnyValue.sessions;
import static dev.baton.wire.AnyValue.signatures;
import static dev.baton.wire.AnyValue.states;
import static dev.baton.wire.AnyValue.tables;
import static dev.baton.wire.AnyValue.ticks;
import static dev.baton.wire.AnyValue.versions;
import static dev.baton.wire.AnyValue.voters;
import static net.jqwik.api.Arbitraries.oneOf;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Evidence;
import dev.baton.core.LeaveReason;
import dev.baton.core.Message;
import dev.baton.core.NumberedOperation;
import dev.baton.core.Operation;
import dev.baton.core.Refusal;
import dev.baton.core.StateId;
import dev.baton.core.VoteRefusal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Messages of every kind with any content that their bounds allow. */
final class AnyMessage extends DomainContextBase {

  @Provide
  static Arbitrary<Message> messages() {
    return oneOf(List.of(admission(), liveness(), table(), migration()));
  }

  @Provide
  static Arbitrary<Digest> anyDigest() {
    return digests();
  }

  @Provide
  static Arbitrary<NumberedOperation> anyNumberedOperation() {
    return numberedOperations();
  }

  private static Arbitrary<Message> admission() {
    return oneOf(
        List.of(
            Combinators.combine(
                    epochs(),
                    atLeast(0),
                    sessions(),
                    bytes(Limits.PUBLIC_KEY_BYTES_MAX),
                    names(),
                    endpoints(),
                    bytes(Limits.TICKET_BYTES_MAX))
                .as(Message.Hello::new),
            Combinators.combine(epochs(), peers(), peers(), tables()).as(Message.Welcome::new),
            Combinators.combine(
                    epochs(),
                    Arbitraries.of(Refusal.class),
                    between(0, Limits.RETRY_AFTER_MS_MAX),
                    hostAddresses().optional())
                .as(Message.Refused::new),
            Combinators.combine(epochs(), Arbitraries.of(LeaveReason.class))
                .as(Message.Goodbye::new),
            epochs().map(Message.Terminate::new)));
  }

  private static Arbitrary<Message> liveness() {
    return oneOf(
        List.of(
            Combinators.combine(
                    epochs(), anyLongs(), anyLongs(), longsFromZero(), states(), states(), states())
                .as(Message.Heartbeat::new),
            Combinators.combine(epochs(), anyLongs()).as(Message.Probe::new),
            Combinators.combine(epochs(), anyLongs(), bools()).as(Message.ProbeAnswer::new),
            Combinators.combine(epochs(), states(), Arbitraries.of(Evidence.class))
                .as(Message.Suspect::new),
            Combinators.combine(epochs(), states(), bools()).as(Message.HostHeard::new)));
  }

  private static Arbitrary<Message> table() {
    return oneOf(
        List.of(
            Combinators.combine(epochs(), numberedOperations().list().ofMinSize(1).ofMaxSize(5))
                .as(Message.Operations::new),
            Combinators.combine(epochs(), versions(), digests()).as(Message.TableReport::new),
            Combinators.combine(epochs(), atLeast(0)).as(Message.TableMinimum::new),
            Combinators.combine(epochs(), versions(), digests()).as(Message.TableWanted::new),
            Combinators.combine(epochs(), tables()).as(Message.WholeTable::new),
            Combinators.combine(epochs(), bytes(Operation.DATA_BYTES_MAX), hints())
                .as(Message.HintReport::new)));
  }

  private static Arbitrary<Message> migration() {
    return oneOf(
        List.of(
            Combinators.combine(
                    epochs(), peers(), versions(), digests(), states(), bools(), bools())
                .as(Message.Claim::new),
            votes().map(vote -> vote),
            Combinators.combine(
                    epochs(), peers(), voters(), Arbitraries.of(VoteRefusal.class), states())
                .as(Message.VoteRefused::new),
            Combinators.combine(epochs(), peers(), peerLists()).as(Message.CountOutWanted::new),
            Combinators.combine(epochs(), peers()).as(Message.ClaimWithdrawn::new),
            countedOuts().map(countedOut -> countedOut),
            Combinators.combine(
                    epochs(),
                    peers(),
                    states(),
                    votes().list().ofMaxSize(4),
                    countedOuts().optional(),
                    versions(),
                    digests(),
                    numberedOperations().list().ofMaxSize(3))
                .as(Message.Announce::new),
            Combinators.combine(epochs(), states(), states(), versions(), digests())
                .as(Message.Attach::new),
            Combinators.combine(epochs(), peers(), bools()).as(Message.Fence::new),
            Combinators.combine(epochs(), peers(), ticks()).as(Message.HandOver::new)));
  }

  private static Arbitrary<Message.Vote> votes() {
    Arbitrary<Held> held =
        Combinators.combine(states(), states(), bools(), signatures(), atLeast(0)).as(Held::new);
    return Combinators.combine(epochs(), peers(), voters(), versions(), digests(), held)
        .as(
            (epoch, candidate, voter, table, chain, has) ->
                new Message.Vote(
                    epoch,
                    candidate,
                    voter,
                    has.joinedAt,
                    table,
                    chain,
                    has.stateHeld,
                    has.safeKnown,
                    has.sponsored,
                    has.signature));
  }

  private static Arbitrary<Message.CountedOut> countedOuts() {
    return Combinators.combine(epochs(), peers(), peerLists(), signatures())
        .as(Message.CountedOut::new);
  }

  private record Held(
      StateId stateHeld, StateId safeKnown, boolean sponsored, Bytes signature, int joinedAt) {}
}
