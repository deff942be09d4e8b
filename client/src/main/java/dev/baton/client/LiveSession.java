package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.Input;
import dev.baton.core.JoinCode;
import dev.baton.core.Operation;
import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import dev.baton.replication.ReplicationLimits;
import dev.baton.replication.Scope;
import dev.baton.replication.StateExchange;
import dev.baton.transport.Cut;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A session in a game's hands: the game's side of the driver. */
final class LiveSession<I> implements Session<I> {

  private static final Duration WAIT_MAX = Duration.ofMinutes(1);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  /** How long an update waits for the next tick when it knows that it is due already. */
  private static final long NEXT_TICK_WAIT_NS = 2_000_000;

  /** A little less than the journal holds, which learns of what is safe before this side does. */
  private static final int INPUTS_UNSAFE_MAX = ReplicationLimits.GAME_JOURNAL_INPUTS - 1;

  private final SessionDriver driver;
  private final Simulation<I> simulation;
  private final InputCodec<I> codec;
  private final GameInbox inbox;
  private final GameNews news;
  private final FlightRecorder recorder;
  private final InputQueue submitted;
  private final Optional<JoinCode> code;
  private final TickView<I> tickView;
  private final TickRehearsal<I> rehearsal;
  private final ByteBuffer encoded;
  private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean submitAsked = new AtomicBoolean();
  private final Runnable takeSubmitted = this::takeSubmitted;

  private long lastSequence;
  private long safeTold;
  private long submittedCount;
  private long statesShown;
  private boolean failed;
  private volatile Tick tick = Tick.ZERO;

  /** What a session is made of. */
  record Made<I>(
      SessionDriver driver,
      Simulation<I> simulation,
      InputCodec<I> codec,
      FlightRecorder recorder,
      GameInbox inbox,
      GameNews news,
      DataPlane.Game game,
      Optional<JoinCode> code) {}

  LiveSession(Made<I> made, long lastSequence) {
    driver = made.driver;
    simulation = made.simulation;
    codec = made.codec;
    inbox = made.inbox;
    recorder = made.recorder;
    news = made.news;
    submitted = made.game.submitted();
    code = made.code;
    tickView = new TickView<>(codec);
    rehearsal = new TickRehearsal<>(simulation, tickView, made.game);
    encoded = ByteBuffer.allocate(Math.max(1, codec.inputBytesMax()));
    this.lastSequence = lastSequence;
    safeTold = lastSequence;
  }

  // Once a frame.

  @Override
  public void update() {
    deliverEvents();
    if (!failed) {
      showState();
      computeTicks();
    }
    reportSafe();
    recorder.flush();
  }

  @Override
  public void update(Duration maxWait) {
    if (maxWait.isNegative() || maxWait.compareTo(WAIT_MAX) > 0) {
      throw new IllegalArgumentException("maxWait must be 0 to 1 minute: " + maxWait);
    }
    inbox.await(maxWait.toNanos());
    update();
  }

  private void deliverEvents() {
    // Those that come meanwhile wait for the next time, so that this ends.
    for (int left = inbox.eventsWaiting(); left >= 0; left--) {
      Consumer<SessionListener> event = inbox.takeEvent();
      if (event != null) {
        listeners.forEach(event);
      }
    }
  }

  private void showState() {
    StateSlot state = inbox.takeState();
    if (state != null) {
      load(state);
      tick = new Tick(state.tick());
      statesShown++;
      if (rehearsal.isDue(state) && !failed) {
        rehearse(state);
      }
    }
  }

  /** Whatever comes of the rehearsed tick, the game goes back to the state before it. */
  private void rehearse(StateSlot state) {
    try {
      rehearsal.rehearse(state);
    } finally {
      load(state);
    }
  }

  private void load(StateSlot state) {
    try {
      simulation.load(state.content(), state.scope());
    } catch (RuntimeException e) {
      // The game's own code: it cannot go on here, and the others must not suffer from it.
      fail(e, state.tick());
    }
  }

  private void fail(RuntimeException cause, long atTick) {
    failed = true;
    SessionLog.stateRejected(cause, atTick);
    driver.ask(driver::gameFailed);
  }

  private void computeTicks() {
    TickWork work = inbox.takeWork();
    for (int i = 0; i < StateExchange.CATCH_UP_TICKS && work != null && !failed; i++) {
      boolean more = work.moreIsDue;
      compute(work);
      work = more ? inbox.awaitWork(NEXT_TICK_WAIT_NS) : null;
    }
    if (work != null) {
      inbox.offer(work);
    }
  }

  private void compute(TickWork work) {
    if (work.loadFirst.isFilled()) {
      load(work.loadFirst);
    }
    if (failed) {
      return;
    }
    boolean done = false;
    try {
      tickView.fill(work);
      simulation.tick(tickView);
      simulation.save(work.output(Scope.COMPLETE).clear(), Scope.COMPLETE);
      if (work.visibleWanted) {
        simulation.save(work.output(Scope.VISIBLE).clear(), Scope.VISIBLE);
      }
      done = true;
    } finally {
      if (!done) {
        // What the game throws goes to the game; the role passes on.
        failed = true;
        driver.ask(driver::gameFailed);
      }
    }
    tick = new Tick(work.tick);
    statesShown++;
    driver.ask(work.giveBack);
  }

  private void reportSafe() {
    long safe = driver.plane().safeSequence();
    if (safe > safeTold) {
      safeTold = safe;
      recorder.safe(safe);
      listeners.forEach(listener -> listener.onSafe(safe));
    }
  }

  @Override
  public OptionalLong submit(I input) {
    if (!isOpen()) {
      throw new IllegalStateException("the session has ended: " + news.endReason());
    }
    boolean full = lastSequence - driver.plane().safeSequence() >= INPUTS_UNSAFE_MAX;
    if (full) {
      return OptionalLong.empty();
    }
    codec.write(input, encoded.clear());
    recorder.input(lastSequence + 1);
    if (!submitted.offer(encoded.flip())) {
      throw new IllegalStateException("as many inputs as are unsafe have room");
    }
    lastSequence++;
    submittedCount++;
    if (submitAsked.compareAndSet(false, true)) {
      driver.ask(takeSubmitted);
    }
    return OptionalLong.of(lastSequence);
  }

  private void takeSubmitted() {
    submitAsked.set(false);
    driver.plane().takeSubmitted();
  }

  // How the session stands.

  private SessionView view() {
    return news.view().orElseThrow();
  }

  @Override
  public boolean isOpen() {
    return news.endReason().isEmpty();
  }

  @Override
  public PeerId self() {
    return view().self();
  }

  @Override
  public PeerId host() {
    return view().host();
  }

  @Override
  public boolean isHost() {
    SessionView now = view();
    return now.self().equals(now.host());
  }

  @Override
  public Epoch epoch() {
    return view().epoch();
  }

  @Override
  public Tick tick() {
    return tick;
  }

  @Override
  public Optional<JoinCode> joinCode() {
    return code;
  }

  @Override
  public Invitation invitation() {
    SessionView now = view();
    HostAddress host = now.hostAddress().orElseThrow();
    return new Invitation(now.table().session(), host);
  }

  @Override
  public List<Peer> peers() {
    return view().peers();
  }

  @Override
  public Bytes sessionData() {
    return view().table().data();
  }

  @Override
  public SessionFigures figures() {
    return news.figures().withGame(statesShown, submittedCount);
  }

  // What the game asks for.

  @Override
  public void canHost(boolean allowed) {
    driver.ask(
        () -> {
          driver.description().canHost(allowed);
          driver.describe();
        });
  }

  @Override
  public void handOver(Optional<PeerId> successor) {
    ask(new Input.HandOverAsked(successor));
  }

  @Override
  public void leave() {
    ask(new Input.LeaveAsked());
  }

  @Override
  public void terminate() {
    ask(new Input.TerminateAsked());
  }

  @Override
  public void remove(PeerId peer) {
    ask(new Input.RemovalAsked(peer));
  }

  private void ask(Input input) {
    driver.ask(() -> driver.step(input));
  }

  @Override
  public void describe(Bytes attributes) {
    checkData("attributes", attributes);
    driver.ask(
        () -> {
          driver.description().describe(attributes);
          driver.describe();
        });
  }

  @Override
  public void sessionData(Bytes data) {
    checkData("data", data);
    ask(new Input.SessionDataSet(data));
  }

  private static void checkData(String name, Bytes data) {
    if (data.length() > Operation.DATA_BYTES_MAX) {
      throw new IllegalArgumentException(name + " must have at most 4096 bytes: " + data.length());
    }
  }

  @Override
  public boolean sendToHost(Bytes message) {
    return mail(message, () -> driver.mail().sendToHost(message));
  }

  @Override
  public boolean send(PeerId to, Bytes message) {
    boolean seated = view().seat(to).isPresent();
    return seated && mail(message, () -> driver.mail().send(to, message));
  }

  @Override
  public boolean broadcast(Bytes message) {
    return mail(message, () -> driver.mail().broadcast(message));
  }

  private boolean mail(Bytes message, Runnable send) {
    int length = message.length();
    if (length < 1 || length > PeerFrames.GAME_MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException("message must have 1 to 16384 bytes: " + length);
    }
    if (!isOpen() || !driver.mail().takeRoom()) {
      return false;
    }
    driver.ask(send);
    return true;
  }

  @Override
  public void addListener(SessionListener listener) {
    listeners.add(listener);
  }

  /** Lets all packets to and from a port vanish, for tests. */
  void cut(Endpoint endpoint, Cut cut) {
    driver.ask(() -> driver.cut(endpoint, cut));
  }

  /** What drives this session; its methods are called on its own thread. */
  SessionDriver driver() {
    return driver;
  }

  /** Ends as a killed process does: at once, and without a word of the protocol. */
  void die() {
    driver.ask(driver::shutDownNow);
    Waiting.until(news.whenClosed(), CLOSE_WAIT);
  }

  @Override
  public void close() {
    try {
      leave();
      long deadlineNs = System.nanoTime() + CLOSE_WAIT.toNanos();
      while (isOpen() && System.nanoTime() < deadlineNs) {
        inbox.await(Math.max(1, deadlineNs - System.nanoTime()));
        update();
      }
    } finally {
      // A game that throws keeps neither port nor thread.
      driver.ask(driver::shutDownNow);
      Waiting.until(news.whenClosed(), CLOSE_WAIT);
    }
    update();
  }
}
