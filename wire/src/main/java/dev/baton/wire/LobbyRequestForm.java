package dev.baton.wire;

import dev.baton.lobbycore.LobbyRequest;
import java.util.List;

/** The form of everything that a peer says to the lobby: its type, one byte, then its fields. */
final class LobbyRequestForm extends OneOf<LobbyRequest> {

  static final LobbyRequestForm REQUEST = new LobbyRequestForm();

  private LobbyRequestForm() {
    super(
        "LobbyRequest",
        List.of(
            LobbyRequestForms.IDENTIFY,
            LobbyRequestForms.CREATE_SESSION,
            LobbyRequestForms.JOIN_SESSION,
            LobbyRequestForms.RESUME,
            LobbyRequestForms.HOST_IS,
            LobbyRequestForms.PRESENCE,
            LobbyRequestForms.TERMINATE_SESSION,
            LobbyRequestForms.LEAVE_SESSION,
            LobbyRequestForms.TO_WITNESS,
            LobbyRequestForms.PONG));
  }

  @Override
  void write(Writer out, LobbyRequest request) {
    switch (request) {
      case LobbyRequest.Identify r -> LobbyRequestForms.IDENTIFY.writeWithCode(out, r);
      case LobbyRequest.CreateSession r -> LobbyRequestForms.CREATE_SESSION.writeWithCode(out, r);
      case LobbyRequest.JoinSession r -> LobbyRequestForms.JOIN_SESSION.writeWithCode(out, r);
      case LobbyRequest.Resume r -> LobbyRequestForms.RESUME.writeWithCode(out, r);
      case LobbyRequest.HostIs r -> LobbyRequestForms.HOST_IS.writeWithCode(out, r);
      case LobbyRequest.Presence r -> LobbyRequestForms.PRESENCE.writeWithCode(out, r);
      case LobbyRequest.TerminateSession r ->
          LobbyRequestForms.TERMINATE_SESSION.writeWithCode(out, r);
      case LobbyRequest.LeaveSession r -> LobbyRequestForms.LEAVE_SESSION.writeWithCode(out, r);
      case LobbyRequest.ToWitness r -> LobbyRequestForms.TO_WITNESS.writeWithCode(out, r);
      case LobbyRequest.Pong r -> LobbyRequestForms.PONG.writeWithCode(out, r);
    }
  }
}
