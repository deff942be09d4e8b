package dev.baton.client;

import dev.baton.core.StateId;
import dev.baton.replication.Scope;
import dev.baton.replication.StateImage;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the driver's thread has for the game's: events in order, the newest state, a tick to be
 * computed. The game's thread can wait for any of it.
 *
 * <p>Bounded: a newer state takes the place of one that was not shown, there is one tick at a time,
 * and events beyond {@value #EVENTS_MAX} are dropped and counted. Safe for any thread.
 */
final class GameInbox {

  static final int EVENTS_MAX = 4096;

  private final FlightRecorder recorder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingIsDue = lock.newCondition();
  private final ArrayDeque<Consumer<SessionListener>> events = new ArrayDeque<>();

  private StateSlot pending = new StateSlot();
  private StateSlot taken = new StateSlot();
  private @Nullable TickWork work;
  private boolean alarm;
  private long eventsDropped;

  // What the game shows now: the state itself, or what it became by a tick that was committed.
  private int shownEpoch;
  private long shownTick;
  private boolean shownIsWhole;

  GameInbox(FlightRecorder recorder) {
    this.recorder = recorder;
  }

  // The driver's side.

  void post(Consumer<SessionListener> event) {
    lock.lock();
    try {
      if (events.size() < EVENTS_MAX) {
        events.add(event);
      } else {
        eventsDropped++;
      }
      somethingIsDue.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The last event of all, which is never dropped. */
  void postLast(Consumer<SessionListener> event) {
    lock.lock();
    try {
      events.add(event);
      somethingIsDue.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the game's thread for something that it looks up by itself. */
  void wake() {
    lock.lock();
    try {
      alarm = true;
      somethingIsDue.signal();
    } finally {
      lock.unlock();
    }
  }

  void offer(StateImage state) {
    lock.lock();
    try {
      if (pending.isFilled()) {
        recorder.held(pending.epoch(), pending.tick(), pending.scope(), pending.hash());
      }
      pending.fill(state);
      somethingIsDue.signal();
    } finally {
      lock.unlock();
    }
  }

  void offer(TickWork tick) {
    lock.lock();
    try {
      work = tick;
      somethingIsDue.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes back whatever the game has not taken yet: it belongs to a host that is no more. */
  @Nullable TickWork takeBack() {
    lock.lock();
    try {
      pending.clear();
      TickWork notTaken = work;
      work = null;
      return notTaken;
    } finally {
      lock.unlock();
    }
  }

  /** The game's state is now that after this tick, as the host committed it. */
  void noteCommitted(int epoch, long tick) {
    lock.lock();
    try {
      shownEpoch = epoch;
      shownTick = tick;
      shownIsWhole = true;
    } finally {
      lock.unlock();
    }
  }

  /** The game's state is not part of any history: it must be loaded anew. */
  void noteSpoilt() {
    lock.lock();
    try {
      shownIsWhole = false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the game's state is this very one, complete. */
  boolean showsWhole(StateId state) {
    lock.lock();
    try {
      return shownIsWhole
          && shownTick == state.tick().value()
          && shownEpoch == state.epoch().value();
    } finally {
      lock.unlock();
    }
  }

  /** The last tick that was shown to the game. */
  long shownTick() {
    lock.lock();
    try {
      return shownTick;
    } finally {
      lock.unlock();
    }
  }

  /** Ticks after this one did not survive. */
  void noteRewound(long tick) {
    lock.lock();
    try {
      shownTick = Math.min(shownTick, tick);
      shownIsWhole = false;
    } finally {
      lock.unlock();
    }
  }

  long eventsDropped() {
    lock.lock();
    try {
      return eventsDropped;
    } finally {
      lock.unlock();
    }
  }

  // The game's side.

  /** Waits until something is due, or until {@code limitNs} have passed. */
  void await(long limitNs) {
    lock.lock();
    try {
      long leftNs = limitNs;
      while (leftNs > 0 && !isDue()) {
        leftNs = somethingIsDue.awaitNanos(leftNs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a tick to be computed; as {@link #await}. */
  @Nullable TickWork awaitWork(long limitNs) {
    lock.lock();
    try {
      long leftNs = limitNs;
      while (leftNs > 0 && work == null) {
        leftNs = somethingIsDue.awaitNanos(leftNs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return takeWork();
  }

  private boolean isDue() {
    return !events.isEmpty() || pending.isFilled() || work != null || alarm;
  }

  @Nullable Consumer<SessionListener> takeEvent() {
    lock.lock();
    try {
      alarm = false;
      return events.poll();
    } finally {
      lock.unlock();
    }
  }

  int eventsWaiting() {
    lock.lock();
    try {
      return events.size();
    } finally {
      lock.unlock();
    }
  }

  /** The newest state, which counts as shown from here on; valid until the next call. */
  @Nullable StateSlot takeState() {
    lock.lock();
    try {
      if (!pending.isFilled()) {
        return null;
      }
      StateSlot newest = pending;
      pending = taken;
      pending.clear();
      taken = newest;
      shownEpoch = newest.epoch();
      shownTick = newest.tick();
      shownIsWhole = newest.scope() == Scope.COMPLETE;
      recorder.shown(newest.epoch(), newest.tick(), newest.scope(), newest.hash());
      return newest;
    } finally {
      lock.unlock();
    }
  }

  @Nullable TickWork takeWork() {
    lock.lock();
    try {
      TickWork due = work;
      work = null;
      return due;
    } finally {
      lock.unlock();
    }
  }
}
