package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;

/**
 * What the lobby says to a peer, one WebSocket frame each.
 *
 * <p>Where it answers a request it carries that request's number, else 0. Source: docs/lobby.md,
 * PROTOCOL.md 10.
 */
public sealed interface LobbyNotice {

  /**
   * The first frame on a connection: asks who is there. It keeps its form in every version of the
   * protocol.
   *
   * @param protocolVersion {@link Message#PROTOCOL_VERSION} of the lobby
   * @param nonce {@value #NONCE_BYTES} random bytes, fresh for each connection
   * @param lobbyKey the lobby's public key in SubjectPublicKeyInfo form
   */
  record Challenge(int protocolVersion, Bytes nonce, Bytes lobbyKey) implements LobbyNotice {

    /** Size of a nonce. */
    public static final int NONCE_BYTES = 32;
  }

  /**
   * The peer proved its key; requests are welcome.
   *
   * @param you the identity that it proved
   * @param address the IP address from which the lobby sees it
   */
  record Identified(PeerKey you, String address) implements LobbyNotice {}

  /**
   * The lobby does not do what was asked; nothing has changed.
   *
   * @param request the number of the request, 0 where it concerns the connection or the witness
   * @param reason why, and what to do
   * @param retryAfterMs when to ask again, for a passing reason; else 0
   */
  record LobbyRefused(int request, LobbyRefusal reason, int retryAfterMs) implements LobbyNotice {}

  /**
   * A session exists, and the receiver is its host in epoch 1 and its first member.
   *
   * @param request the number of the request
   * @param session its name
   * @param code by which players find it
   * @param ticket the receiver's own {@link Ticket}, in bytes
   * @param witnessKey the key by which the witness signs, in SubjectPublicKeyInfo form
   * @param lastEvent the number of the last event so far
   */
  record SessionCreated(
      int request, SessionId session, JoinCode code, Bytes ticket, Bytes witnessKey, long lastEvent)
      implements LobbyNotice {}

  /**
   * The receiver is a member and may ask the host to be let in.
   *
   * @param request the number of the request
   * @param session its name
   * @param epoch the present epoch as far as the lobby knows
   * @param host whom to ask, and where
   * @param ticket a {@link Ticket} for the receiver, in bytes
   * @param witnessKey the key by which the witness signs, in SubjectPublicKeyInfo form
   * @param lastEvent the number of the last event so far; the next that comes is this plus 1
   */
  record JoinGranted(
      int request,
      SessionId session,
      Epoch epoch,
      HostAddress host,
      Bytes ticket,
      Bytes witnessKey,
      long lastEvent)
      implements LobbyNotice {}

  /**
   * The receiver is connected as a member again; the events that it missed follow in order.
   *
   * @param request the number of the request
   * @param status how the session stands, the events that follow included
   * @param ticket a fresh {@link Ticket}, in bytes
   */
  record Resumed(int request, SessionStatus status, Bytes ticket) implements LobbyNotice {}

  /**
   * As {@link Resumed}, but some events that the receiver missed are kept no longer: it takes the
   * status in their place, and the next event that comes is {@code status.lastEvent() + 1}.
   *
   * @param request the number of the request
   * @param oldest the number of the oldest event that is kept
   * @param status how the session stands
   * @param ticket a fresh {@link Ticket}, in bytes
   */
  record EventsGone(int request, long oldest, SessionStatus status, Bytes ticket)
      implements LobbyNotice {}

  /**
   * Something happened in a session where the receiver is a member.
   *
   * @param session where
   * @param number counts the events of the session, from 1
   * @param what it is
   */
  record Event(SessionId session, long number, LobbyEvent what) implements LobbyNotice {}

  /**
   * What was asked is done.
   *
   * @param request the number of the request
   */
  record Accepted(int request) implements LobbyNotice {}

  /**
   * The sender of the request is not host, or not any more; nothing has changed.
   *
   * @param request the number of the request, 0 for a message to the witness
   * @param session where
   * @param epoch the present epoch
   * @param host its host
   */
  record Fenced(int request, SessionId session, Epoch epoch, HostAddress host)
      implements LobbyNotice {}

  /**
   * The witness of a session speaks: {@link Message.Vote}, {@link Message.VoteRefused}, {@link
   * Message.CountedOut}, {@link Message.HostHeard}, {@link Message.Suspect}, or (to the host)
   * {@link Message.Probe}, {@link Message.ProbeAnswer}, and {@link Message.Fence} with the epoch
   * that it is promised to.
   *
   * @param session whose witness it is
   * @param message what it says
   */
  record FromWitness(SessionId session, Message message) implements LobbyNotice {}

  /**
   * Asks for {@link LobbyRequest.Pong} at once; measures the round trip and shows that both ends
   * live.
   *
   * @param nonce comes back in the answer
   */
  record Ping(long nonce) implements LobbyNotice {}
}
