package dev.baton.wire;

import static dev.baton.wire.Limits.PEERS_MAX;
import static dev.baton.wire.LobbyValueForms.END_REASON;
import static dev.baton.wire.NameForms.EPOCH;
import static dev.baton.wire.NameForms.HOST_ADDRESS;
import static dev.baton.wire.NameForms.PEER_KEY;
import static dev.baton.wire.Primitive.BOOL;
import static dev.baton.wire.Primitive.u16;

import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.PeerKey;
import dev.baton.lobbycore.LobbyEvent;
import java.util.List;

/** The form of what happened in a session: its kind, one byte, then its fields. */
final class LobbyEventForm extends OneOf<LobbyEvent> {

  static final Variant<LobbyEvent.MemberJoined> MEMBER_JOINED =
      new Variant<>(1, "MemberJoined") {
        final Field<PeerKey> member = field("member", PEER_KEY, LobbyEvent.MemberJoined::member);

        @Override
        LobbyEvent.MemberJoined read(Reader in) {
          return new LobbyEvent.MemberJoined(member.read(in));
        }
      };

  static final Variant<LobbyEvent.MemberLeft> MEMBER_LEFT =
      new Variant<>(2, "MemberLeft") {
        final Field<PeerKey> member = field("member", PEER_KEY, LobbyEvent.MemberLeft::member);

        @Override
        LobbyEvent.MemberLeft read(Reader in) {
          return new LobbyEvent.MemberLeft(member.read(in));
        }
      };

  static final Variant<LobbyEvent.MemberConnection> MEMBER_CONNECTION =
      new Variant<>(3, "MemberConnection") {
        final Field<PeerKey> member =
            field("member", PEER_KEY, LobbyEvent.MemberConnection::member);
        final Field<Boolean> connected =
            field("connected", BOOL, LobbyEvent.MemberConnection::connected);

        @Override
        LobbyEvent.MemberConnection read(Reader in) {
          return new LobbyEvent.MemberConnection(member.read(in), connected.read(in));
        }
      };

  static final Variant<LobbyEvent.HostChanged> HOST_CHANGED =
      new Variant<>(4, "HostChanged") {
        final Field<Epoch> epoch = field("epoch", EPOCH, LobbyEvent.HostChanged::epoch);
        final Field<HostAddress> host = field("host", HOST_ADDRESS, LobbyEvent.HostChanged::host);

        @Override
        LobbyEvent.HostChanged read(Reader in) {
          return new LobbyEvent.HostChanged(epoch.read(in), host.read(in));
        }
      };

  static final Variant<LobbyEvent.SessionUpdated> SESSION_UPDATED =
      new Variant<>(5, "SessionUpdated") {
        final Field<Boolean> started = field("started", BOOL, LobbyEvent.SessionUpdated::started);
        final Field<Boolean> full = field("full", BOOL, LobbyEvent.SessionUpdated::full);
        final Field<Integer> peersPresent =
            field("peersPresent", u16(0, PEERS_MAX), LobbyEvent.SessionUpdated::peersPresent);

        @Override
        LobbyEvent.SessionUpdated read(Reader in) {
          return new LobbyEvent.SessionUpdated(
              started.read(in), full.read(in), peersPresent.read(in));
        }
      };

  static final Variant<LobbyEvent.SessionEnded> SESSION_ENDED =
      new Variant<>(6, "SessionEnded") {
        final Field<LobbyEvent.EndReason> reason =
            field("reason", END_REASON, LobbyEvent.SessionEnded::reason);

        @Override
        LobbyEvent.SessionEnded read(Reader in) {
          return new LobbyEvent.SessionEnded(reason.read(in));
        }
      };

  static final LobbyEventForm EVENT_KIND = new LobbyEventForm();

  private LobbyEventForm() {
    super(
        "LobbyEvent",
        List.of(
            MEMBER_JOINED,
            MEMBER_LEFT,
            MEMBER_CONNECTION,
            HOST_CHANGED,
            SESSION_UPDATED,
            SESSION_ENDED));
  }

  @Override
  void write(Writer out, LobbyEvent event) {
    switch (event) {
      case LobbyEvent.MemberJoined e -> MEMBER_JOINED.writeWithCode(out, e);
      case LobbyEvent.MemberLeft e -> MEMBER_LEFT.writeWithCode(out, e);
      case LobbyEvent.MemberConnection e -> MEMBER_CONNECTION.writeWithCode(out, e);
      case LobbyEvent.HostChanged e -> HOST_CHANGED.writeWithCode(out, e);
      case LobbyEvent.SessionUpdated e -> SESSION_UPDATED.writeWithCode(out, e);
      case LobbyEvent.SessionEnded e -> SESSION_ENDED.writeWithCode(out, e);
    }
  }
}
