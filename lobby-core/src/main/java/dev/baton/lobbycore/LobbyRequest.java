package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import dev.baton.core.TableVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a peer says to the lobby, one WebSocket frame each.
 *
 * <p>A request number is the peer's own, 1 or more; the answer carries it. The lobby takes the
 * requests of one connection in order. Source: docs/lobby.md, PROTOCOL.md 10.
 */
public sealed interface LobbyRequest {

  /** The largest frame in bytes, either way. */
  int FRAME_BYTES_MAX = 65_536;

  /** Where on a lobby peers open their WebSocket. */
  String CONNECT_PATH = "/v1/connect";

  /** The peer's own number for it, that the answer carries; 0 for what is answered without. */
  default int request() {
    return 0;
  }

  /**
   * The answer to {@link LobbyNotice.Challenge}: proves that the sender owns its key. Its first two
   * fields keep their place in every version of the protocol.
   *
   * @param protocolVersion {@link Message#PROTOCOL_VERSION} of the sender
   * @param publicKey in SubjectPublicKeyInfo form
   * @param signature by that key over {@link #signedContent}
   */
  record Identify(int protocolVersion, Bytes publicKey, Bytes signature) implements LobbyRequest {

    /** The longest public key in bytes. */
    public static final int PUBLIC_KEY_BYTES_MAX = 512;

    /** The longest signature in bytes. */
    public static final int SIGNATURE_BYTES_MAX = 512;

    private static final byte[] LABEL = "baton lobby 1".getBytes(StandardCharsets.US_ASCII);

    /** What the peer signs: a label, whom it says it to, and the lobby's fresh nonce. */
    public static byte[] signedContent(LobbyNotice.Challenge challenge) {
      ByteBuffer out =
          ByteBuffer.allocate(LABEL.length + 32 + challenge.nonce().length()).put(LABEL);
      PeerKey.of(challenge.lobbyKey()).sha256().write(out);
      return out.put(challenge.nonce().toBuffer()).array();
    }
  }

  /**
   * Opens a session whose first host is the sender; the answer is {@link
   * LobbyNotice.SessionCreated}.
   *
   * @param request the peer's number for it
   * @param settings what the session is like
   * @param endpoint where the sender is reached; for the address 0.0.0.0 or :: the lobby puts the
   *     address that it sees
   */
  record CreateSession(int request, SessionSettings settings, Endpoint endpoint)
      implements LobbyRequest {}

  /**
   * Asks where the host of a session is and for a ticket; the answer is {@link
   * LobbyNotice.JoinGranted}. Asked again by a member it is granted again.
   *
   * @param request the peer's number for it
   * @param code names the session
   */
  record JoinSession(int request, JoinCode code) implements LobbyRequest {}

  /**
   * A member comes back on a new connection; the answer is {@link LobbyNotice.Resumed} and the
   * events after {@code lastEvent}, or {@link LobbyNotice.EventsGone}.
   *
   * @param request the peer's number for it
   * @param session where it is a member by its key
   * @param lastEvent the number of the last event that it saw, 0 for none
   */
  record Resume(int request, SessionId session, long lastEvent) implements LobbyRequest {}

  /**
   * A new host makes itself known; the answer is {@link LobbyNotice.Accepted}, {@link
   * LobbyNotice.Fenced} or a refusal.
   *
   * @param request the peer's number for it
   * @param session whose host the sender is
   * @param endpoint where the sender is reached, as in {@link CreateSession}
   * @param announce what it announced to the peers, with the votes that prove it; its operations
   *     are left out, since the lobby has no use for them
   */
  record HostIs(int request, SessionId session, Endpoint endpoint, Message.Announce announce)
      implements LobbyRequest {

    /** Leaves out the operations. */
    public HostIs {
      announce =
          new Message.Announce(
              announce.epoch(),
              announce.host(),
              announce.resume(),
              announce.votes(),
              announce.countedOut(),
              announce.table(),
              announce.chain(),
              List.of());
    }
  }

  /**
   * The present host tells who has a seat and how the session stands, upon every change; the answer
   * is {@link LobbyNotice.Accepted} or {@link LobbyNotice.Fenced}.
   *
   * @param request the peer's number for it
   * @param session whose host the sender is
   * @param epoch the sender's epoch
   * @param table the latest operation of the name table that this contains
   * @param witnessCounted whether the witness is a voter by that table
   * @param started whether the game has begun
   * @param full whether no more peers are let in, whatever the seats say
   * @param seats all seats of the table, the host's own among them, in order of their PeerId
   */
  record Presence(
      int request,
      SessionId session,
      Epoch epoch,
      TableVersion table,
      boolean witnessCounted,
      boolean started,
      boolean full,
      List<SeatPresence> seats)
      implements LobbyRequest {

    /** Copies the list. */
    public Presence {
      seats = List.copyOf(seats);
    }
  }

  /**
   * The present host ends the session for all; the answer is {@link LobbyNotice.Accepted} or {@link
   * LobbyNotice.Fenced}.
   *
   * @param request the peer's number for it
   * @param session whose host the sender is
   * @param epoch the sender's epoch
   */
  record TerminateSession(int request, SessionId session, Epoch epoch) implements LobbyRequest {}

  /**
   * A member leaves and wants no more events; the answer is {@link LobbyNotice.Accepted}.
   *
   * @param request the peer's number for it
   * @param session where it is a member
   */
  record LeaveSession(int request, SessionId session) implements LobbyRequest {}

  /**
   * A member speaks to the witness of its session: {@link Message.Claim}, {@link
   * Message.CountOutWanted}, {@link Message.ClaimWithdrawn}, {@link Message.Suspect}, {@link
   * Message.HostHeard}, {@link Message.HandOver}, {@link Message.ProbeAnswer}, and from the host
   * {@link Message.Probe}. The answer, if any, is {@link LobbyNotice.FromWitness}.
   *
   * @param session where it is a member
   * @param message what it says
   */
  record ToWitness(SessionId session, Message message) implements LobbyRequest {}

  /**
   * The answer to {@link LobbyNotice.Ping}, at once.
   *
   * @param nonce that of the ping
   */
  record Pong(long nonce) implements LobbyRequest {}
}
