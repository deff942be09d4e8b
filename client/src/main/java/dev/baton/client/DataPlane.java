package dev.baton.client;

import dev.baton.core.Epoch;
import dev.baton.core.PeerId;
import dev.baton.core.PeerKey;
import dev.baton.core.StateId;
import dev.baton.core.TableSnapshot;
import dev.baton.core.Tick;
import dev.baton.replication.DueTick;
import dev.baton.replication.GameSide;
import dev.baton.replication.MalformedPacket;
import dev.baton.replication.ReplicationLimits;
import dev.baton.replication.Rewind;
import dev.baton.replication.Scope;
import dev.baton.replication.StateExchange;
import dev.baton.replication.StateImage;
import dev.baton.replication.Submission;
import dev.baton.replication.Surroundings;
import dev.baton.transport.Loop;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the exchange of states and inputs in a real process: the links, the loop's timers,
 * the way to the game's thread, the recorder and the counters. Confined to the driver's thread.
 */
final class DataPlane implements Surroundings, GameSide {

  /** What the data plane needs of the driver. */
  interface Wishes {

    /** Whether this peer may send as host now. */
    boolean mayHost();

    /** How far the states are; the machine is to know. */
    void stateAdvanced(StateId complete, StateId visible, StateId safe);

    /** A complete state that was asked for is here, or does not come. */
    void stateFetched(StateId state, boolean held);

    /** This peer's player is in the state that it holds, so that its inputs have numbers. */
    void seated(long lastSequence);

    /** How long a state of the present host is on its way. */
    long hostPathNs();
  }

  /**
   * What the data plane must know of the game.
   *
   * @param stateBytesMax the largest state
   * @param inputBytesMax the longest input
   * @param scopesAreEqual whether the visible state is the complete one
   * @param submitted where the own player's inputs come from
   */
  record Game(int stateBytesMax, int inputBytesMax, boolean scopesAreEqual, InputQueue submitted) {}

  private final SessionParts parts;
  private final Wishes driver;
  private final InputQueue submitted;
  private final int stateBytesMax;
  private final StateExchange exchange;
  private final Runnable wake = this::wake;
  private TickWork work;
  private Loop.@Nullable Timer timer;
  private volatile long safeSequence;

  DataPlane(SessionParts parts, Wishes driver, Game game) {
    this.parts = parts;
    this.driver = driver;
    submitted = game.submitted;
    stateBytesMax = game.stateBytesMax;
    ReplicationLimits limits = ReplicationLimits.ofGame(stateBytesMax, game.inputBytesMax);
    exchange = new StateExchange(this, this, limits, game.scopesAreEqual);
    work = new TickWork(stateBytesMax);
  }

  StateExchange exchange() {
    return exchange;
  }

  // What the machine orders, where this side has a part in it.

  void becomeHost(PeerId self, Epoch epoch, StateId resume, TableSnapshot table) {
    takeBack();
    parts.recorder().host(epoch, resume);
    exchange.becomeHost(self, epoch, resume, table, System.nanoTime());
  }

  void followHost(PeerId self, PeerKey newHost, Follow follow, TableSnapshot table) {
    takeBack();
    parts.recorder().follow(follow.epoch(), follow.host(), follow.resume());
    exchange.followHost(
        self,
        new StateExchange.Follow(follow.epoch(), newHost, follow.resume()),
        table,
        System.nanoTime());
  }

  /** Whom to follow from now on, and from which state. */
  record Follow(Epoch epoch, PeerId host, StateId resume) {}

  /** What the game has not taken yet belongs to a host that is no more. */
  private void takeBack() {
    boolean workIsOut = exchange.isTickOut();
    if (parts.inbox().takeBack() == null && workIsOut) {
      // The game is at it; what it computes is of no use, and comes back when it likes.
      parts.inbox().noteSpoilt();
      work = new TickWork(stateBytesMax);
    }
  }

  void stop() {
    exchange.stop();
    if (timer != null) {
      timer.cancel();
    }
  }

  // Own inputs.

  /** The game's thread has submitted inputs. */
  void takeSubmitted() {
    submitted.drainTo(this::submit);
    if (exchange.follows()) {
      parts.recorder().flush();
      exchange.sendInputs();
    }
  }

  private void submit(ByteBuffer input) {
    Submission submission = exchange.submit(input);
    if (submission != Submission.TAKEN) {
      throw new IllegalStateException("an input was numbered but not taken: " + submission);
    }
  }

  /** The last own input that is safe. From any thread. */
  long safeSequence() {
    return safeSequence;
  }

  // What surrounds the exchange.

  @Override
  public boolean mayHost() {
    return driver.mayHost();
  }

  @Override
  public void stateAdvanced(StateId complete, StateId visible, StateId safe) {
    driver.stateAdvanced(complete, visible, safe);
  }

  @Override
  public void stateFetched(StateId state, boolean held) {
    driver.stateFetched(state, held);
  }

  @Override
  public long hostPathNs() {
    return driver.hostPathNs();
  }

  @Override
  public boolean isReachable(PeerKey peer) {
    return parts.links().isReachable(peer);
  }

  @Override
  public void sendDatagram(PeerKey to, ByteBuffer packet) {
    parts.links().sendData(to, packet, System.nanoTime());
  }

  @Override
  public void sendBulk(PeerKey to, ByteBuffer whole) {
    parts.links().sendBulk(to, whole, System.nanoTime());
  }

  @Override
  public void askForState(PeerKey from, StateId state) {
    ByteBuffer wanted = PeerFrames.stateFrame(PeerFrames.STATE_WANTED, state);
    parts.links().sendControl(from, wanted, System.nanoTime());
  }

  @Override
  public void denyState(PeerKey to, StateId state) {
    ByteBuffer missing = PeerFrames.stateFrame(PeerFrames.STATE_MISSING, state);
    parts.links().sendControl(to, missing, System.nanoTime());
  }

  @Override
  public void wakeAt(long atNs) {
    if (timer != null) {
      timer.cancel();
    }
    timer = parts.loop().scheduleNs(Math.max(0, atNs - System.nanoTime()), wake);
  }

  private void wake() {
    exchange.wake(System.nanoTime());
  }

  @Override
  public void malformed(ByteBuffer packet, Optional<MalformedPacket> why) {
    parts.counters().malformed++;
  }

  // The game, which has a thread of its own.

  @Override
  public void show(StateImage newest) {
    parts.inbox().offer(newest);
  }

  @Override
  public void rewound(Epoch epoch, Rewind rewind) {
    long from = Math.min(rewind.from().value(), parts.inbox().shownTick());
    long to = rewind.to().value();
    parts.inbox().noteRewound(to);
    if (from > to) {
      parts.recorder().rewind(epoch.value(), from, to);
      parts.inbox().post(listener -> listener.onRewind(new Tick(from), new Tick(to)));
    }
  }

  @Override
  public void seated(long lastSequence) {
    driver.seated(lastSequence);
  }

  @Override
  public void safe(long sequence, boolean uncovered) {
    safeSequence = sequence;
    parts.inbox().wake();
  }

  @Override
  public void lost(long first, long last) {
    parts.recorder().lost(first, last, InputLoss.HISTORY_DISCARDED);
    parts.counters().inputsLost += last - first + 1;
    int told = ReplicationLimits.GAME_JOURNAL_INPUTS;
    for (long lost = first; lost <= last && lost - first < told; lost++) {
      long sequence = lost;
      parts.inbox().post(to -> to.onInputLost(sequence, InputLoss.HISTORY_DISCARDED));
    }
  }

  @Override
  public void resent(long inputs) {
    parts.recorder().resent(inputs);
    parts.counters().inputsResent += inputs;
  }

  @Override
  public void computeTick(DueTick due) {
    work.fill(due, this);
    StateImage load = due.loadFirst();
    if (load != null && !parts.inbox().showsWhole(load.id())) {
      work.loadFirst.fill(load);
    }
    parts.inbox().offer(work);
  }

  /** The game gives the work back. */
  void tickComputed(TickWork done, DueTick due) {
    exchange.tickComputed(due, done.states, System.nanoTime());
  }

  @Override
  public void tickCommitted(StateImage complete, @Nullable StateImage visible) {
    parts.recorder().applied(complete.epochValue(), complete.tickValue(), work.inputs);
    recordShown(complete, Scope.COMPLETE);
    if (visible != null) {
      recordShown(visible, Scope.VISIBLE);
    }
    parts.inbox().noteCommitted(complete.epochValue(), complete.tickValue());
    parts.recorder().flush();
    parts.counters().ticksProduced++;
  }

  private void recordShown(StateImage image, Scope scope) {
    parts.recorder().shown(image.epochValue(), image.tickValue(), scope, image.hash());
  }
}
