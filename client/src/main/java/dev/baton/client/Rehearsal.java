package dev.baton.client;

import dev.baton.replication.Scope;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Plays a small session through, whose hosts change and whose last host dies, so that the first
 * real migration does not have to wait until classes are loaded, calls are linked and code is
 * compiled: that takes ten times as long as the migration.
 *
 * <p>Real sessions of this very library, over sockets on the loopback address that nobody else
 * knows of. Once in a process; takes about a second.
 */
final class Rehearsal {

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private static final int PEERS = 3;
  private static final int HAND_OVERS = 20;
  private static final int TICKS_BETWEEN = 3;
  private static final int TICKS_A_SECOND = 240;
  private static final int STATE_BYTES = 2048;
  private static final Duration FRAME = Duration.ofNanos(500_000);
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final long deadlineNs = System.nanoTime() + LIMIT.toNanos();
  private final SessionSettings settings =
      SessionSettings.builder()
          .bindAddress("127.0.0.1")
          .rateHz(TICKS_A_SECOND)
          .stateBytesMax(STATE_BYTES)
          .rehearsal()
          .build();
  private final List<LiveSession<Integer>> sessions = new ArrayList<>();

  private Rehearsal() {}

  /** Plays the session through, unless this process has done so before. */
  static void once() {
    if (BEGUN.compareAndSet(false, true) && !run()) {
      SessionLog.rehearsalFailed();
    }
  }

  /**
   * Plays the session through.
   *
   * @return whether it came to its end; what is not rehearsed will work, only not as fast
   */
  static boolean run() {
    Rehearsal rehearsal = new Rehearsal();
    try {
      return rehearsal.play();
    } catch (BatonException e) {
      return false;
    } finally {
      rehearsal.sessions.forEach(LiveSession::die);
    }
  }

  private boolean play() throws BatonException {
    sessions.add(SessionStart.host(settings, new Game(), TICKS_A_SECOND));
    String invitation = sessions.getFirst().invitation().text();
    boolean well = true;
    while (well && sessions.size() < PEERS) {
      well = join(invitation);
    }
    sessions.forEach(session -> session.canHost(true));
    well = well && playUntil(this::allAreReady);
    for (int i = 0; i < HAND_OVERS && well; i++) {
      well = handOver(sessions.get(i % PEERS), sessions.get((i + 1) % PEERS));
    }
    return well && loseHost(sessions.get(HAND_OVERS % PEERS));
  }

  /** Joins beside the others' game, since a joiner waits for its first state. */
  private boolean join(String invitation) {
    FutureTask<LiveSession<Integer>> joining =
        new FutureTask<>(() -> SessionStart.join(invitation, settings, new Game()));
    Thread.ofVirtual().name("baton-rehearsal").start(joining);
    if (!playUntil(joining::isDone) || joining.state() != Future.State.SUCCESS) {
      joining.cancel(true);
      return false;
    }
    sessions.add(joining.resultNow());
    return true;
  }

  private boolean allAreReady() {
    return sessions.stream()
        .allMatch(
            session ->
                session.tick().value() > TICKS_BETWEEN
                    && session.peers().stream().filter(Peer::isStandby).count() == PEERS - 1);
  }

  private boolean handOver(LiveSession<Integer> from, LiveSession<Integer> to) {
    from.handOver(Optional.of(to.self()));
    return playUntil(to::isHost) && playUntil(someTicks()) && playUntil(this::allAreReady);
  }

  private boolean loseHost(LiveSession<Integer> host) {
    host.die();
    sessions.remove(host);
    return playUntil(() -> sessions.stream().anyMatch(LiveSession::isHost))
        && playUntil(someTicks());
  }

  private BooleanSupplier someTicks() {
    long goal = sessions.getFirst().tick().value() + TICKS_BETWEEN;
    return () -> sessions.stream().allMatch(session -> session.tick().value() >= goal);
  }

  private boolean playUntil(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - deadlineNs > 0) {
        return false;
      }
      for (LiveSession<Integer> session : sessions) {
        session.update(FRAME);
        if (session.isOpen()) {
          session.submit(1);
        }
      }
    }
    return true;
  }

  /** A game that is nothing but bytes, of which each tick changes some. */
  private static final class Game implements Simulation<Integer>, InputCodec<Integer> {

    private final byte[] state = new byte[STATE_BYTES / 2];

    @Override
    public InputCodec<Integer> inputs() {
      return this;
    }

    @Override
    public void tick(SimulationTick<Integer> tick) {
      state[(int) (tick.tick().value() % state.length)]++;
      tick.inputs().forEach(input -> state[input.input()]++);
    }

    @Override
    public void save(ByteBuffer out, Scope scope) {
      out.put(state);
    }

    @Override
    public void load(ByteBuffer in, Scope scope) {
      in.get(state);
    }

    @Override
    public int inputBytesMax() {
      return 1;
    }

    @Override
    public void write(Integer input, ByteBuffer out) {
      out.put(input.byteValue());
    }

    @Override
    public Integer read(ByteBuffer in) {
      return (int) in.get();
    }
  }
}
