package dev.baton.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The processes of a run: the lobby, and the peers of the session, the ended ones included.
 *
 * <p>Confined to one thread, but for {@link #killAll}.
 */
final class Fleet {

  private static final Duration LATELY = Duration.ofMillis(600);

  private final Board board;
  private final long untilNs;
  private final Duration stepLimit;
  private final List<ChildProcess> children = new ArrayList<>();
  private final List<PeerProcess> playing = new ArrayList<>();
  private final List<PeerProcess> all = new ArrayList<>();

  Fleet(Board board, RunPlan.Pace pace) {
    this.board = board;
    this.stepLimit = pace.step();
    this.untilNs = System.nanoTime() + pace.total().toNanos();
  }

  void add(ChildProcess child) {
    synchronized (children) {
      children.add(child);
    }
  }

  void add(PeerProcess peer) {
    add(peer.child());
    playing.add(peer);
    all.add(peer);
  }

  /** That peer plays no more. */
  void lost(PeerProcess peer) {
    playing.remove(peer);
  }

  /** Those who should be in the session. */
  List<PeerProcess> playing() {
    return List.copyOf(playing);
  }

  /** Those and the earlier ones. */
  List<PeerProcess> all() {
    return List.copyOf(all);
  }

  int latestEpoch() {
    return playing.stream().mapToInt(peer -> peer.view().epoch()).max().orElse(0);
  }

  /** Whom all that play, and are not stopped, follow; empty while they disagree. */
  Optional<PeerProcess> host() {
    int epoch = latestEpoch();
    List<Integer> hosts =
        playing.stream()
            .filter(peer -> !peer.isStopped())
            .map(peer -> peer.view().epoch() == epoch ? peer.view().host() : 0)
            .distinct()
            .toList();
    return hosts.size() == 1
        ? playing.stream().filter(peer -> peer.number() == hosts.getFirst()).findFirst()
        : Optional.empty();
  }

  /** Whether all follow one host among them, see the same ticks go by, and know of each other. */
  boolean agrees() {
    List<Integer> numbers = playing.stream().map(PeerProcess::number).sorted().toList();
    return host().isPresent()
        && playing.stream()
            .allMatch(peer -> peer.advances(LATELY) && peer.view().present().equals(numbers));
  }

  /** Waits until all agree, and have done so for {@code time} on end. */
  void awaitAgreement(Duration time, String what) throws CommandFailure, InterruptedException {
    boolean held = false;
    while (!held) {
      await(this::agrees, what);
      held = !board.await(() -> !agrees() || anyGone(), time);
    }
  }

  /**
   * Waits for a condition.
   *
   * @param what the condition is, for the message of its failure
   */
  void await(BooleanSupplier condition, String what) throws CommandFailure, InterruptedException {
    long leftNs = Math.max(0, untilNs - System.nanoTime());
    boolean lastChance = leftNs < stepLimit.toNanos();
    Duration limit = lastChance ? Duration.ofNanos(leftNs) : stepLimit;
    boolean held = board.await(() -> condition.getAsBoolean() || anyGone(), limit);
    if (anyGone()) {
      throw broken("a process ended while the run waited until " + what);
    }
    if (!held) {
      throw broken(
          "after %.1f s%s still waiting until %s"
              .formatted(limit.toMillis() / 1e3, lastChance ? ", at --timeout," : "", what));
    }
  }

  private boolean anyGone() {
    return playing.stream().anyMatch(peer -> !peer.child().isAlive());
  }

  /** A failure that tells what each process said last. */
  CommandFailure broken(String what) {
    StringBuilder text = new StringBuilder(what);
    synchronized (children) {
      for (ChildProcess child : children) {
        text.append("\n  ").append(child.name());
        child.exitCode().ifPresent(code -> text.append(", ended with code ").append(code));
        text.append(", said last:");
        child.lastWords().forEach(line -> text.append("\n    ").append(line));
      }
    }
    return new CommandFailure(ExitCode.BROKEN_OFF, text.toString());
  }

  /** SIGKILL for all that live; may be called by any thread. */
  void killAll() {
    synchronized (children) {
      children.forEach(ChildProcess::kill);
    }
  }
}
