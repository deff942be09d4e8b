package dev.baton.lobbycore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Credentials.TicketVerdict;
import dev.baton.core.Digest;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import org.junit.jupiter.api.Test;

/** How a host judges tickets without asking the lobby: docs/lobby.md, tickets. */
class TicketTest {

  private static final KeyedHash LOBBY = KeyedHash.of("lobby");
  private static final SessionId ARENA = new SessionId(1, 2);
  private static final PeerKey ANNA = new PeerKey(Digest.sha256(new byte[] {1}));
  private static final long EXPIRES_AT_MS = 1_000_000;

  private static final Bytes TICKET = Ticket.sign(LOBBY, ARENA, ANNA, EXPIRES_AT_MS).toBytes();

  @Test
  void aTicketReadsBackAsItWasWritten() {
    assertThat(Ticket.read(TICKET)).hasValue(Ticket.sign(LOBBY, ARENA, ANNA, EXPIRES_AT_MS));
  }

  @Test
  void aTicketForThisKeyAndSessionIsGood() {
    assertThat(judge(TICKET, ARENA, ANNA, 0)).isEqualTo(TicketVerdict.GOOD);
  }

  @Test
  void clocksMayDifferByAMinute() {
    long last = EXPIRES_AT_MS + Ticket.CLOCKS_DIFFER_MS_MAX;

    assertThat(judge(TICKET, ARENA, ANNA, last)).isEqualTo(TicketVerdict.GOOD);
    assertThat(judge(TICKET, ARENA, ANNA, last + 1)).isEqualTo(TicketVerdict.EXPIRED);
  }

  @Test
  void aTicketForAnotherSessionIsBad() {
    assertThat(judge(TICKET, new SessionId(1, 3), ANNA, 0)).isEqualTo(TicketVerdict.BAD);
  }

  @Test
  void aTicketForAnotherKeyIsBad() {
    assertThat(judge(TICKET, ARENA, new PeerKey(Digest.ZERO), 0)).isEqualTo(TicketVerdict.BAD);
  }

  @Test
  void aTicketOfAnotherLobbyIsBad() {
    Bytes forged = Ticket.sign(KeyedHash.of("else"), ARENA, ANNA, EXPIRES_AT_MS).toBytes();

    assertThat(judge(forged, ARENA, ANNA, 0)).isEqualTo(TicketVerdict.BAD);
  }

  @Test
  void whateverByteIsChangedTheTicketIsBad() {
    for (int i = 0; i < TICKET.length(); i++) {
      byte[] changed = TICKET.toArray();
      changed[i] ^= 1;

      assertThat(judge(Bytes.of(changed), ARENA, ANNA, 0)).isEqualTo(TicketVerdict.BAD);
    }
  }

  @Test
  void whateverIsCutOffTheTicketIsBad() {
    for (int length = 0; length < TICKET.length(); length++) {
      Bytes cut = Bytes.of(TICKET.toBuffer().limit(length));

      assertThat(judge(cut, ARENA, ANNA, 0)).isEqualTo(TicketVerdict.BAD);
    }
  }

  @Test
  void anEndlessTicketIsBad() {
    assertThat(judge(Bytes.of(new byte[Ticket.BYTES_MAX + 1]), ARENA, ANNA, 0))
        .isEqualTo(TicketVerdict.BAD);
  }

  private static TicketVerdict judge(Bytes ticket, SessionId session, PeerKey peer, long nowMs) {
    Ticket.Known known = new Ticket.Known(session, peer, LOBBY.publicKey(), nowMs);
    return Ticket.judge(ticket, known, KeyedHash.CHECK);
  }
}
