package dev.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A peer of the demo game in a process of its own. Safe for any thread. */
final class PeerProcess {

  private final int number;
  private final Path recording;
  private final ChildProcess child;
  private volatile PeerView view = PeerView.NONE;
  private volatile boolean stopped;

  private PeerProcess(int number, Path recording, List<String> command, Board board)
      throws CommandFailure {
    this.number = number;
    this.recording = recording;
    this.child = ChildProcess.start("peer " + number, command, board, this::heard);
  }

  /**
   * Starts a peer.
   *
   * @param number the number that it will have in the session
   * @param recording where it writes its flight recorder
   * @param command what to run
   * @param board told of all news
   */
  static PeerProcess start(int number, Path recording, List<String> command, Board board)
      throws CommandFailure {
    return new PeerProcess(number, recording, command, board);
  }

  private void heard(JsonNode line) {
    view = view.after(line, System.nanoTime());
  }

  int number() {
    return number;
  }

  Path recording() {
    return recording;
  }

  ChildProcess child() {
    return child;
  }

  PeerView view() {
    return view;
  }

  /** Whether it was stopped by a signal and not yet woken. */
  boolean isStopped() {
    return stopped;
  }

  void stopped(boolean value) {
    stopped = value;
  }

  /** Whether it has told of a higher tick lately. */
  boolean advances(Duration lately) {
    long age = System.nanoTime() - view.advancedAtNs();
    return view.advancedAtNs() != 0 && age < lately.toNanos();
  }

  @Override
  public String toString() {
    return child.name();
  }
}
