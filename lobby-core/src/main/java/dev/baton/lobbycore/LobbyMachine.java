package dev.baton.lobbycore;

import dev.baton.core.Bytes;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.core.SessionId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A lobby: takes what happened on its connections, answers what is to be sent.
 *
 * <p>The only mutable object of the lobby. Not safe for use by several threads at a time; the shell
 * takes turns. It never blocks, never throws on anything that came from outside, and asks for no
 * time but the one that it is given, whose {@link Moment#nowNs} must not run backwards. Source:
 * docs/lobby.md.
 */
public final class LobbyMachine {

  private final Surroundings around;
  private final Callers callers;
  private final Outbox out = new Outbox();
  private final Sessions sessions;
  private long sweptNs;

  /**
   * Makes a lobby without connections and sessions.
   *
   * @param limits how much of everything it takes
   * @param timing how long it waits for everything
   * @param ports what the shell lends
   * @param startedNs the time by the clock of {@link Moment#nowNs}
   */
  public LobbyMachine(LobbyLimits limits, LobbyTiming timing, LobbyPorts ports, long startedNs) {
    callers = new Callers(startedNs);
    around = new Surroundings(limits, timing, ports, callers, out);
    sessions = new Sessions(around);
    sweptNs = startedNs;
  }

  /** Takes one input; the outputs are to be carried out in their order. */
  public List<LobbyOutput> handle(Moment at, LobbyInput input) {
    noteTime(at.nowNs());
    switch (input) {
      case LobbyInput.Opened opened -> opened(at.nowNs(), opened);
      case LobbyInput.Received received -> received(at, received);
      case LobbyInput.Garbled garbled -> garbled(at.nowNs(), garbled);
      case LobbyInput.Ended ended ->
          callers.find(ended.connection()).ifPresent(caller -> forget(caller, at.nowNs()));
      case LobbyInput.TimerFired fired ->
          sessions
              .find(fired.session())
              .ifPresent(it -> it.witness().probeTimedOut(at.nowNs(), fired.nonce()));
      case LobbyInput.SweepDue() -> sweep(at.nowNs());
    }
    return out.drain();
  }

  /** Number of open connections. */
  public int connections() {
    return callers.size();
  }

  /** Number of sessions that are not over. */
  public int sessions() {
    return sessions.all().size();
  }

  /** How the session of this code stands; empty if there is none. */
  public Optional<SessionStatus> status(JoinCode code) {
    return sessions.find(code).map(LobbySession::status);
  }

  /** Why there is no session of this code. */
  public LobbyRefusal whyNone(JoinCode code) {
    return sessions.whyNone(code);
  }

  /**
   * The sessions that are listed for everybody, oldest first.
   *
   * @param skip how many to leave out
   * @param limit how many to give at most
   */
  public List<SessionStatus> searchable(int skip, int limit) {
    return sessions.all().stream()
        .filter(session -> session.settings().searchable())
        .skip(skip)
        .limit(limit)
        .map(LobbySession::status)
        .toList();
  }

  /**
   * Looks at the time before anything else is done with it. A sweep that is late by this much shows
   * that the lobby itself was stopped. What peers said meanwhile waits unread, maybe behind this
   * very input: all waiting for them begins anew.
   */
  private void noteTime(long nowNs) {
    long lateNs = nowNs - sweptNs - around.timing().sweepNs();
    if (lateNs <= around.timing().pingNs()) {
      return;
    }
    out.ignore("the lobby itself was stopped, and holds nobody's silence against him");
    sweptNs = nowNs;
    callers.excuse(nowNs);
    sessions.all().forEach(session -> session.excuse(nowNs));
  }

  private void opened(long nowNs, LobbyInput.Opened opened) {
    if (callers.size() >= around.limits().connectionsMax()) {
      out.refuse(opened.connection(), 0, LobbyRefusal.TOO_MANY_CONNECTIONS);
      out.close(opened.connection());
      return;
    }
    LobbyNotice.Challenge challenge =
        new LobbyNotice.Challenge(
            Message.PROTOCOL_VERSION, nonce(), around.ports().signer().publicKey());
    callers.add(new Caller(opened, challenge, new Allowance(around.limits(), nowNs), nowNs));
    out.send(opened.connection(), challenge);
  }

  private Bytes nonce() {
    ByteBuffer nonce = ByteBuffer.allocate(LobbyNotice.Challenge.NONCE_BYTES);
    while (nonce.hasRemaining()) {
      nonce.putLong(around.ports().chance().nextLong());
    }
    return Bytes.of(nonce.array());
  }

  private void received(Moment at, LobbyInput.Received received) {
    Optional<Caller> found = callers.find(received.connection());
    if (found.isEmpty()) {
      out.ignore("a message of a connection that has ended");
      return;
    }
    Caller caller = found.get();
    LobbyRequest request = received.request();
    if (!allowed(caller, at.nowNs(), request.request())) {
      return;
    }
    if (request instanceof LobbyRequest.Identify identify) {
      identify(at.nowNs(), caller, identify);
    } else if (caller.proven().isEmpty()) {
      out.refuse(caller.id(), request.request(), LobbyRefusal.NOT_IDENTIFIED);
    } else {
      serve(at, caller, caller.proven().get(), request);
    }
  }

  private void garbled(long nowNs, LobbyInput.Garbled garbled) {
    callers
        .find(garbled.connection())
        .filter(caller -> allowed(caller, nowNs, 0))
        .ifPresent(caller -> out.refuse(caller.id(), 0, LobbyRefusal.MALFORMED));
  }

  private boolean allowed(Caller caller, long nowNs, int request) {
    caller.heard(nowNs);
    if (caller.allowance().take(nowNs)) {
      return true;
    }
    out.refuse(caller.id(), request, LobbyRefusal.TOO_MANY_REQUESTS);
    if (caller.allowance().refused() > around.limits().refusalsMax()) {
      close(caller, nowNs);
    }
    return false;
  }

  private void identify(long nowNs, Caller caller, LobbyRequest.Identify identify) {
    if (identify.protocolVersion() != Message.PROTOCOL_VERSION) {
      dismiss(caller, LobbyRefusal.WRONG_VERSION, nowNs);
      return;
    }
    if (caller.proven().isPresent()) {
      out.refuse(caller.id(), 0, LobbyRefusal.MALFORMED);
      return;
    }
    byte[] content = LobbyRequest.Identify.signedContent(caller.challenge());
    SignatureCheck check = around.ports().check();
    if (!check.verifies(identify.publicKey(), content, identify.signature())) {
      dismiss(caller, LobbyRefusal.BAD_SIGNATURE, nowNs);
      return;
    }
    caller.prove(identify.publicKey());
    PeerKey key = PeerKey.of(identify.publicKey());
    callers.find(key).ifPresent(earlier -> replace(earlier, caller, key, nowNs));
    callers.proved(caller);
    out.send(caller.id(), new LobbyNotice.Identified(key, caller.address()));
    ping(caller, nowNs);
  }

  /** The later connection inherits the sessions of the earlier, and has a moment to resume them. */
  private void replace(Caller earlier, Caller later, PeerKey key, long nowNs) {
    sessions
        .all()
        .forEach(session -> session.connectionMoved(key, earlier.id(), later.id(), nowNs));
    dismiss(earlier, LobbyRefusal.REPLACED, nowNs);
  }

  private void serve(Moment at, Caller caller, Caller.Proven proven, LobbyRequest request) {
    switch (request) {
      case LobbyRequest.Identify identify -> identify(at.nowNs(), caller, identify);
      case LobbyRequest.CreateSession asked -> create(at, caller, proven, asked);
      case LobbyRequest.JoinSession asked -> join(at, caller, proven, asked);
      case LobbyRequest.Resume asked ->
          inSession(caller, asked.request(), asked.session(), proven)
              .ifPresent(it -> it.session.resume(at, caller.id(), it.member, asked));
      case LobbyRequest.HostIs told ->
          inSession(caller, told.request(), told.session(), proven)
              .ifPresent(it -> it.session.hostIs(caller, it.member, told, at.nowNs()));
      case LobbyRequest.Presence told ->
          inSession(caller, told.request(), told.session(), proven)
              .ifPresent(it -> it.session.presence(caller, told));
      case LobbyRequest.TerminateSession asked ->
          inSession(caller, asked.request(), asked.session(), proven)
              .ifPresent(it -> terminate(at.nowNs(), caller, it.session, asked));
      case LobbyRequest.LeaveSession asked ->
          inSession(caller, asked.request(), asked.session(), proven)
              .ifPresent(it -> leave(at.nowNs(), caller, it, asked));
      case LobbyRequest.ToWitness said ->
          inSession(caller, 0, said.session(), proven)
              .ifPresent(it -> hearWitness(at.nowNs(), caller, it, said.message()));
      case LobbyRequest.Pong pong -> {
        if (!caller.pong(at.nowNs(), pong.nonce())) {
          out.ignore("a pong that answers no ping");
        }
      }
    }
  }

  private void create(
      Moment at, Caller caller, Caller.Proven proven, LobbyRequest.CreateSession asked) {
    Optional<LobbySession> created = sessions.create(proven, caller, asked, at.nowNs());
    if (created.isEmpty()) {
      out.refuse(caller.id(), asked.request(), LobbyRefusal.TOO_MANY_SESSIONS);
      return;
    }
    LobbySession session = created.get();
    out.send(
        caller.id(),
        new LobbyNotice.SessionCreated(
            asked.request(),
            session.id(),
            session.code(),
            session.ticket(proven.key(), at.wallMs()),
            around.ports().signer().publicKey(),
            session.lastEvent()));
  }

  private void join(
      Moment at, Caller caller, Caller.Proven proven, LobbyRequest.JoinSession asked) {
    Optional<LobbySession> found = sessions.find(asked.code());
    if (found.isEmpty()) {
      out.refuse(caller.id(), asked.request(), sessions.whyNone(asked.code()));
      return;
    }
    LobbySession session = found.get();
    if (!session.hasRoomFor(proven.key(), at.nowNs())) {
      out.refuse(caller.id(), asked.request(), LobbyRefusal.FULL);
      return;
    }
    session.admit(proven, caller.id(), at.nowNs());
    out.send(
        caller.id(),
        new LobbyNotice.JoinGranted(
            asked.request(),
            session.id(),
            session.epoch(),
            session.host(),
            session.ticket(proven.key(), at.wallMs()),
            around.ports().signer().publicKey(),
            session.lastEvent()));
  }

  private void terminate(
      long nowNs, Caller caller, LobbySession session, LobbyRequest.TerminateSession asked) {
    if (session.isHost(caller, asked.request(), asked.epoch())) {
      out.send(caller.id(), new LobbyNotice.Accepted(asked.request()));
      sessions.end(session, LobbyEvent.EndReason.TERMINATED, nowNs);
    }
  }

  private void leave(long nowNs, Caller caller, Place place, LobbyRequest.LeaveSession asked) {
    out.send(caller.id(), new LobbyNotice.Accepted(asked.request()));
    place.session.leave(place.member, nowNs);
    if (place.session.empty()) {
      sessions.end(place.session, LobbyEvent.EndReason.EMPTY, nowNs);
    }
  }

  private static void hearWitness(long nowNs, Caller caller, Place place, Message message) {
    place.session.witness().heard(nowNs, caller.id(), place.member.key(), message);
  }

  private Optional<Place> inSession(
      Caller caller, int request, SessionId id, Caller.Proven proven) {
    Optional<LobbySession> session = sessions.find(id);
    if (session.isEmpty()) {
      out.refuse(caller.id(), request, sessions.whyNone(id));
      return Optional.empty();
    }
    Optional<Member> member = session.get().member(proven.key());
    if (member.isEmpty()) {
      out.refuse(caller.id(), request, LobbyRefusal.NOT_A_MEMBER);
    }
    return member.map(it -> new Place(session.get(), it));
  }

  private void sweep(long nowNs) {
    sweptNs = nowNs;
    for (Caller caller : callers.all()) {
      LobbyTiming timing = around.timing();
      if (caller.proven().isEmpty() && caller.ageNs(nowNs) > timing.identifyNs()) {
        out.refuse(caller.id(), 0, LobbyRefusal.NOT_IDENTIFIED);
        close(caller, nowNs);
      } else if (caller.silentNs(nowNs) > timing.silentNs()) {
        dismiss(caller, LobbyRefusal.SILENT, nowNs);
      } else if (caller.proven().isPresent() && caller.pingDue(nowNs, timing.pingNs())) {
        ping(caller, nowNs);
      }
    }
    sessions.sweep(nowNs);
  }

  private void ping(Caller caller, long nowNs) {
    out.send(caller.id(), new LobbyNotice.Ping(caller.ping(nowNs)));
  }

  private void dismiss(Caller caller, LobbyRefusal reason, long nowNs) {
    out.refuse(caller.id(), 0, reason);
    close(caller, nowNs);
  }

  private void close(Caller caller, long nowNs) {
    out.close(caller.id());
    forget(caller, nowNs);
  }

  private void forget(Caller caller, long nowNs) {
    callers.remove(caller);
    caller
        .proven()
        .ifPresent(
            proven ->
                sessions.all().forEach(it -> it.connectionEnded(proven.key(), caller.id(), nowNs)));
  }

  private record Place(LobbySession session, Member member) {}
}
