package dev.baton.wire;

import static dev.baton.wire.AnyValue.anyLongs;
import static dev.baton.wire.AnyValue.atLeast;
import static dev.baton.wire.AnyValue.between;
import static dev.baton.wire.AnyValue.bools;
import static dev.baton.wire.AnyValue.bytes;
import static dev.baton.wire.AnyValue.digests;
import static dev.baton.wire.AnyValue.endpoints;
import static dev.baton.wire.AnyValue.epochs;
import static dev.baton.wire.AnyValue.hostAddresses;
import static dev.baton.wire.AnyValue.longsFromZero;
import static dev.baton.wire.AnyValue.peers;
import static dev.baton.wire.AnyValue.sessions;
import static dev.baton.wire.AnyValue.signatures;
import static dev.baton.wire.AnyValue.text;
import static dev.baton.wire.AnyValue.versions;
import static net.jqwik.api.Arbitraries.oneOf;
import static net.jqwik.api.Combinators.combine;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.SeatPresence;
import dev.baton.lobbycore.SessionSettings;
import dev.baton.lobbycore.SessionStatus;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Whatever peers and lobby can say, with any content that its bounds allow. */
final class AnyLobbyTalk extends DomainContextBase {

  @Provide
  static Arbitrary<LobbyRequest> requests() {
    return oneOf(
        List.of(
            combine(atLeast(0), keys(), signatures()).as(LobbyRequest.Identify::new),
            combine(atLeast(0), settings(), endpoints()).as(LobbyRequest.CreateSession::new),
            combine(atLeast(0), codes()).as(LobbyRequest.JoinSession::new),
            combine(atLeast(0), sessions(), longsFromZero()).as(LobbyRequest.Resume::new),
            combine(atLeast(0), sessions(), endpoints(), announcements())
                .as(LobbyRequest.HostIs::new),
            presences(),
            combine(atLeast(0), sessions(), epochs()).as(LobbyRequest.TerminateSession::new),
            combine(atLeast(0), sessions()).as(LobbyRequest.LeaveSession::new),
            combine(sessions(), messages()).as(LobbyRequest.ToWitness::new),
            anyLongs().map(LobbyRequest.Pong::new)));
  }

  @Provide
  static Arbitrary<LobbyNotice> notices() {
    return oneOf(
        List.of(
            combine(atLeast(0), nonces(), keys()).as(LobbyNotice.Challenge::new),
            combine(peerKeys(), text(1, 64)).as(LobbyNotice.Identified::new),
            combine(atLeast(0), Arbitraries.of(LobbyRefusal.class), between(0, 600_000))
                .as(LobbyNotice.LobbyRefused::new),
            combine(atLeast(0), sessions(), codes(), tickets(), keys(), longsFromZero())
                .as(LobbyNotice.SessionCreated::new),
            granted(),
            combine(atLeast(0), statuses(), tickets()).as(LobbyNotice.Resumed::new),
            combine(atLeast(0), longsFromZero(), statuses(), tickets())
                .as(LobbyNotice.EventsGone::new),
            combine(sessions(), longsFromZero(), events()).as(LobbyNotice.Event::new),
            atLeast(0).map(LobbyNotice.Accepted::new),
            combine(atLeast(0), sessions(), epochs(), hostAddresses()).as(LobbyNotice.Fenced::new),
            combine(sessions(), messages()).as(LobbyNotice.FromWitness::new),
            anyLongs().map(LobbyNotice.Ping::new)));
  }

  private static Arbitrary<LobbyNotice> granted() {
    return combine(
            atLeast(0), sessions(), epochs(), hostAddresses(), tickets(), keys(), longsFromZero())
        .as(LobbyNotice.JoinGranted::new);
  }

  private static Arbitrary<LobbyRequest> presences() {
    Arbitrary<List<SeatPresence>> seats =
        combine(peers(), keys(), bools())
            .as(SeatPresence::new)
            .list()
            .uniqueElements(SeatPresence::peer)
            .ofMaxSize(6)
            .map(list -> list.stream().sorted(Comparator.comparing(SeatPresence::peer)).toList());
    return combine(atLeast(0), sessions(), epochs(), versions(), bools(), bools(), bools(), seats)
        .as(LobbyRequest.Presence::new);
  }

  private static Arbitrary<SessionStatus> statuses() {
    Arbitrary<SessionStatus.Member> members =
        combine(peerKeys(), peers().optional(), bools()).as(SessionStatus.Member::new);
    return combine(
            sessions(),
            codes(),
            settings(),
            combine(epochs(), hostAddresses(), bools()).as(HostPart::new),
            bools(),
            members.list().ofMaxSize(6),
            longsFromZero())
        .as(
            (session, code, settings, part, full, list, last) ->
                new SessionStatus(
                    session,
                    code,
                    settings,
                    part.epoch,
                    part.host,
                    part.started,
                    full,
                    list,
                    last));
  }

  private static Arbitrary<LobbyEvent> events() {
    return oneOf(
        List.of(
            peerKeys().map(LobbyEvent.MemberJoined::new),
            peerKeys().map(LobbyEvent.MemberLeft::new),
            combine(peerKeys(), bools()).as(LobbyEvent.MemberConnection::new),
            combine(epochs(), hostAddresses()).as(LobbyEvent.HostChanged::new),
            combine(bools(), bools(), between(0, 64)).as(LobbyEvent.SessionUpdated::new),
            Arbitraries.of(LobbyEvent.EndReason.class).map(LobbyEvent.SessionEnded::new)));
  }

  private static Arbitrary<Message> messages() {
    return AnyMessage.messages()
        .filter(message -> Wire.encodedBytes(message) < LobbyRequest.FRAME_BYTES_MAX - 64);
  }

  private static Arbitrary<Message.Announce> announcements() {
    return AnyMessage.messages()
        .filter(Message.Announce.class::isInstance)
        .map(Message.Announce.class::cast);
  }

  private static Arbitrary<SessionSettings> settings() {
    return combine(text(1, SessionSettings.NAME_MAX), between(2, 64), bools(), bools())
        .as(SessionSettings::new);
  }

  private static Arbitrary<JoinCode> codes() {
    return Arbitraries.strings()
        .withChars(JoinCode.ALPHABET.toCharArray())
        .ofLength(JoinCode.LENGTH)
        .map(JoinCode::new);
  }

  private static Arbitrary<PeerKey> peerKeys() {
    return digests().map(PeerKey::new);
  }

  private static Arbitrary<Bytes> nonces() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofSize(LobbyNotice.Challenge.NONCE_BYTES)
        .map(Bytes::of);
  }

  private static Arbitrary<Bytes> keys() {
    return bytes(Limits.PUBLIC_KEY_BYTES_MAX);
  }

  private static Arbitrary<Bytes> tickets() {
    return bytes(Limits.TICKET_BYTES_MAX);
  }

  private record HostPart(Epoch epoch, HostAddress host, boolean started) {}
}
