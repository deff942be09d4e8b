package dev.baton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Digest;
import dev.baton.core.Durability;
import dev.baton.core.Endpoint;
import dev.baton.core.Epoch;
import dev.baton.core.Hint;
import dev.baton.core.NoMajorityPolicy;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.Rules;
import dev.baton.core.Seat;
import dev.baton.core.SessionId;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.TableVersion;
import dev.baton.core.Tick;
import dev.baton.replication.Scope;
import dev.baton.transport.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A tick on its way to the game's thread and back, while the role of this peer changes. */
class DataPlaneTest implements DataPlane.Wishes {

  private static final PeerId SELF = new PeerId(1);
  private static final PeerId OTHER = new PeerId(2);
  private static final PeerKey OTHER_KEY = PeerKey.of(Bytes.of(new byte[] {2}));
  private static final StateId FIRST_STATE = new StateId(Epoch.FIRST, new Tick(1));
  private static final Epoch SECOND = new Epoch(2);
  private static final Epoch THIRD = new Epoch(3);

  private final LoopByHand loop = new LoopByHand();
  private final GameInbox inbox = new GameInbox(FlightRecorder.off());
  private final Counters counters = new Counters();
  private final DataPlane plane =
      new DataPlane(
          new SessionParts(loop, new PeerLinks(), inbox, FlightRecorder.off(), counters),
          this,
          new DataPlane.Game(1024, 4, true, new InputQueue(16, 4)));

  private static final TableSnapshot TABLE =
      new TableSnapshot(
          new SessionId(1, 2),
          TableVersion.EMPTY,
          Digest.ZERO,
          2,
          List.of(
              new Seat(
                  SELF,
                  Bytes.of(new byte[] {1}),
                  "self",
                  new Endpoint("127.0.0.1", 1),
                  true,
                  1,
                  Bytes.EMPTY,
                  Hint.WORST)),
          List.of(),
          new Rules(
              true,
              Durability.DEFAULT,
              1,
              240,
              2,
              List.of(new Rules.NoMajorityStep(NoMajorityPolicy.END, 0)),
              Optional.empty()),
          false,
          Bytes.EMPTY);

  private void becomeHost(Epoch epoch, StateId resume) {
    plane.becomeHost(SELF, epoch, resume, TABLE);
  }

  private void follow(Epoch epoch, StateId resume) {
    plane.followHost(SELF, OTHER_KEY, new DataPlane.Follow(epoch, OTHER, resume), TABLE);
  }

  /** The game's thread takes the tick that is due, once it is. */
  private TickWork taken() {
    long limitNs = System.nanoTime() + TestPeer.LIMIT.toNanos();
    TickWork work = inbox.takeWork();
    while (work == null && System.nanoTime() < limitNs) {
      loop.run();
      work = inbox.takeWork();
    }
    return Objects.requireNonNull(work);
  }

  private static void compute(TickWork work) {
    work.output(Scope.COMPLETE).clear().putLong(work.tick);
    work.giveBack.run();
  }

  @Test
  void aTickThatTheGameComputedIsWhatItShows() {
    becomeHost(Epoch.FIRST, StateId.NONE);
    TickWork work = taken();
    assertThat(work.joined).containsExactly(SELF);
    assertThat(work.tick).isEqualTo(1);
    compute(work);

    assertThat(counters.ticksProduced).isEqualTo(1);
    assertThat(inbox.showsWhole(FIRST_STATE)).isTrue();
  }

  @Test
  void aTickThatTheGameIsAtWhenItsHostIsReplacedComesToNothing() {
    becomeHost(Epoch.FIRST, StateId.NONE);
    compute(taken());
    TickWork old = taken();
    follow(SECOND, FIRST_STATE);
    compute(old);

    assertThat(counters.ticksProduced).isEqualTo(1);
    assertThat(inbox.showsWhole(FIRST_STATE)).isFalse();

    becomeHost(THIRD, FIRST_STATE);
    TickWork next = taken();
    assertThat(next).isNotSameAs(old);
    assertThat(next.loadFirst.isFilled()).isTrue();
    compute(old);
    assertThat(counters.ticksProduced).isEqualTo(1);
    compute(next);
    assertThat(counters.ticksProduced).isEqualTo(2);
  }

  @Test
  void aTickThatTheGameIsAtWhenItBecomesHostAnewIsNotGivenToItAgain() {
    becomeHost(Epoch.FIRST, StateId.NONE);
    compute(taken());
    TickWork old = taken();
    becomeHost(SECOND, FIRST_STATE);
    TickWork next = taken();
    assertThat(next).isNotSameAs(old);
    compute(old);
    assertThat(counters.ticksProduced).isEqualTo(1);
  }

  @Test
  void aTickThatTheGameHasNotTakenYetIsTakenBackAndItsStateStands() {
    becomeHost(Epoch.FIRST, StateId.NONE);
    compute(taken());
    TickWork old = taken();
    inbox.offer(old);
    becomeHost(SECOND, FIRST_STATE);

    TickWork next = taken();
    assertThat(next).isSameAs(old);
    assertThat(next.tick).isEqualTo(2);
    assertThat(next.loadFirst.isFilled()).isFalse();
    compute(next);
    assertThat(inbox.showsWhole(new StateId(SECOND, new Tick(2)))).isTrue();
  }

  @Override
  public boolean mayHost() {
    return true;
  }

  @Override
  public void stateAdvanced(StateId complete, StateId visible, StateId safe) {}

  @Override
  public void stateFetched(StateId state, boolean held) {}

  @Override
  public void seated(long lastSequence) {}

  @Override
  public long hostPathNs() {
    return 0;
  }

  /** Runs the latest timer that was set, each time that a test says so. */
  private static final class LoopByHand implements Loop {

    private Runnable timer = () -> {};

    void run() {
      timer.run();
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return scheduleNs(delay.toNanos(), task);
    }

    @Override
    public Timer scheduleNs(long delayNs, Runnable task) {
      timer = task;
      return () -> {
        if (timer == task) {
          timer = () -> {};
        }
      };
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
