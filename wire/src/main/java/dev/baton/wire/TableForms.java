package dev.baton.wire;

import static dev.baton.wire.Limits.OPERATIONS_MAX;
import static dev.baton.wire.Many.listOf;
import static dev.baton.wire.NameForms.EPOCH;
import static dev.baton.wire.NameForms.TABLE_VERSION;
import static dev.baton.wire.OperationForms.NUMBERED_OPERATION;
import static dev.baton.wire.Primitive.DIGEST;
import static dev.baton.wire.Primitive.bytes;
import static dev.baton.wire.Primitive.u32;
import static dev.baton.wire.RulesForms.HINT;
import static dev.baton.wire.SnapshotForms.TABLE_SNAPSHOT;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Epoch;
import dev.baton.core.Hint;
import dev.baton.core.Message;
import dev.baton.core.NumberedOperation;
import dev.baton.core.Operation;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import java.util.List;

/** The forms of the messages that keep the name tables of all peers equal. */
final class TableForms {

  static final Variant<Message.Operations> OPERATIONS =
      new Variant<>(16, "Operations") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Operations::epoch);
        final Field<List<NumberedOperation>> operations =
            field(
                "operations",
                listOf(NUMBERED_OPERATION, 1, OPERATIONS_MAX),
                Message.Operations::operations);

        @Override
        Message.Operations read(Reader in) {
          return new Message.Operations(epoch.read(in), operations.read(in));
        }
      };

  static final Variant<Message.TableReport> TABLE_REPORT =
      new Variant<>(17, "TableReport") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.TableReport::epoch);
        final Field<TableVersion> number =
            field("number", TABLE_VERSION, Message.TableReport::number);
        final Field<Digest> chain = field("chain", DIGEST, Message.TableReport::chain);

        @Override
        Message.TableReport read(Reader in) {
          return new Message.TableReport(epoch.read(in), number.read(in), chain.read(in));
        }
      };

  static final Variant<Message.TableMinimum> TABLE_MINIMUM =
      new Variant<>(18, "TableMinimum") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.TableMinimum::epoch);
        final Field<Integer> version =
            field("version", u32(0, Integer.MAX_VALUE), Message.TableMinimum::version);

        @Override
        Message.TableMinimum read(Reader in) {
          return new Message.TableMinimum(epoch.read(in), version.read(in));
        }
      };

  static final Variant<Message.TableWanted> TABLE_WANTED =
      new Variant<>(19, "TableWanted") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.TableWanted::epoch);
        final Field<TableVersion> have = field("have", TABLE_VERSION, Message.TableWanted::have);
        final Field<Digest> chain = field("chain", DIGEST, Message.TableWanted::chain);

        @Override
        Message.TableWanted read(Reader in) {
          return new Message.TableWanted(epoch.read(in), have.read(in), chain.read(in));
        }
      };

  static final Variant<Message.WholeTable> WHOLE_TABLE =
      new Variant<>(20, "WholeTable") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.WholeTable::epoch);
        final Field<TableSnapshot> table =
            field("table", TABLE_SNAPSHOT, Message.WholeTable::table);

        @Override
        Message.WholeTable read(Reader in) {
          return new Message.WholeTable(epoch.read(in), table.read(in));
        }
      };

  static final Variant<Message.HintReport> HINT_REPORT =
      new Variant<>(21, "HintReport") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.HintReport::epoch);
        final Field<Bytes> attributes =
            field("attributes", bytes(0, Operation.DATA_BYTES_MAX), Message.HintReport::attributes);
        final Field<Hint> hint = field("hint", HINT, Message.HintReport::hint);

        @Override
        Message.HintReport read(Reader in) {
          return new Message.HintReport(epoch.read(in), attributes.read(in), hint.read(in));
        }
      };

  private TableForms() {}
}
