package dev.baton.wire;

import static dev.baton.wire.CodeTables.LEAVE_REASON;
import static dev.baton.wire.CodeTables.REFUSAL;
import static dev.baton.wire.Limits.PUBLIC_KEY_BYTES_MAX;
import static dev.baton.wire.Limits.RETRY_AFTER_MS_MAX;
import static dev.baton.wire.Limits.TICKET_BYTES_MAX;
import static dev.baton.wire.Maybe.maybe;
import static dev.baton.wire.NameForms.ENDPOINT;
import static dev.baton.wire.NameForms.EPOCH;
import static dev.baton.wire.NameForms.HOST_ADDRESS;
import static dev.baton.wire.NameForms.PEER_ID;
import static dev.baton.wire.NameForms.SESSION_ID;
import static dev.baton.wire.Primitive.bytes;
import static dev.baton.wire.Primitive.i32;
import static dev.baton.wire.Primitive.text;
import static dev.baton.wire.SnapshotForms.TABLE_SNAPSHOT;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.LeaveReason;
import dev.baton.core.Message;
import dev.baton.core.Operation;
import dev.baton.core.PeerId;
import dev.baton.core.Refusal;
import dev.baton.core.SessionId;
import dev.baton.core.TableSnapshot;
import java.util.Optional;

/** The forms of the messages by which a peer comes and goes. */
final class AdmissionForms {

  static final Variant<Message.Hello> HELLO =
      new Variant<>(1, "Hello") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Hello::epoch);
        final Field<Integer> protocolVersion =
            field("protocolVersion", i32(0, Integer.MAX_VALUE), Message.Hello::protocolVersion);
        final Field<SessionId> session = field("session", SESSION_ID, Message.Hello::session);
        final Field<Bytes> publicKey =
            field("publicKey", bytes(0, PUBLIC_KEY_BYTES_MAX), Message.Hello::publicKey);
        final Field<String> name = field("name", text(0, Operation.NAME_MAX), Message.Hello::name);
        final Field<Endpoint> endpoint = field("endpoint", ENDPOINT, Message.Hello::endpoint);
        final Field<Bytes> ticket =
            field("ticket", bytes(0, TICKET_BYTES_MAX), Message.Hello::ticket);

        @Override
        Message.Hello read(Reader in) {
          return new Message.Hello(
              epoch.read(in),
              protocolVersion.read(in),
              session.read(in),
              publicKey.read(in),
              name.read(in),
              endpoint.read(in),
              ticket.read(in));
        }
      };

  static final Variant<Message.Welcome> WELCOME =
      new Variant<>(2, "Welcome") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Welcome::epoch);
        final Field<PeerId> you = field("you", PEER_ID, Message.Welcome::you);
        final Field<PeerId> host = field("host", PEER_ID, Message.Welcome::host);
        final Field<TableSnapshot> table = field("table", TABLE_SNAPSHOT, Message.Welcome::table);

        @Override
        Message.Welcome read(Reader in) {
          return new Message.Welcome(epoch.read(in), you.read(in), host.read(in), table.read(in));
        }
      };

  static final Variant<Message.Refused> REFUSED =
      new Variant<>(3, "Refused") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Refused::epoch);
        final Field<Refusal> reason = field("reason", REFUSAL, Message.Refused::reason);
        final Field<Integer> retryAfterMs =
            field("retryAfterMs", i32(0, RETRY_AFTER_MS_MAX), Message.Refused::retryAfterMs);
        final Field<Optional<HostAddress>> redirect =
            field("redirect", maybe(HOST_ADDRESS), Message.Refused::redirect);

        @Override
        Message.Refused read(Reader in) {
          return new Message.Refused(
              epoch.read(in), reason.read(in), retryAfterMs.read(in), redirect.read(in));
        }
      };

  static final Variant<Message.Goodbye> GOODBYE =
      new Variant<>(4, "Goodbye") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Goodbye::epoch);
        final Field<LeaveReason> reason = field("reason", LEAVE_REASON, Message.Goodbye::reason);

        @Override
        Message.Goodbye read(Reader in) {
          return new Message.Goodbye(epoch.read(in), reason.read(in));
        }
      };

  static final Variant<Message.Terminate> TERMINATE =
      new Variant<>(5, "Terminate") {
        final Field<Epoch> epoch = field("epoch", EPOCH, Message.Terminate::epoch);

        @Override
        Message.Terminate read(Reader in) {
          return new Message.Terminate(epoch.read(in));
        }
      };

  private AdmissionForms() {}
}
