package dev.baton.wire;

import static dev.baton.lobbycore.LobbyNotice.Challenge.NONCE_BYTES;
import static dev.baton.wire.Limits.PUBLIC_KEY_BYTES_MAX;
import static dev.baton.wire.Limits.RETRY_AFTER_MS_MAX;
import static dev.baton.wire.Limits.TICKET_BYTES_MAX;
import static dev.baton.wire.LobbyEventForm.EVENT_KIND;
import static dev.baton.wire.LobbyValueForms.EVENT_NUMBER;
import static dev.baton.wire.LobbyValueForms.JOIN_CODE;
import static dev.baton.wire.LobbyValueForms.LOBBY_REFUSAL;
import static dev.baton.wire.LobbyValueForms.REQUEST_NUMBER;
import static dev.baton.wire.LobbyValueForms.SESSION_STATUS;
import static dev.baton.wire.MessageForm.MESSAGE;
import static dev.baton.wire.NameForms.EPOCH;
import static dev.baton.wire.NameForms.HOST_ADDRESS;
import static dev.baton.wire.NameForms.PEER_KEY;
import static dev.baton.wire.NameForms.SESSION_ID;
import static dev.baton.wire.Primitive.bytes;
import static dev.baton.wire.Primitive.i32;
import static dev.baton.wire.Primitive.i64;
import static dev.baton.wire.Primitive.text;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.SessionStatus;

/** The forms of what the lobby says to a peer. */
final class LobbyNoticeForms {

  static final Variant<LobbyNotice.Challenge> CHALLENGE =
      new Variant<>(1, "Challenge") {
        final Field<Integer> protocolVersion =
            field(
                "protocolVersion",
                i32(0, Integer.MAX_VALUE),
                LobbyNotice.Challenge::protocolVersion);
        final Field<Bytes> nonce =
            field("nonce", bytes(NONCE_BYTES, NONCE_BYTES), LobbyNotice.Challenge::nonce);
        final Field<Bytes> lobbyKey =
            field("lobbyKey", bytes(0, PUBLIC_KEY_BYTES_MAX), LobbyNotice.Challenge::lobbyKey);

        @Override
        LobbyNotice.Challenge read(Reader in) {
          return new LobbyNotice.Challenge(
              protocolVersion.read(in), nonce.read(in), lobbyKey.read(in));
        }
      };

  static final Variant<LobbyNotice.Identified> IDENTIFIED =
      new Variant<>(2, "Identified") {
        final Field<PeerKey> you = field("you", PEER_KEY, LobbyNotice.Identified::you);
        final Field<String> address =
            field("address", text(1, Endpoint.ADDRESS_MAX), LobbyNotice.Identified::address);

        @Override
        LobbyNotice.Identified read(Reader in) {
          return new LobbyNotice.Identified(you.read(in), address.read(in));
        }
      };

  static final Variant<LobbyNotice.LobbyRefused> LOBBY_REFUSED =
      new Variant<>(3, "LobbyRefused") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyNotice.LobbyRefused::request);
        final Field<LobbyRefusal> reason =
            field("reason", LOBBY_REFUSAL, LobbyNotice.LobbyRefused::reason);
        final Field<Integer> retryAfterMs =
            field(
                "retryAfterMs", i32(0, RETRY_AFTER_MS_MAX), LobbyNotice.LobbyRefused::retryAfterMs);

        @Override
        LobbyNotice.LobbyRefused read(Reader in) {
          return new LobbyNotice.LobbyRefused(
              request.read(in), reason.read(in), retryAfterMs.read(in));
        }
      };

  static final Variant<LobbyNotice.SessionCreated> SESSION_CREATED =
      new Variant<>(4, "SessionCreated") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyNotice.SessionCreated::request);
        final Field<SessionId> session =
            field("session", SESSION_ID, LobbyNotice.SessionCreated::session);
        final Field<JoinCode> code = field("code", JOIN_CODE, LobbyNotice.SessionCreated::code);
        final Field<Bytes> ticket =
            field("ticket", bytes(0, TICKET_BYTES_MAX), LobbyNotice.SessionCreated::ticket);
        final Field<Bytes> witnessKey =
            field(
                "witnessKey",
                bytes(0, PUBLIC_KEY_BYTES_MAX),
                LobbyNotice.SessionCreated::witnessKey);
        final Field<Long> lastEvent =
            field("lastEvent", EVENT_NUMBER, LobbyNotice.SessionCreated::lastEvent);

        @Override
        LobbyNotice.SessionCreated read(Reader in) {
          return new LobbyNotice.SessionCreated(
              request.read(in),
              session.read(in),
              code.read(in),
              ticket.read(in),
              witnessKey.read(in),
              lastEvent.read(in));
        }
      };

  static final Variant<LobbyNotice.JoinGranted> JOIN_GRANTED =
      new Variant<>(5, "JoinGranted") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyNotice.JoinGranted::request);
        final Field<SessionId> session =
            field("session", SESSION_ID, LobbyNotice.JoinGranted::session);
        final Field<Epoch> epoch = field("epoch", EPOCH, LobbyNotice.JoinGranted::epoch);
        final Field<HostAddress> host = field("host", HOST_ADDRESS, LobbyNotice.JoinGranted::host);
        final Field<Bytes> ticket =
            field("ticket", bytes(0, TICKET_BYTES_MAX), LobbyNotice.JoinGranted::ticket);
        final Field<Bytes> witnessKey =
            field(
                "witnessKey", bytes(0, PUBLIC_KEY_BYTES_MAX), LobbyNotice.JoinGranted::witnessKey);
        final Field<Long> lastEvent =
            field("lastEvent", EVENT_NUMBER, LobbyNotice.JoinGranted::lastEvent);

        @Override
        LobbyNotice.JoinGranted read(Reader in) {
          return new LobbyNotice.JoinGranted(
              request.read(in),
              session.read(in),
              epoch.read(in),
              host.read(in),
              ticket.read(in),
              witnessKey.read(in),
              lastEvent.read(in));
        }
      };

  static final Variant<LobbyNotice.Resumed> RESUMED =
      new Variant<>(6, "Resumed") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyNotice.Resumed::request);
        final Field<SessionStatus> status =
            field("status", SESSION_STATUS, LobbyNotice.Resumed::status);
        final Field<Bytes> ticket =
            field("ticket", bytes(0, TICKET_BYTES_MAX), LobbyNotice.Resumed::ticket);

        @Override
        LobbyNotice.Resumed read(Reader in) {
          return new LobbyNotice.Resumed(request.read(in), status.read(in), ticket.read(in));
        }
      };

  static final Variant<LobbyNotice.EventsGone> EVENTS_GONE =
      new Variant<>(7, "EventsGone") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyNotice.EventsGone::request);
        final Field<Long> oldest = field("oldest", EVENT_NUMBER, LobbyNotice.EventsGone::oldest);
        final Field<SessionStatus> status =
            field("status", SESSION_STATUS, LobbyNotice.EventsGone::status);
        final Field<Bytes> ticket =
            field("ticket", bytes(0, TICKET_BYTES_MAX), LobbyNotice.EventsGone::ticket);

        @Override
        LobbyNotice.EventsGone read(Reader in) {
          return new LobbyNotice.EventsGone(
              request.read(in), oldest.read(in), status.read(in), ticket.read(in));
        }
      };

  static final Variant<LobbyNotice.Event> EVENT =
      new Variant<>(8, "Event") {
        final Field<SessionId> session = field("session", SESSION_ID, LobbyNotice.Event::session);
        final Field<Long> number = field("number", EVENT_NUMBER, LobbyNotice.Event::number);
        final Field<LobbyEvent> what = field("what", EVENT_KIND, LobbyNotice.Event::what);

        @Override
        LobbyNotice.Event read(Reader in) {
          return new LobbyNotice.Event(session.read(in), number.read(in), what.read(in));
        }
      };

  static final Variant<LobbyNotice.Accepted> ACCEPTED =
      new Variant<>(9, "Accepted") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyNotice.Accepted::request);

        @Override
        LobbyNotice.Accepted read(Reader in) {
          return new LobbyNotice.Accepted(request.read(in));
        }
      };

  static final Variant<LobbyNotice.Fenced> FENCED =
      new Variant<>(10, "Fenced") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyNotice.Fenced::request);
        final Field<SessionId> session = field("session", SESSION_ID, LobbyNotice.Fenced::session);
        final Field<Epoch> epoch = field("epoch", EPOCH, LobbyNotice.Fenced::epoch);
        final Field<HostAddress> host = field("host", HOST_ADDRESS, LobbyNotice.Fenced::host);

        @Override
        LobbyNotice.Fenced read(Reader in) {
          return new LobbyNotice.Fenced(
              request.read(in), session.read(in), epoch.read(in), host.read(in));
        }
      };

  static final Variant<LobbyNotice.FromWitness> FROM_WITNESS =
      new Variant<>(11, "FromWitness") {
        final Field<SessionId> session =
            field("session", SESSION_ID, LobbyNotice.FromWitness::session);
        final Field<Message> message = field("message", MESSAGE, LobbyNotice.FromWitness::message);

        @Override
        LobbyNotice.FromWitness read(Reader in) {
          return new LobbyNotice.FromWitness(session.read(in), message.read(in));
        }
      };

  static final Variant<LobbyNotice.Ping> PING =
      new Variant<>(12, "Ping") {
        final Field<Long> nonce =
            field("nonce", i64(Long.MIN_VALUE, Long.MAX_VALUE), LobbyNotice.Ping::nonce);

        @Override
        LobbyNotice.Ping read(Reader in) {
          return new LobbyNotice.Ping(nonce.read(in));
        }
      };

  private LobbyNoticeForms() {}
}
