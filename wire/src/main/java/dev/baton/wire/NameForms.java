package dev.baton.wire;

import static dev.baton.wire.Primitive.DIGEST;
import static dev.baton.wire.Primitive.i64;
import static dev.baton.wire.Primitive.text;
import static dev.baton.wire.Primitive.u16;
import static dev.baton.wire.Primitive.u32;

import dev.baton.core.Digest;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import dev.baton.core.Voter;
import dev.baton.core.Witness;

/** The forms of the small values that name something. */
final class NameForms {

  static final Layout<Epoch> EPOCH =
      new Layout<>("Epoch") {
        final Field<Integer> value = field("value", u32(1, Integer.MAX_VALUE), Epoch::value);

        @Override
        Epoch read(Reader in) {
          return new Epoch(value.read(in));
        }
      };

  static final Layout<PeerId> PEER_ID =
      new Layout<>("PeerId") {
        final Field<Integer> value = field("value", u16(1, PeerId.MAX), PeerId::value);

        @Override
        PeerId read(Reader in) {
          return new PeerId(value.read(in));
        }
      };

  static final Layout<Tick> TICK =
      new Layout<>("Tick") {
        final Field<Long> value = field("value", i64(0, Long.MAX_VALUE), Tick::value);

        @Override
        Tick read(Reader in) {
          return new Tick(value.read(in));
        }
      };

  static final Layout<TableVersion> TABLE_VERSION =
      new Layout<>("TableVersion") {
        final Field<Epoch> epoch = field("epoch", EPOCH, TableVersion::epoch);
        final Field<Integer> version =
            field("version", u32(0, Integer.MAX_VALUE), TableVersion::version);

        @Override
        TableVersion read(Reader in) {
          return new TableVersion(epoch.read(in), version.read(in));
        }
      };

  static final Layout<StateId> STATE_ID =
      new Layout<>("StateId") {
        final Field<Epoch> epoch = field("epoch", EPOCH, StateId::epoch);
        final Field<Tick> tick = field("tick", TICK, StateId::tick);

        @Override
        StateId read(Reader in) {
          return new StateId(epoch.read(in), tick.read(in));
        }
      };

  static final Layout<SessionId> SESSION_ID =
      new Layout<>("SessionId") {
        final Field<Long> high =
            field("high", i64(Long.MIN_VALUE, Long.MAX_VALUE), SessionId::high);
        final Field<Long> low = field("low", i64(Long.MIN_VALUE, Long.MAX_VALUE), SessionId::low);

        @Override
        SessionId read(Reader in) {
          return new SessionId(high.read(in), low.read(in));
        }
      };

  static final Layout<PeerKey> PEER_KEY =
      new Layout<>("PeerKey") {
        final Field<Digest> sha256 = field("sha256", DIGEST, PeerKey::sha256);

        @Override
        PeerKey read(Reader in) {
          return new PeerKey(sha256.read(in));
        }
      };

  static final Layout<Endpoint> ENDPOINT =
      new Layout<>("Endpoint") {
        final Field<String> address =
            field("address", text(1, Endpoint.ADDRESS_MAX), Endpoint::address);
        final Field<Integer> port = field("port", u16(1, 65_535), Endpoint::port);

        @Override
        Endpoint read(Reader in) {
          return new Endpoint(address.read(in), port.read(in));
        }
      };

  static final Layout<HostAddress> HOST_ADDRESS =
      new Layout<>("HostAddress") {
        final Field<PeerKey> key = field("key", PEER_KEY, HostAddress::key);
        final Field<Endpoint> endpoint = field("endpoint", ENDPOINT, HostAddress::endpoint);

        @Override
        HostAddress read(Reader in) {
          return new HostAddress(key.read(in), endpoint.read(in));
        }
      };

  /** A peer's number, or 0 for the witness. */
  static final Layout<Voter> VOTER =
      new Layout<>("Voter") {
        final Field<Integer> value = field("value", u16(0, PeerId.MAX), NameForms::voterNumber);

        @Override
        Voter read(Reader in) {
          int number = value.read(in);
          return number == 0 ? Witness.WITNESS : new PeerId(number);
        }
      };

  private NameForms() {}

  private static int voterNumber(Voter voter) {
    return switch (voter) {
      case PeerId peer -> peer.value();
      case Witness ignored -> 0;
    };
  }
}
