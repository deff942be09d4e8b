package dev.baton.simulator;

import dev.baton.core.Bytes;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.Input;
import dev.baton.core.JoinCode;
import dev.baton.core.Message;
import dev.baton.core.SessionId;
import dev.baton.core.TableSnapshot;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRefusal;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.SeatPresence;
import dev.baton.lobbycore.SessionSettings;
import dev.baton.lobbycore.SessionStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A process's dealings with the lobby: connects, again and again, asks, tells, and passes on. */
final class LobbyDesk {

  private static final long CONNECT_LIMIT_NS = 5_000_000_000L;
  private static final long SILENCE_LIMIT_NS = 5_000_000_000L;
  private static final long LOOK_GAP_NS = 1_000_000_000;
  private static final long BACK_OFF_MIN_NS = 50_000_000;
  private static final long BACK_OFF_MAX_NS = 2_000_000_000;

  private final @Nullable World world;
  private final @Nullable PeerProcess process;
  private final Optional<JoinCode> code;
  private @Nullable LobbyLine line;
  private @Nullable SessionId session;
  private Optional<Message.Announce> announced = Optional.empty();
  private Optional<TableSnapshot> table = Optional.empty();
  private Epoch tableEpoch = Epoch.FIRST;
  private int hostRequest;
  private int tableRequest;
  private boolean tellsAgain;
  private int requests;
  private int attempts;
  private long lastEvent;
  private long heardNs;
  private long lookedNs;
  private int resumeRequest = -1;
  private boolean knowsSession;
  private boolean identified;
  private boolean everIdentified;
  private boolean closed;

  private LobbyDesk(@Nullable World world, @Nullable PeerProcess process, Optional<JoinCode> code) {
    this.world = world;
    this.process = process;
    this.code = code;
  }

  /** Where there is no lobby. */
  static LobbyDesk none() {
    LobbyDesk none = new LobbyDesk(null, null, Optional.empty());
    none.closed = true;
    return none;
  }

  /**
   * Starts to connect.
   *
   * @param code of the session to join; empty to create one
   */
  static LobbyDesk open(World world, PeerProcess process, Optional<JoinCode> code) {
    LobbyDesk desk = new LobbyDesk(world, process, code);
    desk.attempt();
    return desk;
  }

  boolean isOpen() {
    return identified;
  }

  private World world() {
    if (world == null) {
      throw new IllegalStateException("there is no lobby");
    }
    return world;
  }

  private PeerProcess process() {
    if (process == null) {
      throw new IllegalStateException("there is no lobby");
    }
    return process;
  }

  // The connection.

  private void attempt() {
    if (closed) {
      return;
    }
    attempts++;
    int which = attempts;
    PeerProcess own = process();
    Paths paths = world().paths();
    Air air = paths.air(own.place(), Paths.LOBBY);
    long handshakeNs = 3 * paths.reliableDelayNs(own.place(), air, 100);
    own.atLocal(own.localNs() + handshakeNs, () -> reach(which, own.localNs()));
  }

  /** The lobby can be reached, or not yet, or nobody listens there. */
  private void reach(int which, long sinceNs) {
    if (closed || which != attempts || line != null) {
      return;
    }
    PeerProcess own = process();
    Paths paths = world().paths();
    boolean cut = paths.isCut(own.place(), Paths.LOBBY) || paths.isCut(Paths.LOBBY, own.place());
    if (cut && own.localNs() - sinceNs < CONNECT_LIMIT_NS) {
      own.atLocal(own.localNs() + BACK_OFF_MIN_NS, () -> reach(which, sinceNs));
      return;
    }
    line = cut ? null : world().lobby().connect(this, own);
    if (line == null) {
      ended();
    } else {
      LobbyLine dialled = line;
      own.atLocal(
          own.localNs() + CONNECT_LIMIT_NS,
          () -> {
            if (line == dialled && !identified) {
              hangUp();
              ended();
            }
          });
    }
  }

  private void hangUp() {
    LobbyLine open = line;
    line = null;
    if (open != null) {
      open.down.close();
      open.up.send(new LobbyLine.Up.Closed(), 0);
    }
  }

  private void ended() {
    line = null;
    if (closed) {
      return;
    }
    boolean lost = identified;
    identified = false;
    if (!everIdentified) {
      closed = true;
      process().shutDown();
      return;
    }
    if (lost) {
      process().step(new Input.LobbyClosed());
    }
    long doubledNs = BACK_OFF_MIN_NS << Math.min(attempts, 10);
    long waitNs = Math.min(doubledNs, BACK_OFF_MAX_NS);
    process()
        .atLocal(
            process().localNs() + waitNs / 2 + world().chance().below(waitNs / 2), this::attempt);
  }

  /** The process is gone: its operating system says so, unless it is gone, too. */
  void processGone() {
    closed = true;
    identified = false;
    LobbyLine open = line;
    line = null;
    if (open != null && process().player().unreachable()) {
      open.down.close();
      open.up.send(new LobbyLine.Up.Closed(), 0);
    } else if (open != null) {
      open.fallSilent();
    }
  }

  void close() {
    closed = true;
    identified = false;
    hangUp();
  }

  private void look(LobbyLine looked) {
    if (looked != line) {
      return;
    }
    long nowNs = process().localNs();
    boolean stalled = nowNs - lookedNs > 2 * LOOK_GAP_NS;
    lookedNs = nowNs;
    if (!stalled && nowNs - heardNs > SILENCE_LIMIT_NS) {
      hangUp();
      ended();
    } else {
      process().atLocal(nowNs + LOOK_GAP_NS, () -> look(looked));
    }
  }

  // What the lobby says.

  void arrived(LobbyLine from, LobbyLine.Down what) {
    if (from != line) {
      return;
    }
    heardNs = process().localNs();
    switch (what) {
      case LobbyLine.Down.Closed ignored -> ended();
      case LobbyLine.Down.Said said -> {
        world().trace().heard(said.number());
        heard(said.notice());
      }
    }
  }

  private void heard(LobbyNotice notice) {
    switch (notice) {
      case LobbyNotice.Challenge challenge -> {
        byte[] content = LobbyRequest.Identify.signedContent(challenge);
        Seal seal = process().player().seal();
        say(
            new LobbyRequest.Identify(
                Message.PROTOCOL_VERSION, seal.publicKey(), seal.sign(content)));
      }
      case LobbyNotice.Ping ping -> say(new LobbyRequest.Pong(ping.nonce()));
      case LobbyNotice.Identified ignored -> identified();
      case LobbyNotice.SessionCreated it -> created(it);
      case LobbyNotice.JoinGranted it -> granted(it);
      case LobbyNotice.Resumed it -> stands(it.status());
      case LobbyNotice.EventsGone it -> {
        lastEvent = it.status().lastEvent();
        stands(it.status());
      }
      case LobbyNotice.Event it -> event(it);
      case LobbyNotice.Fenced it -> process().step(new Input.HostNamed(it.epoch(), it.host()));
      case LobbyNotice.FromWitness it -> process().step(new Input.WitnessSaid(it.message()));
      case LobbyNotice.LobbyRefused it -> refused(it);
      case LobbyNotice.Accepted it -> accepted(it.request());
    }
  }

  private void identified() {
    attempts = 0;
    everIdentified = true;
    identified = true;
    lookedNs = process().localNs();
    LobbyLine open = line;
    if (open != null) {
      look(open);
    }
    SessionId known = session;
    if (known == null) {
      send(this::wish);
      return;
    }
    if (knowsSession) {
      send(
          number -> {
            resumeRequest = number;
            return new LobbyRequest.Resume(number, known, lastEvent);
          });
    }
    process().step(new Input.LobbyOpened());
    announced.ifPresent(this::publishHost);
    table.ifPresent(last -> publishTable(tableEpoch, last));
  }

  private LobbyRequest wish(int number) {
    SessionSettings settings =
        new SessionSettings(process().player().name(), Setup.SEATS_MAX, true, false);
    return code.isPresent()
        ? new LobbyRequest.JoinSession(number, code.get())
        : new LobbyRequest.CreateSession(number, settings, process().player().endpoint());
  }

  private void created(LobbyNotice.SessionCreated it) {
    begin(it.session(), it.lastEvent());
    world().sessionCreated(it.session(), it.code());
    process()
        .start(
            new Input.SessionCreated(
                it.session(), world().setup().rules(Optional.of(it.witnessKey()))));
  }

  private void granted(LobbyNotice.JoinGranted it) {
    begin(it.session(), it.lastEvent());
    process().start(new Input.JoinGranted(it.session(), it.host(), it.ticket()));
  }

  private void begin(SessionId id, long last) {
    session = id;
    knowsSession = true;
    lastEvent = Math.max(lastEvent, last);
  }

  private void refused(LobbyNotice.LobbyRefused it) {
    if (it.reason() == LobbyRefusal.REPLACED) {
      hangUp();
      closed = true;
      process().step(new Input.LobbyClosed());
    } else if (session == null) {
      close();
      process().shutDown();
    } else if (it.request() == resumeRequest) {
      knowsSession = false;
    }
    boolean told = it.request() == hostRequest || it.request() == tableRequest;
    if (it.reason() == LobbyRefusal.TOO_MANY_REQUESTS && it.request() > 0 && told) {
      tellAgainAfter(it.retryAfterMs());
    }
  }

  private void tellAgainAfter(int ms) {
    if (!tellsAgain) {
      tellsAgain = true;
      process()
          .atLocal(
              process().localNs() + ms * 1_000_000L,
              () -> {
                tellsAgain = false;
                announced.ifPresent(this::publishHost);
                table.ifPresent(last -> publishTable(tableEpoch, last));
              });
    }
  }

  private void event(LobbyNotice.Event event) {
    if (!knowsSession || event.number() <= lastEvent) {
      return;
    }
    lastEvent = event.number();
    switch (event.what()) {
      case LobbyEvent.MemberConnection it ->
          process().step(new Input.LobbyNoticed(it.member(), it.connected()));
      case LobbyEvent.HostChanged it -> process().step(new Input.HostNamed(it.epoch(), it.host()));
      case LobbyEvent.SessionEnded ignored -> knowsSession = false;
      case LobbyEvent.MemberJoined ignored -> {}
      case LobbyEvent.MemberLeft ignored -> {}
      case LobbyEvent.SessionUpdated ignored -> {}
    }
  }

  private void stands(SessionStatus status) {
    HostAddress host = status.host();
    process().step(new Input.HostNamed(status.epoch(), host));
    for (SessionStatus.Member member : status.members()) {
      process().step(new Input.LobbyNoticed(member.key(), member.connected()));
    }
  }

  private void accepted(int request) {
    TableSnapshot last = table.orElse(null);
    if (last != null && request == tableRequest) {
      process()
          .step(
              new Input.WitnessSaid(
                  new Message.TableReport(tableEpoch, last.number(), last.chain())));
    }
  }

  // What the lobby is told.

  private void say(LobbyRequest request) {
    LobbyLine open = line;
    if (open != null) {
      int number = world().trace().lobbyTold(process(), request);
      open.up.send(new LobbyLine.Up.Asked(request, number), 0);
    }
  }

  private void send(IntFunction<LobbyRequest> request) {
    if (identified) {
      say(request.apply(++requests));
    }
  }

  void witness(Message message) {
    SessionId known = session;
    if (known != null) {
      send(number -> new LobbyRequest.ToWitness(known, message));
    }
  }

  void publishHost(Message.Announce announce) {
    announced = Optional.of(announce);
    SessionId known = session;
    if (known != null) {
      send(
          number -> {
            hostRequest = number;
            return new LobbyRequest.HostIs(number, known, process().player().endpoint(), announce);
          });
    }
  }

  void publishTable(Epoch epoch, TableSnapshot newTable) {
    table = Optional.of(newTable);
    tableEpoch = epoch;
    SessionId known = session;
    if (known != null) {
      send(
          number -> {
            tableRequest = number;
            return presence(number, known, newTable);
          });
    }
  }

  private LobbyRequest presence(int number, SessionId known, TableSnapshot newTable) {
    List<SeatPresence> seats =
        newTable.seats().stream()
            .map(seat -> new SeatPresence(seat.peer(), seat.publicKey(), seat.present()))
            .toList();
    boolean full = seats.size() >= newTable.rules().peersMax();
    return new LobbyRequest.Presence(
        number, known, tableEpoch, newTable.number(), newTable.witnessCounted(), true, full, seats);
  }

  void publishTermination(Epoch epoch) {
    SessionId known = session;
    if (known != null) {
      send(number -> new LobbyRequest.TerminateSession(number, known, epoch));
    }
  }

  void followsAnother() {
    announced = Optional.empty();
    table = Optional.empty();
  }

  void leave() {
    SessionId known = session;
    if (known != null) {
      knowsSession = false;
      send(number -> new LobbyRequest.LeaveSession(number, known));
    }
  }

  /** What a peer shows where no lobby gives tickets. */
  static Bytes noTicket() {
    return Bytes.EMPTY;
  }
}
