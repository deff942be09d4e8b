package dev.baton.simulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is due when, in virtual time; what is due at the same time happens in order of entry. */
final class Agenda {

  private static final int CAPACITY_AT_START = 1024;

  private Entry[] heap = new Entry[CAPACITY_AT_START];
  private int size;
  private long entered;
  private long nowNs;
  private long done;

  /** Something that is due; can be called off. */
  static final class Entry {
    private final long atNs;
    private final long order;
    private @Nullable Runnable what;

    private Entry(long atNs, long order, Runnable what) {
      this.atNs = atNs;
      this.order = order;
      this.what = what;
    }

    void cancel() {
      what = null;
    }

    private boolean before(Entry other) {
      return atNs != other.atNs ? atNs < other.atNs : order < other.order;
    }
  }

  Agenda(long startNs) {
    nowNs = startNs;
  }

  long nowNs() {
    return nowNs;
  }

  /** How many things happened so far. */
  long done() {
    return done;
  }

  Entry at(long atNs, Runnable what) {
    Entry entry = new Entry(Math.max(atNs, nowNs), entered++, what);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    heap[size] = entry;
    up(size++);
    return entry;
  }

  Entry after(long delayNs, Runnable what) {
    return at(nowNs + delayNs, what);
  }

  /**
   * Does what is due next, if that is not later than {@code untilNs}; false if there is nothing.
   */
  boolean step(long untilNs) {
    while (size > 0 && heap[0].atNs <= untilNs) {
      Entry next = pop();
      Runnable what = next.what;
      if (what != null) {
        nowNs = next.atNs;
        done++;
        what.run();
        return true;
      }
    }
    return false;
  }

  /** Lets time pass without anything to do. */
  void passTo(long untilNs) {
    nowNs = Math.max(nowNs, untilNs);
  }

  private Entry pop() {
    Entry first = heap[0];
    Entry last = heap[--size];
    if (size > 0) {
      heap[0] = last;
      down(last);
    }
    return first;
  }

  private void up(int from) {
    Entry entry = heap[from];
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >> 1;
      if (!entry.before(heap[parent])) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  private void down(Entry entry) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1].before(heap[child])) {
        child++;
      }
      if (!heap[child].before(entry)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = entry;
  }
}
