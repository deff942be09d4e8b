package dev.baton.wire;

import static dev.baton.wire.Limits.PEERS_MAX;
import static dev.baton.wire.Limits.PUBLIC_KEY_BYTES_MAX;
import static dev.baton.wire.Many.ascending;
import static dev.baton.wire.Many.listOf;
import static dev.baton.wire.NameForms.ENDPOINT;
import static dev.baton.wire.NameForms.PEER_ID;
import static dev.baton.wire.NameForms.SESSION_ID;
import static dev.baton.wire.NameForms.TABLE_VERSION;
import static dev.baton.wire.Primitive.BOOL;
import static dev.baton.wire.Primitive.DIGEST;
import static dev.baton.wire.Primitive.bytes;
import static dev.baton.wire.Primitive.i32;
import static dev.baton.wire.Primitive.text;
import static dev.baton.wire.Primitive.u32;
import static dev.baton.wire.RulesForms.HINT;
import static dev.baton.wire.RulesForms.RULES;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Endpoint;
import dev.baton.core.Hint;
import dev.baton.core.Operation;
import dev.baton.core.PeerId;
import dev.baton.core.Rules;
import dev.baton.core.Seat;
import dev.baton.core.SessionId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import java.util.Comparator;
import java.util.List;

/** The forms of a whole name table. */
final class SnapshotForms {

  static final Layout<Seat> SEAT =
      new Layout<>("Seat") {
        final Field<PeerId> peer = field("peer", PEER_ID, Seat::peer);
        final Field<Bytes> publicKey =
            field("publicKey", bytes(0, PUBLIC_KEY_BYTES_MAX), Seat::publicKey);
        final Field<String> name = field("name", text(0, Operation.NAME_MAX), Seat::name);
        final Field<Endpoint> endpoint = field("endpoint", ENDPOINT, Seat::endpoint);
        final Field<Boolean> present = field("present", BOOL, Seat::present);
        final Field<Integer> joinedAt =
            field("joinedAt", u32(0, Integer.MAX_VALUE), Seat::joinedAt);
        final Field<Bytes> attributes =
            field("attributes", bytes(0, Operation.DATA_BYTES_MAX), Seat::attributes);
        final Field<Hint> hint = field("hint", HINT, Seat::hint);

        @Override
        Seat read(Reader in) {
          return new Seat(
              peer.read(in),
              publicKey.read(in),
              name.read(in),
              endpoint.read(in),
              present.read(in),
              joinedAt.read(in),
              attributes.read(in),
              hint.read(in));
        }
      };

  static final Layout<TableSnapshot> TABLE_SNAPSHOT =
      new Layout<>("TableSnapshot") {
        final Field<SessionId> session = field("session", SESSION_ID, TableSnapshot::session);
        final Field<TableVersion> number = field("number", TABLE_VERSION, TableSnapshot::number);
        final Field<Digest> chain = field("chain", DIGEST, TableSnapshot::chain);
        final Field<Integer> peerIdNext =
            field("peerIdNext", i32(1, PeerId.MAX + 1), TableSnapshot::peerIdNext);
        final Field<List<Seat>> seats =
            field(
                "seats",
                ascending(SEAT, PEERS_MAX, Comparator.comparing(Seat::peer)),
                TableSnapshot::seats);
        final Field<List<PeerId>> succession =
            field("succession", listOf(PEER_ID, 0, PEERS_MAX), TableSnapshot::succession);
        final Field<Rules> rules = field("rules", RULES, TableSnapshot::rules);
        final Field<Boolean> witnessCounted =
            field("witnessCounted", BOOL, TableSnapshot::witnessCounted);
        final Field<Bytes> data =
            field("data", bytes(0, Operation.DATA_BYTES_MAX), TableSnapshot::data);

        @Override
        TableSnapshot read(Reader in) {
          return new TableSnapshot(
              session.read(in),
              number.read(in),
              chain.read(in),
              peerIdNext.read(in),
              seats.read(in),
              succession.read(in),
              rules.read(in),
              witnessCounted.read(in),
              data.read(in));
        }
      };

  private SnapshotForms() {}
}
