package dev.baton.wire;

import static dev.baton.wire.CodeTables.VOTE_REFUSAL;
import static dev.baton.wire.Limits.OPERATIONS_MAX;
import static dev.baton.wire.Limits.PEERS_MAX;
import static dev.baton.wire.Limits.SIGNATURE_BYTES_MAX;
import static dev.baton.wire.Limits.VOTES_MAX;
import static dev.baton.wire.Many.listOf;
import static dev.baton.wire.Maybe.maybe;
import static dev.baton.wire.NameForms.EPOCH;
import static dev.baton.wire.NameForms.PEER_ID;
import static dev.baton.wire.NameForms.STATE_ID;
import static dev.baton.wire.NameForms.TABLE_VERSION;
import static dev.baton.wire.NameForms.TICK;
import static dev.baton.wire.NameForms.VOTER;
import static dev.baton.wire.OperationForms.NUMBERED_OPERATION;
import static dev.baton.wire.Primitive.BOOL;
import static dev.baton.wire.Primitive.DIGEST;
import static dev.baton.wire.Primitive.bytes;
import static dev.baton.wire.Primitive.u32;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.NumberedOperation;
import dev.baton.core.PeerId;
import dev.baton.core.StateId;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import dev.baton.core.VoteRefusal;
import dev.baton.core.Voter;
import java.util.List;
import java.util.Optional;

/** The forms of the messages by which the host changes. */
final class MigrationForms {

  static final Variant<Message.Claim> CLAIM =
      new Variant<>(24, "Claim") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Claim::epoch);
        final Field<PeerId> candidate = field("candidate", PEER_ID, Message.Claim::candidate);
        final Field<TableVersion> table = field("table", TABLE_VERSION, Message.Claim::table);
        final Field<Digest> chain = field("chain", DIGEST, Message.Claim::chain);
        final Field<StateId> stateHeld = field("stateHeld", STATE_ID, Message.Claim::stateHeld);
        final Field<Boolean> sponsored = field("sponsored", BOOL, Message.Claim::sponsored);
        final Field<Boolean> decided = field("decided", BOOL, Message.Claim::decided);

        @Override
        Message.Claim read(Reader in) {
          return new Message.Claim(
              epoch.read(in),
              candidate.read(in),
              table.read(in),
              chain.read(in),
              stateHeld.read(in),
              sponsored.read(in),
              decided.read(in));
        }
      };

  static final Variant<Message.Vote> VOTE =
      new Variant<>(25, "Vote") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Vote::epoch);
        final Field<PeerId> candidate = field("candidate", PEER_ID, Message.Vote::candidate);
        final Field<Voter> voter = field("voter", VOTER, Message.Vote::voter);
        final Field<Integer> joinedAt =
            field("joinedAt", u32(0, Integer.MAX_VALUE), Message.Vote::joinedAt);
        final Field<TableVersion> table = field("table", TABLE_VERSION, Message.Vote::table);
        final Field<Digest> chain = field("chain", DIGEST, Message.Vote::chain);
        final Field<StateId> stateHeld = field("stateHeld", STATE_ID, Message.Vote::stateHeld);
        final Field<StateId> safeKnown = field("safeKnown", STATE_ID, Message.Vote::safeKnown);
        final Field<Boolean> sponsored = field("sponsored", BOOL, Message.Vote::sponsored);
        final Field<Bytes> signature =
            field("signature", bytes(0, SIGNATURE_BYTES_MAX), Message.Vote::signature);

        @Override
        Message.Vote read(Reader in) {
          return new Message.Vote(
              epoch.read(in),
              candidate.read(in),
              voter.read(in),
              joinedAt.read(in),
              table.read(in),
              chain.read(in),
              stateHeld.read(in),
              safeKnown.read(in),
              sponsored.read(in),
              signature.read(in));
        }
      };

  static final Variant<Message.VoteRefused> VOTE_REFUSED =
      new Variant<>(26, "VoteRefused") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.VoteRefused::epoch);
        final Field<PeerId> candidate = field("candidate", PEER_ID, Message.VoteRefused::candidate);
        final Field<Voter> voter = field("voter", VOTER, Message.VoteRefused::voter);
        final Field<VoteRefusal> reason =
            field("reason", VOTE_REFUSAL, Message.VoteRefused::reason);
        final Field<StateId> stateHeld =
            field("stateHeld", STATE_ID, Message.VoteRefused::stateHeld);

        @Override
        Message.VoteRefused read(Reader in) {
          return new Message.VoteRefused(
              epoch.read(in),
              candidate.read(in),
              voter.read(in),
              reason.read(in),
              stateHeld.read(in));
        }
      };

  static final Variant<Message.CountOutWanted> COUNT_OUT_WANTED =
      new Variant<>(27, "CountOutWanted") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.CountOutWanted::epoch);
        final Field<PeerId> candidate =
            field("candidate", PEER_ID, Message.CountOutWanted::candidate);
        final Field<List<PeerId>> electorate =
            field("electorate", listOf(PEER_ID, 0, PEERS_MAX), Message.CountOutWanted::electorate);

        @Override
        Message.CountOutWanted read(Reader in) {
          return new Message.CountOutWanted(
              epoch.read(in), candidate.read(in), electorate.read(in));
        }
      };

  static final Variant<Message.CountedOut> COUNTED_OUT =
      new Variant<>(28, "CountedOut") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.CountedOut::epoch);
        final Field<PeerId> candidate = field("candidate", PEER_ID, Message.CountedOut::candidate);
        final Field<List<PeerId>> gone =
            field("gone", listOf(PEER_ID, 0, PEERS_MAX), Message.CountedOut::gone);
        final Field<Bytes> signature =
            field("signature", bytes(0, SIGNATURE_BYTES_MAX), Message.CountedOut::signature);

        @Override
        Message.CountedOut read(Reader in) {
          return new Message.CountedOut(
              epoch.read(in), candidate.read(in), gone.read(in), signature.read(in));
        }
      };

  static final Variant<Message.Announce> ANNOUNCE =
      new Variant<>(29, "Announce") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Announce::epoch);
        final Field<PeerId> host = field("host", PEER_ID, Message.Announce::host);
        final Field<StateId> resume = field("resume", STATE_ID, Message.Announce::resume);
        final Field<List<Message.Vote>> votes =
            field("votes", listOf(VOTE, 0, VOTES_MAX), Message.Announce::votes);
        final Field<Optional<Message.CountedOut>> countedOut =
            field("countedOut", maybe(COUNTED_OUT), Message.Announce::countedOut);
        final Field<TableVersion> table = field("table", TABLE_VERSION, Message.Announce::table);
        final Field<Digest> chain = field("chain", DIGEST, Message.Announce::chain);
        final Field<List<NumberedOperation>> operations =
            field(
                "operations",
                listOf(NUMBERED_OPERATION, 0, OPERATIONS_MAX),
                Message.Announce::operations);

        @Override
        Message.Announce read(Reader in) {
          return new Message.Announce(
              epoch.read(in),
              host.read(in),
              resume.read(in),
              votes.read(in),
              countedOut.read(in),
              table.read(in),
              chain.read(in),
              operations.read(in));
        }
      };

  static final Variant<Message.Attach> ATTACH =
      new Variant<>(30, "Attach") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Attach::epoch);
        final Field<StateId> visibleHeld =
            field("visibleHeld", STATE_ID, Message.Attach::visibleHeld);
        final Field<StateId> completeHeld =
            field("completeHeld", STATE_ID, Message.Attach::completeHeld);
        final Field<TableVersion> table = field("table", TABLE_VERSION, Message.Attach::table);
        final Field<Digest> chain = field("chain", DIGEST, Message.Attach::chain);

        @Override
        Message.Attach read(Reader in) {
          return new Message.Attach(
              epoch.read(in),
              visibleHeld.read(in),
              completeHeld.read(in),
              table.read(in),
              chain.read(in));
        }
      };

  static final Variant<Message.Fence> FENCE =
      new Variant<>(31, "Fence") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Fence::epoch);
        final Field<PeerId> host = field("host", PEER_ID, Message.Fence::host);
        final Field<Boolean> promised = field("promised", BOOL, Message.Fence::promised);

        @Override
        Message.Fence read(Reader in) {
          return new Message.Fence(epoch.read(in), host.read(in), promised.read(in));
        }
      };

  static final Variant<Message.HandOver> HAND_OVER =
      new Variant<>(32, "HandOver") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.HandOver::epoch);
        final Field<PeerId> successor = field("successor", PEER_ID, Message.HandOver::successor);
        final Field<Tick> last = field("last", TICK, Message.HandOver::last);

        @Override
        Message.HandOver read(Reader in) {
          return new Message.HandOver(epoch.read(in), successor.read(in), last.read(in));
        }
      };

  static final Variant<Message.ClaimWithdrawn> CLAIM_WITHDRAWN =
      new Variant<>(33, "ClaimWithdrawn") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.ClaimWithdrawn::epoch);
        final Field<PeerId> candidate =
            field("candidate", PEER_ID, Message.ClaimWithdrawn::candidate);

        @Override
        Message.ClaimWithdrawn read(Reader in) {
          return new Message.ClaimWithdrawn(epoch.read(in), candidate.read(in));
        }
      };

  private MigrationForms() {}
}
