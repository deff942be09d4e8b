package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.EndReason;
import dev.baton.core.Endpoint;
import dev.baton.core.Input;
import dev.baton.core.JoinCode;
import dev.baton.core.Machine;
import dev.baton.core.MachineSettings;
import dev.baton.core.Merit;
import dev.baton.core.SessionId;
import dev.baton.replication.ReplicationLimits;
import dev.baton.transport.DialFailure;
import dev.baton.transport.Identity;
import dev.baton.transport.LobbyConnectionConfig;
import dev.baton.transport.Network;
import dev.baton.transport.NetworkConfig;
import dev.baton.transport.NetworkException;
import dev.baton.transport.NetworkFailure;
import dev.baton.transport.NetworkListener;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Brings one session up, from its settings to the moment where the game can play. */
final class SessionStart<I> {

  /** What the rest may take once the host has let this peer in, or the session is created. */
  private static final Duration SEATED_LIMIT = Duration.ofSeconds(10);

  /** How long the lobby may take to answer. */
  private static final Duration LOBBY_LIMIT = Duration.ofSeconds(10);

  private static final Duration CLOSED_LIMIT = Duration.ofSeconds(2);

  private final SessionSettings settings;
  private final Simulation<I> simulation;
  private final InputCodec<I> codec;
  private final int rateHzDefault;
  private final Identity identity;
  private final PeerCredentials credentials;
  private final FlightRecorder recorder;
  private final GameInbox inbox;
  private final GameNews news;
  private final DataPlane.Game game;
  private final CompletableFuture<FrameIntake> intake = new CompletableFuture<>();

  private SessionStart(SessionSettings settings, Simulation<I> simulation, int rateHzDefault)
      throws BatonException {
    this.settings = settings;
    this.simulation = simulation;
    this.rateHzDefault = rateHzDefault;
    codec = simulation.inputs();
    identity = identity(settings);
    credentials = new PeerCredentials(identity);
    recorder = recorder(settings);
    inbox = new GameInbox(recorder);
    news = new GameNews(inbox);
    game =
        new DataPlane.Game(
            settings.stateBytesMax,
            codec.inputBytesMax(),
            !simulation.hasHiddenState(),
            new InputQueue(
                ReplicationLimits.GAME_JOURNAL_INPUTS, Math.max(1, codec.inputBytesMax())));
  }

  private static Identity identity(SessionSettings settings) throws BatonException {
    try {
      return settings.identityFile.isPresent()
          ? Identity.loadOrCreate(settings.identityFile.get())
          : Identity.create();
    } catch (IOException e) {
      throw new BatonException(Problem.BAD_IDENTITY, String.valueOf(e.getMessage()), e);
    }
  }

  private static FlightRecorder recorder(SessionSettings settings) throws BatonException {
    if (settings.rehearsal) {
      return FlightRecorder.rehearsal();
    }
    if (settings.recorderFile.isEmpty()) {
      return FlightRecorder.off();
    }
    Path file = settings.recorderFile.get();
    try {
      FlightRecorder recorder = FlightRecorder.create(file, settings.recorderBytesMax);
      return settings.recordsArrivals ? recorder.withArrivals() : recorder;
    } catch (IOException e) {
      throw new BatonException(Problem.RECORDER_UNWRITABLE, e.toString(), e);
    }
  }

  /** Creates a session and waits until it can be played. */
  static <I> LiveSession<I> host(
      SessionSettings settings, Simulation<I> simulation, int rateHzDefault) throws BatonException {
    SessionStart<I> start = new SessionStart<>(settings, simulation, rateHzDefault);
    return start.orGiveUp(start::host);
  }

  /** Joins a session and waits until it can be played. */
  static <I> LiveSession<I> join(String code, SessionSettings settings, Simulation<I> simulation)
      throws BatonException {
    Optional<Invitation> invitation =
        Invitation.isInvitation(code) ? Optional.of(Invitation.parse(code)) : Optional.empty();
    Optional<JoinCode> joinCode =
        invitation.isPresent() ? Optional.empty() : Optional.of(new JoinCode(code.strip()));
    SessionStart<I> start = new SessionStart<>(settings, simulation, 1);
    return start.orGiveUp(
        () ->
            invitation.isPresent()
                ? start.join(invitation.get())
                : start.join(joinCode.orElseThrow()));
  }

  private interface Start<I> {
    LiveSession<I> start() throws BatonException;
  }

  /** A session that does not come up leaves nothing behind. */
  private LiveSession<I> orGiveUp(Start<I> start) throws BatonException {
    boolean up = false;
    try {
      LiveSession<I> session = start.start();
      up = true;
      return session;
    } finally {
      if (!up) {
        giveUp();
      }
    }
  }

  private void giveUp() {
    boolean opened = intake.isDone() && !intake.isCompletedExceptionally();
    if (opened) {
      SessionDriver driver = intake.join().driver();
      driver.ask(driver::shutDownNow);
      Waiting.until(news.whenClosed(), CLOSED_LIMIT);
    }
    recorder.close();
  }

  private LiveSession<I> host() throws BatonException {
    SessionDriver driver = open();
    Optional<LobbyDesk> desk = lobby(driver, Optional.empty());
    rehearse();
    SessionId session;
    Optional<JoinCode> code = Optional.empty();
    Optional<Bytes> witnessKey = Optional.empty();
    if (desk.isPresent()) {
      LobbyDesk.Answer.Created created = answer(desk.get(), LobbyDesk.Answer.Created.class);
      session = created.session();
      code = Optional.of(created.code());
      witnessKey = Optional.of(created.witnessKey());
    } else {
      SecureRandom random = new SecureRandom();
      session = new SessionId(random.nextLong(), random.nextLong());
    }
    Input created = new Input.SessionCreated(session, settings.rules(rateHzDefault, witnessKey));
    return begin(driver, session, created, code);
  }

  private LiveSession<I> join(Invitation invitation) throws BatonException {
    SessionDriver driver = open();
    rehearse();
    SessionId session = invitation.session();
    Input granted = new Input.JoinGranted(session, invitation.host(), Bytes.EMPTY);
    return begin(driver, session, granted, Optional.empty());
  }

  private LiveSession<I> join(JoinCode code) throws BatonException {
    if (settings.lobby.isEmpty()) {
      throw new BatonException(Problem.LOBBY_UNREACHABLE, "the settings name no lobby to ask");
    }
    SessionDriver driver = open();
    LobbyDesk desk = lobby(driver, Optional.of(code)).orElseThrow();
    rehearse();
    LobbyDesk.Answer.Granted granted = answer(desk, LobbyDesk.Answer.Granted.class);
    Input input = new Input.JoinGranted(granted.session(), granted.host(), granted.ticket());
    return begin(driver, granted.session(), input, Optional.of(code));
  }

  private LiveSession<I> begin(
      SessionDriver driver, SessionId session, Input first, Optional<JoinCode> code)
      throws BatonException {
    recorder.start(Optional.of(session), identity.key(), settings.playerName);
    driver.ask(() -> driver.start(first));
    return whenSeated(driver, code);
  }

  /** Opens the port. */
  private SessionDriver open() throws BatonException {
    NetworkConfig config =
        NetworkConfig.of(identity)
            .bind(settings.bindAddress, settings.port)
            .conditions(settings.conditions);
    try {
      Network unused = Network.open(config, new NetworkRelay(this::makeListener));
    } catch (NetworkException e) {
      throw new BatonException(problem(e.failure()), String.valueOf(e.getMessage()), e);
    }
    if (!Waiting.until(intake, SEATED_LIMIT)) {
      throw new BatonException(Problem.BROKEN, "the network did not open");
    }
    return intake.join().driver();
  }

  /** Starts to ask the lobby, if the settings name one. */
  private Optional<LobbyDesk> lobby(SessionDriver driver, Optional<JoinCode> code) {
    if (settings.lobby.isEmpty()) {
      return Optional.empty();
    }
    LobbyConnectionConfig config =
        LobbyConnectionConfig.of(settings.lobby.get(), identity).connectWithin(LOBBY_LIMIT);
    dev.baton.lobbycore.SessionSettings session =
        new dev.baton.lobbycore.SessionSettings(
            settings.playerName, settings.peersMax, settings.migratable, false);
    Endpoint endpoint = new Endpoint(settings.bindAddress, driver.localPort());
    LobbyDesk desk = new LobbyDesk(driver, recorder, new LobbyDesk.Wish(code, session, endpoint));
    driver.ask(
        () -> {
          driver.lobby(desk);
          desk.connect(config, driver.loop());
        });
    return Optional.of(desk);
  }

  private <A extends LobbyDesk.Answer> A answer(LobbyDesk desk, Class<A> expected)
      throws BatonException {
    if (!Waiting.until(desk.answer(), LOBBY_LIMIT.plusSeconds(1))) {
      throw new BatonException(Problem.LOBBY_UNREACHABLE, "the lobby did not answer in time");
    }
    LobbyDesk.Answer answer = desk.answer().join();
    if (answer instanceof LobbyDesk.Answer.Failed failed) {
      throw new BatonException(failed.problem(), failed.detail());
    }
    credentials.requireTickets(
        switch (answer) {
          case LobbyDesk.Answer.Created it -> it.witnessKey();
          case LobbyDesk.Answer.Granted it -> it.witnessKey();
          case LobbyDesk.Answer.Failed it -> Bytes.EMPTY;
        });
    return expected.cast(answer);
  }

  /** Goes through everything once that must be fast when it happens. */
  private void rehearse() {
    if (!settings.rehearsal) {
      Rehearsal.once();
    }
  }

  private static Problem problem(NetworkFailure failure) {
    return switch (failure) {
      case NetworkFailure.PortInUse f -> Problem.PORT_IN_USE;
      case NetworkFailure.BadBindAddress f -> Problem.BAD_ADDRESS;
      case NetworkFailure.QuicMissing f -> Problem.UNSUPPORTED_MACHINE;
    };
  }

  private NetworkListener makeListener(Network network) {
    Endpoint endpoint = new Endpoint(OwnAddress.of(settings), network.localPort());
    Machine machine =
        new Machine(
            new MachineSettings(settings.playerName, endpoint, settings.timing, new Merit()),
            credentials);
    SessionParts parts =
        new SessionParts(network.loop(), new PeerLinks(), inbox, recorder, new Counters());
    FrameIntake made = new FrameIntake(new SessionDriver(network, machine, parts, news, game));
    intake.complete(made);
    return made;
  }

  private LiveSession<I> whenSeated(SessionDriver driver, Optional<JoinCode> code)
      throws BatonException {
    Duration limit = Duration.ofNanos(settings.timing.joinLimitNs()).plus(SEATED_LIMIT);
    CompletableFuture<Object> either =
        CompletableFuture.anyOf(news.whenSeated(), news.whenEnded(), intake.join().whenDialFails());
    boolean inTime = Waiting.until(either, limit);
    if (!inTime || !news.whenSeated().isDone()) {
      throw failure();
    }
    LiveSession.Made<I> made =
        new LiveSession.Made<>(driver, simulation, codec, recorder, inbox, news, game, code);
    return new LiveSession<>(made, news.whenSeated().join());
  }

  private BatonException failure() {
    Optional<DialFailure> dial = Optional.ofNullable(intake.join().whenDialFails().getNow(null));
    if (dial.isPresent()) {
      Problem problem =
          dial.get() == DialFailure.PIN_MISMATCH ? Problem.WRONG_KEY : Problem.WRONG_VERSION;
      return new BatonException(problem, "the host could not be dialled: " + dial.get());
    }
    EndReason reason = news.endReason().orElse(EndReason.JOIN_TIMEOUT);
    return new BatonException(problem(reason), reason.advice());
  }

  private static Problem problem(EndReason reason) {
    return switch (reason) {
      case SESSION_FULL -> Problem.SESSION_FULL;
      case TERMINATED -> Problem.SESSION_TERMINATED;
      case REMOVED -> Problem.REMOVED;
      case WRONG_VERSION -> Problem.WRONG_VERSION;
      case BAD_TICKET -> Problem.BAD_TICKET;
      case WRONG_SESSION -> Problem.WRONG_SESSION;
      case STATE_REJECTED -> Problem.STATE_REJECTED;
      case BROKEN -> Problem.BROKEN;
      case LEFT, JOIN_TIMEOUT, HOST_LOST, NO_MAJORITY, MIGRATION_TIMEOUT -> Problem.JOIN_TIMEOUT;
    };
  }
}
