package dev.baton.wire;

import dev.baton.lobbycore.LobbyNotice;
import java.util.List;

/** The form of everything that the lobby says to a peer: its type, one byte, then its fields. */
final class LobbyNoticeForm extends OneOf<LobbyNotice> {

  static final LobbyNoticeForm NOTICE = new LobbyNoticeForm();

  private LobbyNoticeForm() {
    super(
        "LobbyNotice",
        List.of(
            LobbyNoticeForms.CHALLENGE,
            LobbyNoticeForms.IDENTIFIED,
            LobbyNoticeForms.LOBBY_REFUSED,
            LobbyNoticeForms.SESSION_CREATED,
            LobbyNoticeForms.JOIN_GRANTED,
            LobbyNoticeForms.RESUMED,
            LobbyNoticeForms.EVENTS_GONE,
            LobbyNoticeForms.EVENT,
            LobbyNoticeForms.ACCEPTED,
            LobbyNoticeForms.FENCED,
            LobbyNoticeForms.FROM_WITNESS,
            LobbyNoticeForms.PING));
  }

  @Override
  void write(Writer out, LobbyNotice notice) {
    switch (notice) {
      case LobbyNotice.Challenge n -> LobbyNoticeForms.CHALLENGE.writeWithCode(out, n);
      case LobbyNotice.Identified n -> LobbyNoticeForms.IDENTIFIED.writeWithCode(out, n);
      case LobbyNotice.LobbyRefused n -> LobbyNoticeForms.LOBBY_REFUSED.writeWithCode(out, n);
      case LobbyNotice.SessionCreated n -> LobbyNoticeForms.SESSION_CREATED.writeWithCode(out, n);
      case LobbyNotice.JoinGranted n -> LobbyNoticeForms.JOIN_GRANTED.writeWithCode(out, n);
      case LobbyNotice.Resumed n -> LobbyNoticeForms.RESUMED.writeWithCode(out, n);
      case LobbyNotice.EventsGone n -> LobbyNoticeForms.EVENTS_GONE.writeWithCode(out, n);
      case LobbyNotice.Event n -> LobbyNoticeForms.EVENT.writeWithCode(out, n);
      case LobbyNotice.Accepted n -> LobbyNoticeForms.ACCEPTED.writeWithCode(out, n);
      case LobbyNotice.Fenced n -> LobbyNoticeForms.FENCED.writeWithCode(out, n);
      case LobbyNotice.FromWitness n -> LobbyNoticeForms.FROM_WITNESS.writeWithCode(out, n);
      case LobbyNotice.Ping n -> LobbyNoticeForms.PING.writeWithCode(out, n);
    }
  }
}
