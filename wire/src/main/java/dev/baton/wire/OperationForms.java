package dev.baton.wire;

import static dev.baton.wire.CodeTables.LEAVE_REASON;
import static dev.baton.wire.Limits.PEERS_MAX;
import static dev.baton.wire.Limits.PUBLIC_KEY_BYTES_MAX;
import static dev.baton.wire.Many.listOf;
import static dev.baton.wire.NameForms.ENDPOINT;
import static dev.baton.wire.NameForms.PEER_ID;
import static dev.baton.wire.NameForms.TABLE_VERSION;
import static dev.baton.wire.Primitive.BOOL;
import static dev.baton.wire.Primitive.DIGEST;
import static dev.baton.wire.Primitive.bytes;
import static dev.baton.wire.Primitive.text;
import static dev.baton.wire.RulesForms.HINT;
import static dev.baton.wire.RulesForms.RULES;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Endpoint;
import dev.baton.core.Hint;
import dev.baton.core.LeaveReason;
import dev.baton.core.NumberedOperation;
import dev.baton.core.Operation;
import dev.baton.core.PeerId;
import dev.baton.core.Rules;
import dev.baton.core.TableVersion;
import java.util.List;

/** The forms of the changes of the name table; the hash chain is taken over these bytes. */
final class OperationForms {

  static final Variant<Operation.Join> JOIN =
      new Variant<>(1, "Join") {
        final Field<PeerId> peer = field("peer", PEER_ID, Operation.Join::peer);
        final Field<Bytes> publicKey =
            field("publicKey", bytes(0, PUBLIC_KEY_BYTES_MAX), Operation.Join::publicKey);
        final Field<String> name = field("name", text(0, Operation.NAME_MAX), Operation.Join::name);
        final Field<Endpoint> endpoint = field("endpoint", ENDPOINT, Operation.Join::endpoint);

        @Override
        Operation.Join read(Reader in) {
          return new Operation.Join(
              peer.read(in), publicKey.read(in), name.read(in), endpoint.read(in));
        }
      };

  static final Variant<Operation.Leave> LEAVE =
      new Variant<>(2, "Leave") {
        final Field<PeerId> peer = field("peer", PEER_ID, Operation.Leave::peer);
        final Field<LeaveReason> reason = field("reason", LEAVE_REASON, Operation.Leave::reason);
        final Field<Boolean> seatKept = field("seatKept", BOOL, Operation.Leave::seatKept);

        @Override
        Operation.Leave read(Reader in) {
          return new Operation.Leave(peer.read(in), reason.read(in), seatKept.read(in));
        }
      };

  static final Variant<Operation.Describe> DESCRIBE =
      new Variant<>(3, "Describe") {
        final Field<PeerId> peer = field("peer", PEER_ID, Operation.Describe::peer);
        final Field<Bytes> attributes =
            field("attributes", bytes(0, Operation.DATA_BYTES_MAX), Operation.Describe::attributes);
        final Field<Hint> hint = field("hint", HINT, Operation.Describe::hint);

        @Override
        Operation.Describe read(Reader in) {
          return new Operation.Describe(peer.read(in), attributes.read(in), hint.read(in));
        }
      };

  static final Variant<Operation.Succession> SUCCESSION =
      new Variant<>(4, "Succession") {
        final Field<List<PeerId>> order =
            field("order", listOf(PEER_ID, 0, PEERS_MAX), Operation.Succession::order);

        @Override
        Operation.Succession read(Reader in) {
          return new Operation.Succession(order.read(in));
        }
      };

  static final Variant<Operation.SetRules> SET_RULES =
      new Variant<>(5, "SetRules") {
        final Field<Rules> rules = field("rules", RULES, Operation.SetRules::rules);

        @Override
        Operation.SetRules read(Reader in) {
          return new Operation.SetRules(rules.read(in));
        }
      };

  static final Variant<Operation.CountWitness> COUNT_WITNESS =
      new Variant<>(6, "CountWitness") {
        final Field<Boolean> counted = field("counted", BOOL, Operation.CountWitness::counted);

        @Override
        Operation.CountWitness read(Reader in) {
          return new Operation.CountWitness(counted.read(in));
        }
      };

  static final Variant<Operation.SessionData> SESSION_DATA =
      new Variant<>(7, "SessionData") {
        final Field<Bytes> data =
            field("data", bytes(0, Operation.DATA_BYTES_MAX), Operation.SessionData::data);

        @Override
        Operation.SessionData read(Reader in) {
          return new Operation.SessionData(data.read(in));
        }
      };

  static final OneOf<Operation> OPERATION =
      new OneOf<>(
          "Operation",
          List.of(JOIN, LEAVE, DESCRIBE, SUCCESSION, SET_RULES, COUNT_WITNESS, SESSION_DATA)) {
        @Override
        void write(Writer out, Operation operation) {
          switch (operation) {
            case Operation.Join join -> JOIN.writeWithCode(out, join);
            case Operation.Leave leave -> LEAVE.writeWithCode(out, leave);
            case Operation.Describe describe -> DESCRIBE.writeWithCode(out, describe);
            case Operation.Succession succession -> SUCCESSION.writeWithCode(out, succession);
            case Operation.SetRules setRules -> SET_RULES.writeWithCode(out, setRules);
            case Operation.CountWitness count -> COUNT_WITNESS.writeWithCode(out, count);
            case Operation.SessionData data -> SESSION_DATA.writeWithCode(out, data);
          }
        }
      };

  static final Layout<NumberedOperation> NUMBERED_OPERATION =
      new Layout<>("NumberedOperation") {
        final Field<TableVersion> number =
            field("number", TABLE_VERSION, NumberedOperation::number);
        final Field<Operation> operation =
            field("operation", OPERATION, NumberedOperation::operation);
        final Field<Digest> chain = field("chain", DIGEST, NumberedOperation::chain);

        @Override
        NumberedOperation read(Reader in) {
          return new NumberedOperation(number.read(in), operation.read(in), chain.read(in));
        }
      };

  private OperationForms() {}
}
