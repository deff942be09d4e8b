package dev.baton.wire;

import static dev.baton.wire.Limits.PUBLIC_KEY_BYTES_MAX;
import static dev.baton.wire.Limits.SIGNATURE_BYTES_MAX;
import static dev.baton.wire.LobbyValueForms.EVENT_NUMBER;
import static dev.baton.wire.LobbyValueForms.JOIN_CODE;
import static dev.baton.wire.LobbyValueForms.REQUEST_NUMBER;
import static dev.baton.wire.LobbyValueForms.SEATS;
import static dev.baton.wire.LobbyValueForms.SESSION_SETTINGS;
import static dev.baton.wire.MessageForm.MESSAGE;
import static dev.baton.wire.MigrationForms.ANNOUNCE;
import static dev.baton.wire.NameForms.ENDPOINT;
import static dev.baton.wire.NameForms.EPOCH;
import static dev.baton.wire.NameForms.SESSION_ID;
import static dev.baton.wire.NameForms.TABLE_VERSION;
import static dev.baton.wire.Primitive.BOOL;
import static dev.baton.wire.Primitive.bytes;
import static dev.baton.wire.Primitive.i32;
import static dev.baton.wire.Primitive.i64;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.SessionId;
import dev.baton.core.TableVersion;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.SeatPresence;
import dev.baton.lobbycore.SessionSettings;
import java.util.List;

/** The forms of what a peer says to the lobby. */
final class LobbyRequestForms {

  static final Variant<LobbyRequest.Identify> IDENTIFY =
      new Variant<>(1, "Identify") {
        final Field<Integer> protocolVersion =
            field(
                "protocolVersion",
                i32(0, Integer.MAX_VALUE),
                LobbyRequest.Identify::protocolVersion);
        final Field<Bytes> publicKey =
            field("publicKey", bytes(0, PUBLIC_KEY_BYTES_MAX), LobbyRequest.Identify::publicKey);
        final Field<Bytes> signature =
            field("signature", bytes(0, SIGNATURE_BYTES_MAX), LobbyRequest.Identify::signature);

        @Override
        LobbyRequest.Identify read(Reader in) {
          return new LobbyRequest.Identify(
              protocolVersion.read(in), publicKey.read(in), signature.read(in));
        }
      };

  static final Variant<LobbyRequest.CreateSession> CREATE_SESSION =
      new Variant<>(2, "CreateSession") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyRequest.CreateSession::request);
        final Field<SessionSettings> settings =
            field("settings", SESSION_SETTINGS, LobbyRequest.CreateSession::settings);
        final Field<Endpoint> endpoint =
            field("endpoint", ENDPOINT, LobbyRequest.CreateSession::endpoint);

        @Override
        LobbyRequest.CreateSession read(Reader in) {
          return new LobbyRequest.CreateSession(
              request.read(in), settings.read(in), endpoint.read(in));
        }
      };

  static final Variant<LobbyRequest.JoinSession> JOIN_SESSION =
      new Variant<>(3, "JoinSession") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyRequest.JoinSession::request);
        final Field<JoinCode> code = field("code", JOIN_CODE, LobbyRequest.JoinSession::code);

        @Override
        LobbyRequest.JoinSession read(Reader in) {
          return new LobbyRequest.JoinSession(request.read(in), code.read(in));
        }
      };

  static final Variant<LobbyRequest.Resume> RESUME =
      new Variant<>(4, "Resume") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyRequest.Resume::request);
        final Field<SessionId> session = field("session", SESSION_ID, LobbyRequest.Resume::session);
        final Field<Long> lastEvent =
            field("lastEvent", EVENT_NUMBER, LobbyRequest.Resume::lastEvent);

        @Override
        LobbyRequest.Resume read(Reader in) {
          return new LobbyRequest.Resume(request.read(in), session.read(in), lastEvent.read(in));
        }
      };

  static final Variant<LobbyRequest.HostIs> HOST_IS =
      new Variant<>(5, "HostIs") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyRequest.HostIs::request);
        final Field<SessionId> session = field("session", SESSION_ID, LobbyRequest.HostIs::session);
        final Field<Endpoint> endpoint = field("endpoint", ENDPOINT, LobbyRequest.HostIs::endpoint);
        final Field<Message.Announce> announce =
            field("announce", ANNOUNCE, LobbyRequest.HostIs::announce);

        @Override
        LobbyRequest.HostIs read(Reader in) {
          int number = request.read(in);
          SessionId where = session.read(in);
          Endpoint at = endpoint.read(in);
          Message.Announce proof = announce.read(in);
          if (!proof.operations().isEmpty()) {
            in.fail("announce: operations: must be empty towards the lobby");
          }
          return new LobbyRequest.HostIs(number, where, at, proof);
        }
      };

  static final Variant<LobbyRequest.Presence> PRESENCE =
      new Variant<>(6, "Presence") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyRequest.Presence::request);
        final Field<SessionId> session =
            field("session", SESSION_ID, LobbyRequest.Presence::session);
        final Field<Epoch> epoch = field("epoch", EPOCH, LobbyRequest.Presence::epoch);
        final Field<TableVersion> table =
            field("table", TABLE_VERSION, LobbyRequest.Presence::table);
        final Field<Boolean> witnessCounted =
            field("witnessCounted", BOOL, LobbyRequest.Presence::witnessCounted);
        final Field<Boolean> started = field("started", BOOL, LobbyRequest.Presence::started);
        final Field<Boolean> full = field("full", BOOL, LobbyRequest.Presence::full);
        final Field<List<SeatPresence>> seats = field("seats", SEATS, LobbyRequest.Presence::seats);

        @Override
        LobbyRequest.Presence read(Reader in) {
          return new LobbyRequest.Presence(
              request.read(in),
              session.read(in),
              epoch.read(in),
              table.read(in),
              witnessCounted.read(in),
              started.read(in),
              full.read(in),
              seats.read(in));
        }
      };

  static final Variant<LobbyRequest.TerminateSession> TERMINATE_SESSION =
      new Variant<>(7, "TerminateSession") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyRequest.TerminateSession::request);
        final Field<SessionId> session =
            field("session", SESSION_ID, LobbyRequest.TerminateSession::session);
        final Field<Epoch> epoch = field("epoch", EPOCH, LobbyRequest.TerminateSession::epoch);

        @Override
        LobbyRequest.TerminateSession read(Reader in) {
          return new LobbyRequest.TerminateSession(
              request.read(in), session.read(in), epoch.read(in));
        }
      };

  static final Variant<LobbyRequest.LeaveSession> LEAVE_SESSION =
      new Variant<>(8, "LeaveSession") {
        final Field<Integer> request =
            field("request", REQUEST_NUMBER, LobbyRequest.LeaveSession::request);
        final Field<SessionId> session =
            field("session", SESSION_ID, LobbyRequest.LeaveSession::session);

        @Override
        LobbyRequest.LeaveSession read(Reader in) {
          return new LobbyRequest.LeaveSession(request.read(in), session.read(in));
        }
      };

  static final Variant<LobbyRequest.ToWitness> TO_WITNESS =
      new Variant<>(9, "ToWitness") {
        final Field<SessionId> session =
            field("session", SESSION_ID, LobbyRequest.ToWitness::session);
        final Field<Message> message = field("message", MESSAGE, LobbyRequest.ToWitness::message);

        @Override
        LobbyRequest.ToWitness read(Reader in) {
          return new LobbyRequest.ToWitness(session.read(in), message.read(in));
        }
      };

  static final Variant<LobbyRequest.Pong> PONG =
      new Variant<>(10, "Pong") {
        final Field<Long> nonce =
            field("nonce", i64(Long.MIN_VALUE, Long.MAX_VALUE), LobbyRequest.Pong::nonce);

        @Override
        LobbyRequest.Pong read(Reader in) {
          return new LobbyRequest.Pong(nonce.read(in));
        }
      };

  private LobbyRequestForms() {}
}
