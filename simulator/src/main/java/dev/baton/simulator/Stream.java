package dev.baton.simulator;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * One direction of a TCP connection: everything arrives in order, or waits while the path is cut.
 */
final class Stream<T> {

  private static final long STALLED_AGAIN_NS = 100_000_000;

  private final Agenda agenda;
  private final Paths paths;
  private final int from;
  private final int to;
  private final Consumer<T> arrival;
  private final ArrayDeque<Sent<T>> sent = new ArrayDeque<>();
  private long clearNs;
  private boolean pumping;
  private boolean closed;

  private record Sent<T>(long atNs, T what) {}

  Stream(World world, int from, int to, Consumer<T> arrival) {
    agenda = world.agenda();
    paths = world.paths();
    this.from = from;
    this.to = to;
    this.arrival = arrival;
  }

  void send(T what, long extraNs) {
    if (!closed) {
      long delayNs = paths.reliableDelayNs(from, paths.air(from, to), 200) + extraNs;
      clearNs = Math.max(clearNs, agenda.nowNs() + delayNs);
      sent.add(new Sent<>(clearNs, what));
      pumpLater(clearNs);
    }
  }

  /** Nothing arrives any more. */
  void close() {
    closed = true;
    sent.clear();
  }

  private void pumpLater(long atNs) {
    if (!pumping) {
      pumping = true;
      agenda.at(atNs, this::pump);
    }
  }

  private void pump() {
    pumping = false;
    if (paths.isCut(from, to) || paths.isCut(to, from)) {
      pumpLater(agenda.nowNs() + STALLED_AGAIN_NS);
      return;
    }
    Sent<T> next = sent.peek();
    while (next != null && next.atNs <= agenda.nowNs()) {
      sent.remove();
      arrival.accept(next.what);
      next = sent.peek();
    }
    if (next != null) {
      pumpLater(next.atNs);
    }
  }
}
