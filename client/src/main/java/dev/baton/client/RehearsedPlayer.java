package dev.baton.client;

import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.replication.Scope;
import dev.baton.transport.Link;
import dev.baton.transport.Loop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The data plane of one peer in a {@link Rehearsal}: the real one, with links that lead to another
 * such player, a loop that is turned by hand, and a game that is nothing but bytes.
 */
final class RehearsedPlayer implements StateExchange.Surroundings {

  private static final int STATE_BYTES = 2048;
  private static final int INPUT_BYTES = 8;

  private final PeerId self;
  private final PeerKey key;
  private final TableSnapshot table;
  private final HandLoop loop = new HandLoop();
  private final PeerLinks links = new PeerLinks();
  private final GameInbox inbox = new GameInbox(FlightRecorder.off());
  private final InputQueue submitted = new InputQueue(StateExchange.JOURNAL_INPUTS, INPUT_BYTES);
  private final StateExchange exchange;
  private final byte[] game = new byte[STATE_BYTES];
  private StateId held = StateId.NONE;
  private boolean seated;

  RehearsedPlayer(PeerId self, PeerKey key, TableSnapshot table) {
    this.self = self;
    this.key = key;
    this.table = table;
    SessionParts parts = new SessionParts(loop, links, inbox, FlightRecorder.off(), new Counters());
    exchange =
        new StateExchange(
            parts, this, new StateExchange.Game(STATE_BYTES, INPUT_BYTES, false, submitted));
    links.tableChanged(table, self);
  }

  void connect(RehearsedPlayer other) {
    links.opened(new ShortLink(other));
  }

  void host(Epoch epoch) {
    exchange.becomeHost(self, epoch, held, table);
  }

  void follow(RehearsedPlayer host, Epoch epoch) {
    StateExchange.Follow whom = new StateExchange.Follow(epoch, host.self, StateId.NONE);
    exchange.followHost(self, host.key, whom, table);
  }

  /** Does what is due on the loop and in the game. */
  void turn() {
    loop.turn();
    StateSlot state = inbox.takeState();
    if (state != null) {
      state.content().get(game, 0, state.content().remaining());
    }
    TickWork work = inbox.takeWork();
    if (work != null) {
      game[(int) work.tick % STATE_BYTES]++;
      work.output(Scope.COMPLETE).clear().put(game, 0, STATE_BYTES / 2);
      work.output(Scope.VISIBLE).clear().put(game, 0, STATE_BYTES / 4);
      work.giveBack.run();
    }
    if (seated && held.tick().value() % 2 == 0) {
      submitted.offer(ByteBuffer.allocate(INPUT_BYTES));
      exchange.takeSubmitted();
    }
  }

  StateId held() {
    return held;
  }

  void stop() {
    exchange.stop();
  }

  @Override
  public boolean mayHost() {
    return true;
  }

  @Override
  public void stateAdvanced(StateId complete, StateId visible, StateId safe) {
    held = complete;
  }

  @Override
  public void stateFetched(StateId state, boolean wasHeld) {
    throw new IllegalStateException("nothing is fetched in a rehearsal: " + state);
  }

  @Override
  public void seated(long lastSequence) {
    seated = true;
  }

  @Override
  public long hostPathNs() {
    return 0;
  }

  /** A link to another player in this process. */
  private final class ShortLink implements Link {

    private final RehearsedPlayer other;

    ShortLink(RehearsedPlayer other) {
      this.other = other;
    }

    @Override
    public PeerKey remoteKey() {
      return other.key;
    }

    @Override
    public Endpoint remoteEndpoint() {
      return new Endpoint("127.0.0.1", 1);
    }

    @Override
    public boolean dialled() {
      return true;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean sendDatagram(ByteBuffer datagram) {
      ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip();
      other.loop.execute(() -> other.exchange.packet(self, key, copy));
      return true;
    }

    @Override
    public boolean sendControl(ByteBuffer message) {
      return true;
    }

    @Override
    public boolean sendBulk(ByteBuffer blob) {
      return true;
    }

    @Override
    public void close(int code, String reason) {}
  }

  private static final class HandLoop implements Loop {

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>();

    private record Later(long dueNs, Runnable task) implements Comparable<Later> {
      @Override
      public int compareTo(Later that) {
        return Long.compare(dueNs, that.dueNs);
      }
    }

    void turn() {
      for (int left = tasks.size(); left > 0; left--) {
        Optional.ofNullable(tasks.poll()).ifPresent(Runnable::run);
      }
      for (int left = later.size(); left > 0; left--) {
        Later next = later.peek();
        if (next == null || next.dueNs - nowNs() > 0) {
          return;
        }
        later.remove(next);
        next.task.run();
      }
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return scheduleNs(delay.toNanos(), task);
    }

    @Override
    public Timer scheduleNs(long delayNs, Runnable task) {
      Later entry = new Later(nowNs() + delayNs, task);
      later.add(entry);
      return () -> later.remove(entry);
    }

    @Override
    public long nowNs() {
      return System.nanoTime();
    }

    @Override
    public boolean isHere() {
      return true;
    }
  }
}
