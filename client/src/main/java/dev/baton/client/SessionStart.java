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
import dev.baton.transport.DialFailure;
import dev.baton.transport.Identity;
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
  private final InputQueue submitted;
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
    submitted = new InputQueue(StateExchange.JOURNAL_INPUTS, Math.max(1, codec.inputBytesMax()));
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
    if (settings.recorderFile.isEmpty()) {
      return FlightRecorder.off();
    }
    Path file = settings.recorderFile.get();
    try {
      return FlightRecorder.create(file, settings.recorderBytesMax);
    } catch (IOException e) {
      throw new BatonException(Problem.RECORDER_UNWRITABLE, e.toString(), e);
    }
  }

  /** Creates a session and waits until it can be played. */
  static <I> Session<I> host(SessionSettings settings, Simulation<I> simulation, int rateHzDefault)
      throws BatonException {
    SessionStart<I> start = new SessionStart<>(settings, simulation, rateHzDefault);
    return start.orGiveUp(start::host);
  }

  /** Joins a session and waits until it can be played. */
  static <I> Session<I> join(String code, SessionSettings settings, Simulation<I> simulation)
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
    Session<I> start() throws BatonException;
  }

  /** A session that does not come up leaves nothing behind. */
  private Session<I> orGiveUp(Start<I> start) throws BatonException {
    boolean up = false;
    try {
      Session<I> session = start.start();
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

  private Session<I> host() throws BatonException {
    SessionDriver driver = open();
    SecureRandom random = new SecureRandom();
    SessionId session = new SessionId(random.nextLong(), random.nextLong());
    recorder.start(Optional.of(session), identity.key(), settings.playerName);
    Input created =
        new Input.SessionCreated(session, settings.rules(rateHzDefault, Optional.empty()));
    driver.ask(() -> driver.start(created));
    return whenSeated(driver, Optional.empty());
  }

  private Session<I> join(Invitation invitation) throws BatonException {
    SessionDriver driver = open();
    recorder.start(Optional.of(invitation.session()), identity.key(), settings.playerName);
    Input granted = new Input.JoinGranted(invitation.session(), invitation.host(), Bytes.EMPTY);
    driver.ask(() -> driver.start(granted));
    return whenSeated(driver, Optional.empty());
  }

  private Session<I> join(JoinCode code) throws BatonException {
    throw new BatonException(Problem.LOBBY_UNREACHABLE, "no lobby to ask for " + code);
  }

  /** Opens the port, and rehearses what must be fast later. */
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
    if (!Rehearsal.run()) {
      SessionLog.rehearsalFailed();
    }
    if (!Waiting.until(intake, SEATED_LIMIT)) {
      throw new BatonException(Problem.BROKEN, "the network did not open");
    }
    return intake.join().driver();
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
    StateExchange.Game game =
        new StateExchange.Game(
            settings.stateBytesMax, codec.inputBytesMax(), !simulation.hasHiddenState(), submitted);
    FrameIntake made = new FrameIntake(new SessionDriver(network, machine, parts, news, game));
    intake.complete(made);
    return made;
  }

  private Session<I> whenSeated(SessionDriver driver, Optional<JoinCode> code)
      throws BatonException {
    Duration limit = Duration.ofNanos(settings.timing.joinLimitNs()).plus(SEATED_LIMIT);
    CompletableFuture<Object> either =
        CompletableFuture.anyOf(news.whenSeated(), news.whenEnded(), intake.join().whenDialFails());
    boolean inTime = Waiting.until(either, limit);
    if (!inTime || !news.whenSeated().isDone()) {
      throw failure();
    }
    LiveSession.Made<I> made =
        new LiveSession.Made<>(driver, simulation, codec, recorder, inbox, news, submitted, code);
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
