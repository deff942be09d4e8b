package dev.baton.cli;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries out a run on real processes: starts a lobby and peers, does harm to one host after the
 * other, waits each time until the others play on, and ends the session in order.
 *
 * <p>Whatever happens, no process outlives {@link #run}. For one use, by one thread.
 */
final class Orchestrator {

  private static final Duration STOPPED_AT_MOST = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final int STATUS_MS = 100;

  private final RunPlan plan;
  private final Progress progress;
  private final Board board = new Board();
  private final Fleet fleet;
  private final ProcessFigures figures = new ProcessFigures();
  private final Random chance;
  private int peersStarted;
  private String code = "";

  Orchestrator(RunPlan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
    fleet = new Fleet(board, plan.timing());
    chance = new Random(plan.play().seed());
  }

  /**
   * Carries out the plan.
   *
   * @return what was measured of the processes; the rest is in the recordings
   * @throws CommandFailure if a step did not succeed in time; the message tells who said what last
   */
  Outcome run() throws CommandFailure, InterruptedException {
    Thread killAll = new Thread(fleet::killAll, "kill-all");
    Runtime.getRuntime().addShutdownHook(killAll);
    try (FaultJournal journal = FaultJournal.create(plan.faultFile());
        Signals signals = Signals.open();
        RunLobby lobby = RunLobby.open(plan, board, fleet)) {
      startPeers(lobby.uri());
      warmUp();
      if (plan.lobbyDown()) {
        journal.record("kill", FaultJournal.LOBBY);
        lobby.kill();
        progress.say("the lobby is killed");
        board.pass(plan.timing().settle());
      }
      Harm harm = new Harm(journal, signals);
      for (Fault fault : plan.faults()) {
        harm(fault, harm);
        replaceLost(lobby.uri());
      }
      pauseOthers(harm);
      end();
    } finally {
      fleet.killAll();
    }
    Runtime.getRuntime().removeShutdownHook(killAll);
    return new Outcome(peersStarted, figures.measured());
  }

  private void startPeers(URI lobby) throws CommandFailure, InterruptedException {
    while (peersStarted < plan.peers()) {
      startPeer(lobby);
    }
  }

  private void startPeer(URI lobby) throws CommandFailure, InterruptedException {
    peersStarted++;
    PeerProcess peer =
        PeerProcess.start(
            peersStarted,
            plan.recording(peersStarted),
            JavaCommand.of(arguments(peersStarted, lobby)),
            board);
    fleet.add(peer);
    fleet.await(() -> peer.view().peer() != 0, peer + " is in the session");
    if (peer.view().peer() != peer.number()) {
      throw fleet.broken("%s was given number %d".formatted(peer, peer.view().peer()));
    }
    code = peer.view().code();
    progress.say("%s is in the session", peer);
  }

  private List<String> arguments(int number, URI lobby) {
    List<String> arguments = new ArrayList<>(List.of("peer"));
    arguments.addAll(number == 1 ? List.of("host") : List.of("join", code));
    arguments.addAll(List.of("--json", "--control", "--status-ms", "" + STATUS_MS));
    arguments.addAll(List.of("--lobby", lobby.toString(), "--name", "bot-" + number));
    arguments.addAll(List.of("--bind", "127.0.0.1"));
    arguments.addAll(List.of("--record", plan.recording(number).toString()));
    RunPlan.Play play = plan.play();
    arguments.addAll(List.of("--rate", "" + play.rateHz()));
    arguments.addAll(List.of("--seed", "" + play.seed() * 1_000 + number));
    arguments.addAll(List.of("--durability", play.durability()));
    arguments.addAll(play.shape().arguments());
    return arguments;
  }

  private void warmUp() throws CommandFailure, InterruptedException {
    fleet.awaitAgreement(Duration.ZERO, "all peers play");
    figures.begin(fleet.playing());
    fleet.awaitAgreement(plan.timing().warmUp(), "all peers play");
    figures.take(fleet.playing());
    progress.say("%d peers play; %s is host", fleet.playing().size(), presentHost());
  }

  private PeerProcess presentHost() throws CommandFailure {
    return fleet.host().orElseThrow(() -> fleet.broken("the peers follow different hosts"));
  }

  private void harm(Fault fault, Harm harm) throws CommandFailure, InterruptedException {
    fleet.awaitAgreement(Duration.ZERO, "all peers follow one host");
    PeerProcess host = presentHost();
    int epoch = fleet.latestEpoch();
    awaitSomeMoment();
    switch (fault) {
      case KILL -> harm.kill(host);
      case STOP -> harm.stop(host, epoch);
      case LEAVE -> harm.leave(host);
      case HANDOVER -> harm.handOver(host);
    }
    fleet.await(
        () -> fleet.latestEpoch() > epoch && fleet.host().isPresent(),
        "the others follow a new host after %s of %s".formatted(fault.word(), host));
    fleet.awaitAgreement(
        plan.timing().settle(), "all play on after %s of %s".formatted(fault.word(), host));
    figures.take(fleet.playing());
    progress.say("%s of %s: %s is host now", fault.word(), host, presentHost());
  }

  /** Lets less than five ticks pass, so that faults meet every moment of a tick. */
  private void awaitSomeMoment() {
    long fiveTicksNs = 5_000_000_000L / plan.play().rateHz();
    long untilNs = System.nanoTime() + chance.nextLong(fiveTicksNs);
    while (System.nanoTime() - untilNs < 0) {
      LockSupport.parkNanos(untilNs - System.nanoTime());
    }
  }

  private void replaceLost(URI lobby) throws CommandFailure, InterruptedException {
    while (plan.replaced() && fleet.playing().size() < plan.peers()) {
      startPeer(lobby);
      fleet.awaitAgreement(plan.timing().settle(), "all play with the fresh peer");
      figures.begin(fleet.playing());
    }
  }

  private void pauseOthers(Harm harm) throws CommandFailure, InterruptedException {
    long untilNs = System.nanoTime() + plan.pauses().toNanos();
    int pauses = 0;
    while (System.nanoTime() - untilNs < 0) {
      board.pass(Duration.ofMillis(chance.nextLong(500, 3_000)));
      List<PeerProcess> others = new ArrayList<>(fleet.playing());
      fleet.host().ifPresent(others::remove);
      harm.pause(others.get(chance.nextInt(others.size())));
      pauses++;
      figures.take(fleet.playing());
      if (pauses % 20 == 0) {
        long leftS = Math.max(0, (untilNs - System.nanoTime()) / 1_000_000_000);
        progress.say("%d pauses; epoch %d; %d s to go", pauses, fleet.latestEpoch(), leftS);
      }
    }
    if (!plan.pauses().isZero()) {
      fleet.awaitAgreement(plan.timing().settle(), "all play on after the pauses");
    }
  }

  private void end() throws CommandFailure, InterruptedException {
    PeerProcess host = presentHost();
    List<PeerProcess> last = fleet.playing();
    host.child().tell("terminate");
    last.forEach(fleet::lost);
    for (PeerProcess peer : last) {
      if (!peer.child().awaitEnd(END_LIMIT)) {
        throw fleet.broken("%s goes on after %s terminated the session".formatted(peer, host));
      }
      if (peer.child().exitCode().orElse(0) != 0) {
        throw fleet.broken(peer + " did not end in order when the session was terminated");
      }
    }
    progress.say("%s terminated the session, and all ended in order", host);
  }

  /**
   * What a run leaves beside its recordings.
   *
   * @param peers how many peers there were in all
   * @param processes what was measured of their processes
   */
  record Outcome(int peers, ProcessFigures.Measured processes) {}

  /** The deeds, each written down before it is done. */
  private final class Harm {

    private final FaultJournal journal;
    private final Signals signals;

    Harm(FaultJournal journal, Signals signals) {
      this.journal = journal;
      this.signals = signals;
    }

    void kill(PeerProcess peer) throws CommandFailure {
      fleet.lost(peer);
      journal.record("kill", peer.number());
      peer.child().kill();
    }

    void leave(PeerProcess peer) throws CommandFailure {
      fleet.lost(peer);
      journal.record("leave", peer.number());
      peer.child().tell("leave");
    }

    void handOver(PeerProcess peer) throws CommandFailure {
      journal.record("handover", peer.number());
      peer.child().tell("handover");
    }

    /** Stops the host until the others went on without it, or for three seconds. */
    void stop(PeerProcess peer, int epoch) throws CommandFailure, InterruptedException {
      journal.record("stop", peer.number());
      signals.stop(peer.child().pid());
      peer.stopped(true);
      board.await(() -> fleet.latestEpoch() > epoch && fleet.host().isPresent(), STOPPED_AT_MOST);
      board.pass(plan.timing().settle().dividedBy(2));
      wake(peer);
    }

    /** Stops a peer for too short a time for the others to do without it. */
    void pause(PeerProcess peer) throws CommandFailure, InterruptedException {
      journal.record("pause", peer.number());
      signals.stop(peer.child().pid());
      peer.stopped(true);
      board.pass(PAUSE);
      wake(peer);
    }

    private void wake(PeerProcess peer) throws CommandFailure {
      journal.record("continue", peer.number());
      signals.wake(peer.child().pid());
      peer.stopped(false);
    }
  }
}
