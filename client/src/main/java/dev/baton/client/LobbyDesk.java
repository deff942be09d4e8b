package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
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
import dev.baton.transport.LobbyConnection;
import dev.baton.transport.LobbyConnectionConfig;
import dev.baton.transport.LobbyConnectionFailure;
import dev.baton.transport.LobbyConnectionListener;
import dev.baton.transport.Loop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session's dealings with its lobby: asks for the session, passes on what the lobby notices,
 * and tells it what the host has to tell, again after each reconnect.
 *
 * <p>Confined to the driver's thread, apart from {@link #answer}.
 */
final class LobbyDesk implements LobbyLine, LobbyConnectionListener {

  private static final Logger LOG = LoggerFactory.getLogger(LobbyDesk.class);

  /** What stands for the lobby where peers have numbers. */
  private static final int LOBBY = 0;

  /** Whatever time a busy lobby names, it is told again within these bounds. */
  private static final int TELL_AGAIN_MS_MIN = 100;

  private static final int TELL_AGAIN_MS_MAX = 60_000;

  private final SessionDriver driver;
  private final FlightRecorder recorder;
  private final Wish wish;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private @Nullable LobbyConnection connection;
  private @Nullable SessionId session;
  private Optional<Message.Announce> announced = Optional.empty();
  private Optional<TableSnapshot> table = Optional.empty();
  private int hostRequest;
  private int tableRequest;
  private boolean tellsAgain;
  private @Nullable Loop loop;
  private Epoch tableEpoch = Epoch.FIRST;

  /** What the lobby said to the first request. */
  sealed interface Answer {

    /** The session exists, and this peer is its first host. */
    record Created(SessionId session, JoinCode code, Bytes ticket, Bytes witnessKey)
        implements Answer {}

    /** The session is known, and its host may be asked. */
    record Granted(SessionId session, HostAddress host, Bytes ticket, Bytes witnessKey)
        implements Answer {}

    /** It does not work. */
    record Failed(Problem problem, String detail) implements Answer {}
  }

  /**
   * What is asked of the lobby.
   *
   * @param code of the session to join; empty to create one
   * @param settings of a session to create
   * @param endpoint where this peer is reached
   */
  record Wish(Optional<JoinCode> code, SessionSettings settings, Endpoint endpoint) {}

  LobbyDesk(SessionDriver driver, FlightRecorder recorder, Wish wish) {
    this.driver = driver;
    this.recorder = recorder;
    this.wish = wish;
  }

  /** Completed when the lobby has answered the wish, or cannot. From any thread. */
  CompletableFuture<Answer> answer() {
    return answer;
  }

  /** Starts to connect; asks as soon as the lobby listens. */
  void connect(LobbyConnectionConfig config, Loop own) {
    loop = own;
    connection = LobbyConnection.open(config, this, own);
  }

  private boolean send(IntFunction<LobbyRequest> request) {
    LobbyConnection open = connection;
    return open != null && open.send(request.apply(open.nextRequest()));
  }

  // What the lobby says.

  @Override
  public void identified(LobbyNotice.Identified you) {
    SessionId known = session;
    if (known == null) {
      send(this::request);
      return;
    }
    recorder.link(LOBBY, true, "");
    driver.step(new Input.LobbyOpened());
    announced.ifPresent(this::publishHost);
    table.ifPresent(last -> publishTable(tableEpoch, last));
  }

  private LobbyRequest request(int number) {
    return wish.code.isPresent()
        ? new LobbyRequest.JoinSession(number, wish.code.get())
        : new LobbyRequest.CreateSession(number, wish.settings, wish.endpoint);
  }

  @Override
  public void connectionLost(String detail) {
    LOG.info("the lobby is gone: {}", detail);
    if (session != null) {
      recorder.link(LOBBY, false, detail);
    }
    driver.step(new Input.LobbyClosed());
  }

  @Override
  public void gaveUp(LobbyConnectionFailure failure, String detail) {
    answer.complete(new Answer.Failed(problem(failure), failure.advice() + " " + detail));
    LOG.info("the lobby is given up: {} {}", failure, detail);
    driver.step(new Input.LobbyClosed());
  }

  private static Problem problem(LobbyConnectionFailure failure) {
    return switch (failure) {
      case UNKNOWN_HOST, UNREACHABLE, NO_ANSWER -> Problem.LOBBY_UNREACHABLE;
      case NOT_A_LOBBY, LOBBY_FULL, BAD_SIGNATURE, REPLACED -> Problem.LOBBY_REFUSED;
      case WRONG_VERSION -> Problem.WRONG_VERSION;
    };
  }

  @Override
  public void notice(LobbyNotice notice) {
    switch (notice) {
      case LobbyNotice.SessionCreated it -> {
        session = it.session();
        answer.complete(new Answer.Created(it.session(), it.code(), it.ticket(), it.witnessKey()));
      }
      case LobbyNotice.JoinGranted it -> {
        session = it.session();
        answer.complete(new Answer.Granted(it.session(), it.host(), it.ticket(), it.witnessKey()));
      }
      case LobbyNotice.Resumed it -> stands(it.status());
      case LobbyNotice.EventsGone it -> stands(it.status());
      case LobbyNotice.Event it -> happened(it.what());
      case LobbyNotice.Fenced it -> driver.step(new Input.HostNamed(it.epoch(), it.host()));
      case LobbyNotice.FromWitness it -> driver.step(new Input.WitnessSaid(it.message()));
      case LobbyNotice.LobbyRefused it -> refused(it);
      case LobbyNotice.Accepted it -> accepted(it.request());
      case LobbyNotice.Identified it -> {}
      case LobbyNotice.Challenge it -> {}
      case LobbyNotice.Ping it -> {}
    }
  }

  /** The lobby has the table, which the machine counts as the witness's report. */
  private void accepted(int request) {
    TableSnapshot last = table.orElse(null);
    if (last != null && request == tableRequest) {
      driver.step(
          new Input.WitnessSaid(new Message.TableReport(tableEpoch, last.number(), last.chain())));
    }
  }

  private void refused(LobbyNotice.LobbyRefused it) {
    LobbyRefusal reason = it.reason();
    boolean wasTheWish = answer.complete(new Answer.Failed(problem(reason), reason.advice()));
    if (!wasTheWish) {
      LOG.warn("The lobby refused: {}", reason.advice());
    }
    boolean told = it.request() == hostRequest || it.request() == tableRequest;
    if (reason == LobbyRefusal.TOO_MANY_REQUESTS && it.request() > 0 && told) {
      tellAgainAfter(it.retryAfterMs());
    }
  }

  /** What a busy lobby did not take of a host it must be told later, or it knows no host. */
  private void tellAgainAfter(int ms) {
    Loop own = loop;
    if (own != null && !tellsAgain) {
      tellsAgain = true;
      own.scheduleNs(
          Math.clamp(ms, TELL_AGAIN_MS_MIN, TELL_AGAIN_MS_MAX) * 1_000_000L,
          () -> {
            tellsAgain = false;
            announced.ifPresent(this::publishHost);
            table.ifPresent(last -> publishTable(tableEpoch, last));
          });
    }
  }

  private static Problem problem(LobbyRefusal reason) {
    return switch (reason) {
      case UNKNOWN_CODE -> Problem.UNKNOWN_CODE;
      case EXPIRED_CODE -> Problem.EXPIRED_CODE;
      case FULL -> Problem.SESSION_FULL;
      case TERMINATED -> Problem.SESSION_TERMINATED;
      case WRONG_VERSION -> Problem.WRONG_VERSION;
      case MALFORMED,
          BAD_SIGNATURE,
          NOT_IDENTIFIED,
          REPLACED,
          UNKNOWN_SESSION,
          NOT_A_MEMBER,
          NOT_HOST,
          NOT_BELIEVED,
          TOO_MANY_SESSIONS,
          TOO_MANY_CONNECTIONS,
          TOO_MANY_REQUESTS,
          SILENT,
          CLOSING ->
          Problem.LOBBY_REFUSED;
    };
  }

  private void stands(SessionStatus status) {
    driver.step(new Input.HostNamed(status.epoch(), status.host()));
    for (SessionStatus.Member member : status.members()) {
      driver.step(new Input.LobbyNoticed(member.key(), member.connected()));
    }
  }

  private void happened(LobbyEvent event) {
    switch (event) {
      case LobbyEvent.MemberConnection it ->
          driver.step(new Input.LobbyNoticed(it.member(), it.connected()));
      case LobbyEvent.HostChanged it -> driver.step(new Input.HostNamed(it.epoch(), it.host()));
      case LobbyEvent.SessionEnded it -> LOG.info("the lobby ended the session: {}", it.reason());
      case LobbyEvent.MemberJoined it -> LOG.debug("{}", it);
      case LobbyEvent.MemberLeft it -> LOG.debug("{}", it);
      case LobbyEvent.SessionUpdated it -> LOG.debug("{}", it);
    }
  }

  // What the lobby is told.

  @Override
  public void opened() {
    recorder.link(LOBBY, true, "");
    driver.step(new Input.LobbyOpened());
  }

  @Override
  public void witness(Message message) {
    SessionId known = session;
    if (known != null) {
      send(number -> new LobbyRequest.ToWitness(known, message));
    }
  }

  @Override
  public void publishHost(Message.Announce announce) {
    announced = Optional.of(announce);
    SessionId known = session;
    if (known != null) {
      send(
          number -> {
            hostRequest = number;
            return new LobbyRequest.HostIs(number, known, wish.endpoint, announce);
          });
    }
  }

  @Override
  public void publishTable(Epoch epoch, TableSnapshot newTable) {
    table = Optional.of(newTable);
    tableEpoch = epoch;
    SessionId known = session;
    if (known != null) {
      send(
          number -> {
            tableRequest = number;
            return presence(number, known, epoch, newTable);
          });
    }
  }

  private static LobbyRequest presence(
      int number, SessionId session, Epoch epoch, TableSnapshot table) {
    List<SeatPresence> seats =
        table.seats().stream()
            .map(seat -> new SeatPresence(seat.peer(), seat.publicKey(), seat.present()))
            .toList();
    boolean full = seats.size() >= table.rules().peersMax();
    return new LobbyRequest.Presence(
        number, session, epoch, table.number(), table.witnessCounted(), true, full, seats);
  }

  @Override
  public void publishTermination(Epoch epoch) {
    SessionId known = session;
    if (known != null) {
      send(number -> new LobbyRequest.TerminateSession(number, known, epoch));
    }
  }

  @Override
  public void followsAnother() {
    announced = Optional.empty();
    table = Optional.empty();
  }

  @Override
  public void leave() {
    SessionId known = session;
    if (known != null) {
      send(number -> new LobbyRequest.LeaveSession(number, known));
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
