package dev.baton.client;

import dev.baton.core.Bytes;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.JoinCode;
import dev.baton.lobbycore.LobbyEvent;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.replication.Scope;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Plays a small session through, whose hosts change and whose last host dies, so that the first
 * real migration does not have to wait until classes are loaded, calls are linked and code is
 * compiled: that takes ten times as long as the migration.
 *
 * <p>Real sessions of this very library, over sockets on the loopback address that nobody else
 * knows of. Takes one to three seconds in a process that is new, most of it on one processor.
 */
final class Rehearsal {

  private static final int PEERS = 3;
  private static final int HAND_OVERS = 20;
  private static final int TICKS_BETWEEN = 3;
  private static final int TICKS_A_SECOND = 240;
  private static final int STATE_BYTES = 2048;
  private static final Duration FRAME = Duration.ofNanos(500_000);
  private static final Duration LIMIT = Duration.ofSeconds(8);

  /** A little longer, since the sessions must end, too. */
  private static final FirstRehearsal FIRST =
      new FirstRehearsal(() -> run(Optional.empty()), LIMIT.plusSeconds(2));

  private final long deadlineNs = System.nanoTime() + LIMIT.toNanos();
  private final Optional<URI> lobby;
  private final SessionSettings settings;
  private final List<LiveSession<Integer>> sessions = new ArrayList<>();

  /** What a lobby would talk to, where there is none. */
  private final Map<LiveSession<Integer>, LobbyDesk> desks = new LinkedHashMap<>();

  private Rehearsal(Optional<URI> lobby) {
    this.lobby = lobby;
    SessionSettings.Builder builder =
        SessionSettings.builder()
            .playerName("rehearsal")
            .bindAddress("127.0.0.1")
            .rateHz(TICKS_A_SECOND)
            .stateBytesMax(STATE_BYTES)
            .rehearsal();
    lobby.ifPresent(builder::lobby);
    settings = builder.build();
  }

  /**
   * Plays the session through without a lobby, unless this process has done so before; waits for
   * whoever is at it.
   */
  static void once() {
    FIRST.await();
  }

  /**
   * Plays the session through.
   *
   * @param lobby through which, or without one
   * @return whether it came to its end; what is not rehearsed will work, only not as fast
   */
  static boolean run(Optional<URI> lobby) {
    Rehearsal rehearsal = new Rehearsal(lobby);
    try {
      return rehearsal.play();
    } catch (BatonException | RuntimeException e) {
      // No socket to be had, a session that ended unasked, or a defect: none concerns the game.
      SessionLog.rehearsalFailed(e);
      return false;
    } finally {
      rehearsal.sessions.forEach(LiveSession::die);
    }
  }

  private boolean play() throws BatonException {
    sessions.add(SessionStart.host(settings, new Game(), TICKS_A_SECOND));
    LiveSession<Integer> first = sessions.getFirst();
    String way = first.joinCode().map(JoinCode::text).orElse(first.invitation().text());
    boolean well = true;
    while (well && sessions.size() < PEERS) {
      well = join(way);
    }
    well = well && playUntil(this::allAreReady);
    if (lobby.isEmpty()) {
      sessions.forEach(session -> desks.put(session, desk(session)));
    }
    int times = lobby.isPresent() ? PEERS : HAND_OVERS;
    for (int i = 0; i < times && well; i++) {
      well = handOver(sessions.get(i % PEERS), sessions.get((i + 1) % PEERS));
    }
    return well && loseHost();
  }

  /** Joins beside the others' game, since a joiner waits for its first state. */
  private boolean join(String way) {
    Joining<Integer> joining = new Joining<>(() -> SessionStart.join(way, settings, new Game()));
    boolean joined = false;
    try {
      joined = playUntil(joining::isDone) && joining.take().map(sessions::add).orElse(false);
    } finally {
      if (!joined) {
        joining.giveUp();
      }
    }
    return joined;
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

  private boolean loseHost() {
    LiveSession<Integer> host =
        sessions.stream().filter(LiveSession::isHost).findFirst().orElseThrow();
    Invitation last = host.invitation();
    host.die();
    sessions.remove(host);
    desks.remove(host);
    // First by what the operating system says of the host's port, then what a lobby would say.
    boolean replaced = playUntil(() -> sessions.stream().anyMatch(LiveSession::isHost));
    tell(last, new LobbyEvent.MemberConnection(last.host().key(), false));
    tell(last, new LobbyEvent.HostChanged(Epoch.FIRST, last.host()));
    return replaced && playUntil(someTicks());
  }

  private void tell(Invitation last, LobbyEvent event) {
    LobbyNotice notice = new LobbyNotice.Event(last.session(), 1, event);
    desks.forEach((session, desk) -> session.driver().ask(() -> desk.notice(notice)));
  }

  /** The side of a lobby that is in this process, without the lobby. */
  private static LobbyDesk desk(LiveSession<Integer> session) {
    SessionDriver driver = session.driver();
    Invitation way = session.invitation();
    LobbyNotice granted =
        new LobbyNotice.JoinGranted(
            1, way.session(), Epoch.FIRST, way.host(), Bytes.EMPTY, Bytes.EMPTY, 0);
    dev.baton.lobbycore.SessionSettings asked =
        new dev.baton.lobbycore.SessionSettings("rehearsal", PEERS, true, false);
    Endpoint endpoint = new Endpoint("127.0.0.1", driver.localPort());
    LobbyDesk.Wish wish = new LobbyDesk.Wish(Optional.empty(), asked, endpoint);
    LobbyDesk desk = new LobbyDesk(driver, FlightRecorder.off(), wish);
    driver.ask(
        () -> {
          driver.lobby(desk);
          desk.notice(granted);
          desk.opened();
        });
    return desk;
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
