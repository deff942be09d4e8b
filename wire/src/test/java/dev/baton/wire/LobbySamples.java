package dev.baton.wire;

import static dev.baton.wire.Samples.CHAIN;
import static dev.baton.wire.Samples.COUNTED_OUT;
import static dev.baton.wire.Samples.EPOCH;
import static dev.baton.wire.Samples.KEY;
import static dev.baton.wire.Samples.NUMBER;
import static dev.baton.wire.Samples.SESSION;
import static dev.baton.wire.Samples.STATE;
import static dev.baton.wire.Samples.THREE;
import static dev.baton.wire.Samples.TWO;
import static dev.baton.wire.Samples.V4;
import static dev.baton.wire.Samples.V6;
import static dev.baton.wire.Samples.VOTE;

import dev.baton.core.Bytes;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of everything that peers and lobby say, always the same. */
final class LobbySamples {

  private static final JoinCode CODE = new JoinCode("BAT2N7");
  private static final PeerKey PEER = PeerKey.of(KEY);
  private static final HostAddress HOST = new HostAddress(PEER, V6);
  private static final Bytes TICKET = Bytes.of(new byte[] {1, 2, 3});
  private static final SessionSettings SETTINGS = new SessionSettings("Zoë's arena", 8, true, true);
  private static final SessionStatus STATUS =
      new SessionStatus(
          SESSION,
          CODE,
          SETTINGS,
          EPOCH,
          HOST,
          true,
          false,
          List.of(
              new SessionStatus.Member(PEER, Optional.of(TWO), true),
              new SessionStatus.Member(new PeerKey(CHAIN), Optional.empty(), false)),
          9);

  private LobbySamples() {}

  /** Each request under the name of its shape. */
  static Map<String, LobbyRequest> requests() {
    Message.Announce announce =
        new Message.Announce(
            EPOCH, TWO, STATE, List.of(VOTE), Optional.of(COUNTED_OUT), NUMBER, CHAIN, List.of());
    List<SeatPresence> seats =
        List.of(new SeatPresence(TWO, KEY, true), new SeatPresence(THREE, TICKET, false));
    Map<String, LobbyRequest> samples = new LinkedHashMap<>();
    samples.put("Identify", new LobbyRequest.Identify(1, KEY, TICKET));
    samples.put("CreateSession", new LobbyRequest.CreateSession(1, SETTINGS, V4));
    samples.put("JoinSession", new LobbyRequest.JoinSession(2, CODE));
    samples.put("Resume", new LobbyRequest.Resume(3, SESSION, 9));
    samples.put("HostIs", new LobbyRequest.HostIs(4, SESSION, V4, announce));
    samples.put(
        "Presence", new LobbyRequest.Presence(5, SESSION, EPOCH, NUMBER, true, true, false, seats));
    samples.put("TerminateSession", new LobbyRequest.TerminateSession(6, SESSION, EPOCH));
    samples.put("LeaveSession", new LobbyRequest.LeaveSession(7, SESSION));
    samples.put(
        "ToWitness",
        new LobbyRequest.ToWitness(
            SESSION, new Message.Claim(EPOCH, TWO, NUMBER, CHAIN, STATE, false, true)));
    samples.put("Pong", new LobbyRequest.Pong(-2));
    return samples;
  }

  /** Each notice under the name of its shape. */
  static Map<String, LobbyNotice> notices() {
    Map<String, LobbyNotice> samples = new LinkedHashMap<>();
    samples.put("Challenge", new LobbyNotice.Challenge(1, Bytes.of(new byte[32]), KEY));
    samples.put("Identified", new LobbyNotice.Identified(PEER, "192.0.2.7"));
    samples.put(
        "LobbyRefused", new LobbyNotice.LobbyRefused(2, LobbyRefusal.TOO_MANY_REQUESTS, 2000));
    samples.put("SessionCreated", new LobbyNotice.SessionCreated(1, SESSION, CODE, TICKET, KEY, 1));
    samples.put(
        "JoinGranted", new LobbyNotice.JoinGranted(2, SESSION, EPOCH, HOST, TICKET, KEY, 4));
    samples.put("Resumed", new LobbyNotice.Resumed(3, STATUS, TICKET));
    samples.put("EventsGone", new LobbyNotice.EventsGone(3, 7, STATUS, TICKET));
    events().forEach((name, event) -> samples.put(name, new LobbyNotice.Event(SESSION, 5, event)));
    samples.put("Accepted", new LobbyNotice.Accepted(5));
    samples.put("Fenced", new LobbyNotice.Fenced(0, SESSION, EPOCH, HOST));
    samples.put("FromWitness", new LobbyNotice.FromWitness(SESSION, COUNTED_OUT));
    samples.put("Ping", new LobbyNotice.Ping(-2));
    return samples;
  }

  private static Map<String, LobbyEvent> events() {
    Map<String, LobbyEvent> samples = new LinkedHashMap<>();
    samples.put("Event: MemberJoined", new LobbyEvent.MemberJoined(PEER));
    samples.put("Event: MemberLeft", new LobbyEvent.MemberLeft(PEER));
    samples.put("Event: MemberConnection", new LobbyEvent.MemberConnection(PEER, false));
    samples.put("Event: HostChanged", new LobbyEvent.HostChanged(EPOCH, HOST));
    samples.put("Event: SessionUpdated", new LobbyEvent.SessionUpdated(true, false, 4));
    samples.put(
        "Event: SessionEnded", new LobbyEvent.SessionEnded(LobbyEvent.EndReason.TERMINATED));
    return samples;
  }
}
