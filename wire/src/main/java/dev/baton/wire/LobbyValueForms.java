package dev.baton.wire;

import static dev.baton.wire.Limits.PEERS_MAX;
import static dev.baton.wire.Limits.PUBLIC_KEY_BYTES_MAX;
import static dev.baton.wire.Many.ascending;
import static dev.baton.wire.Many.listOf;
import static dev.baton.wire.Maybe.maybe;
import static dev.baton.wire.NameForms.EPOCH;
import static dev.baton.wire.NameForms.HOST_ADDRESS;
import static dev.baton.wire.NameForms.PEER_ID;
import static dev.baton.wire.NameForms.PEER_KEY;
import static dev.baton.wire.NameForms.SESSION_ID;
import static dev.baton.wire.Primitive.BOOL;
import static dev.baton.wire.Primitive.bytes;
import static dev.baton.wire.Primitive.i64;
import static dev.baton.wire.Primitive.text;
import static dev.baton.wire.Primitive.u32;
import static dev.baton.wire.Primitive.u8;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.JoinCode;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.SeatPresence;
import dev.baton.lobbycore.SessionSettings;
import dev.baton.lobbycore.SessionStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The forms of the values that only lobby and peers exchange. */
final class LobbyValueForms {

  /** A peer's own number for a request; 0 for none. */
  static final Form<Integer> REQUEST_NUMBER = u32(0, Integer.MAX_VALUE);

  /** The number of an event, or 0 for none. */
  static final Form<Long> EVENT_NUMBER = i64(0, Long.MAX_VALUE);

  /** Always in capitals. */
  static final Layout<JoinCode> JOIN_CODE =
      new Layout<>("JoinCode") {
        private final JoinCode standIn =
            new JoinCode(JoinCode.ALPHABET.substring(0, JoinCode.LENGTH));
        final Field<String> text =
            field("text", text(JoinCode.LENGTH, JoinCode.LENGTH), JoinCode::text);

        @Override
        JoinCode read(Reader in) {
          String read = text.read(in);
          if (in.faulty() || read.chars().allMatch(c -> JoinCode.ALPHABET.indexOf(c) >= 0)) {
            return in.faulty() ? standIn : new JoinCode(read);
          }
          in.fail("not of the characters of a join code");
          return standIn;
        }
      };

  static final Codes<LobbyEvent.EndReason> END_REASON =
      new Codes<>(
          LobbyEvent.EndReason.class,
          reason ->
              switch (reason) {
                case TERMINATED -> 1;
                case EXPIRED -> 2;
                case EMPTY -> 3;
              });

  static final Codes<LobbyRefusal> LOBBY_REFUSAL =
      new Codes<>(
          LobbyRefusal.class,
          refusal ->
              switch (refusal) {
                case MALFORMED -> 1;
                case WRONG_VERSION -> 2;
                case BAD_SIGNATURE -> 3;
                case NOT_IDENTIFIED -> 4;
                case REPLACED -> 5;
                case UNKNOWN_CODE -> 6;
                case EXPIRED_CODE -> 7;
                case FULL -> 8;
                case TERMINATED -> 9;
                case UNKNOWN_SESSION -> 10;
                case NOT_A_MEMBER -> 11;
                case NOT_HOST -> 12;
                case NOT_BELIEVED -> 13;
                case TOO_MANY_SESSIONS -> 14;
                case TOO_MANY_CONNECTIONS -> 15;
                case TOO_MANY_REQUESTS -> 16;
                case SILENT -> 17;
                case CLOSING -> 18;
              });

  static final Layout<SessionSettings> SESSION_SETTINGS =
      new Layout<>("SessionSettings") {
        final Field<String> name =
            field("name", text(1, SessionSettings.NAME_MAX), SessionSettings::name);
        final Field<Integer> peersMax =
            field(
                "peersMax",
                u8(SessionSettings.PEERS_MIN, SessionSettings.PEERS_MAX),
                SessionSettings::peersMax);
        final Field<Boolean> migratable = field("migratable", BOOL, SessionSettings::migratable);
        final Field<Boolean> searchable = field("searchable", BOOL, SessionSettings::searchable);

        @Override
        SessionSettings read(Reader in) {
          return new SessionSettings(
              name.read(in), peersMax.read(in), migratable.read(in), searchable.read(in));
        }
      };

  static final Layout<SeatPresence> SEAT_PRESENCE =
      new Layout<>("SeatPresence") {
        final Field<PeerId> peer = field("peer", PEER_ID, SeatPresence::peer);
        final Field<Bytes> publicKey =
            field("publicKey", bytes(0, PUBLIC_KEY_BYTES_MAX), SeatPresence::publicKey);
        final Field<Boolean> present = field("present", BOOL, SeatPresence::present);

        @Override
        SeatPresence read(Reader in) {
          return new SeatPresence(peer.read(in), publicKey.read(in), present.read(in));
        }
      };

  /** All seats of a table, in order of their PeerId. */
  static final Form<List<SeatPresence>> SEATS =
      ascending(SEAT_PRESENCE, PEERS_MAX, Comparator.comparing(SeatPresence::peer));

  static final Layout<SessionStatus.Member> MEMBER =
      new Layout<>("Member") {
        final Field<PeerKey> key = field("key", PEER_KEY, SessionStatus.Member::key);
        final Field<Optional<PeerId>> peer =
            field("peer", maybe(PEER_ID), SessionStatus.Member::peer);
        final Field<Boolean> connected = field("connected", BOOL, SessionStatus.Member::connected);

        @Override
        SessionStatus.Member read(Reader in) {
          return new SessionStatus.Member(key.read(in), peer.read(in), connected.read(in));
        }
      };

  static final Layout<SessionStatus> SESSION_STATUS =
      new Layout<>("SessionStatus") {
        final Field<SessionId> session = field("session", SESSION_ID, SessionStatus::session);
        final Field<JoinCode> code = field("code", JOIN_CODE, SessionStatus::code);
        final Field<SessionSettings> settings =
            field("settings", SESSION_SETTINGS, SessionStatus::settings);
        final Field<Epoch> epoch = field("epoch", EPOCH, SessionStatus::epoch);
        final Field<HostAddress> host = field("host", HOST_ADDRESS, SessionStatus::host);
        final Field<Boolean> started = field("started", BOOL, SessionStatus::started);
        final Field<Boolean> full = field("full", BOOL, SessionStatus::full);
        final Field<List<SessionStatus.Member>> members =
            field("members", listOf(MEMBER, 0, 2 * PEERS_MAX), SessionStatus::members);
        final Field<Long> lastEvent = field("lastEvent", EVENT_NUMBER, SessionStatus::lastEvent);

        @Override
        SessionStatus read(Reader in) {
          return new SessionStatus(
              session.read(in),
              code.read(in),
              settings.read(in),
              epoch.read(in),
              host.read(in),
              started.read(in),
              full.read(in),
              members.read(in),
              lastEvent.read(in));
        }
      };

  private LobbyValueForms() {}
}
