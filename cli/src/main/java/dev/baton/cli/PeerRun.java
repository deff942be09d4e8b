package dev.baton.cli;

import dev.baton.client.BatonException;
import dev.baton.client.Peer;
import dev.baton.client.Session;
import dev.baton.client.SessionFigures;
import dev.baton.core.PeerId;
import dev.baton.demo.ArenaInput;
import dev.baton.demo.PeerGame;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Plays the demo game in this process until the session ends for this peer. */
final class PeerRun {

  private static final Duration STEP = Duration.ofMillis(20);
  private static final long PICTURE_NS = 250_000_000;
  private static final long LEAVE_LIMIT_NS = 3_000_000_000L;
  private static final String CLEAR = "\u001b[H\u001b[J";

  private final PeerOptions options;
  private final PrintWriter out;
  private final PeerVoice voice;
  private final Commands commands = new Commands();
  private final CountDownLatch over = new CountDownLatch(1);
  private long statusAtNs = System.nanoTime();
  private long pictureAtNs = System.nanoTime();
  private long leaveUntilNs;
  private boolean leaving;

  PeerRun(PeerOptions options, PrintWriter out) {
    this.options = options;
    this.out = out;
    this.voice = new PeerVoice(options.json, out);
  }

  /** Opens the session and plays to its end. */
  ExitCode play(Opening opening) throws CommandFailure {
    Thread leaveOnSignal = new Thread(this::leaveOnSignal, "leave-on-signal");
    Runtime.getRuntime().addShutdownHook(leaveOnSignal);
    try (PeerGame game = opening.open()) {
      game.session().addListener(voice);
      sayOpened(game.session());
      if (options.control) {
        commands.listen();
      }
      while (goesOn()) {
        step(game);
      }
    } catch (BatonException e) {
      throw new CommandFailure(ExitCode.of(e.problem()), String.valueOf(e.getMessage()));
    } finally {
      over.countDown();
    }
    return voice.end().map(ExitCode::of).orElse(ExitCode.OK);
  }

  private boolean goesOn() {
    boolean patient = !leaving || System.nanoTime() - leaveUntilNs < 0;
    return voice.end().isEmpty() && patient;
  }

  private void step(PeerGame game) {
    game.step(STEP);
    for (Optional<String> next = commands.next(); next.isPresent(); next = commands.next()) {
      obey(game.session(), next.get());
    }
    long nowNs = System.nanoTime();
    if (options.json && nowNs - statusAtNs >= options.statusMs * 1_000_000L) {
      statusAtNs = nowNs;
      sayStatus(game.session());
    }
    if (options.watch && nowNs - pictureAtNs >= PICTURE_NS) {
      pictureAtNs = nowNs;
      out.print(CLEAR + game.picture() + "\n");
      sayStatus(game.session());
    }
  }

  private void obey(Session<ArenaInput> session, String line) {
    String[] words = line.strip().split("\\s+");
    switch (words[0]) {
      case "" -> {}
      case "status" -> sayStatus(session);
      case "leave", "quit" -> leave(session);
      case "terminate" -> session.terminate();
      case "handover" -> handOver(session, words);
      default ->
          voice.say(
              JsonText.of("refused").put("command", line),
              "no such command: %s (status, handover [PEER], leave, terminate, quit)"
                  .formatted(line));
    }
  }

  private void handOver(Session<ArenaInput> session, String[] words) {
    try {
      Optional<PeerId> successor =
          words.length > 1 ? Optional.of(new PeerId(Integer.parseInt(words[1]))) : Optional.empty();
      session.handOver(successor);
    } catch (IllegalArgumentException e) {
      voice.say(
          JsonText.of("refused").put("command", String.join(" ", words)),
          "handover needs the number of a peer: " + words[1]);
    }
  }

  private void leave(Session<ArenaInput> session) {
    if (!leaving) {
      leaving = true;
      leaveUntilNs = System.nanoTime() + LEAVE_LIMIT_NS;
      session.leave();
    }
  }

  /** Runs when the process is asked to end; the process waits for it, for so long at most. */
  private void leaveOnSignal() {
    commands.add("leave");
    try {
      if (!over.await(LEAVE_LIMIT_NS, TimeUnit.NANOSECONDS)) {
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sayOpened(Session<ArenaInput> session) {
    String invitation = session.invitation().text();
    String code = session.joinCode().map(Object::toString).orElse("");
    String how = code.isEmpty() ? invitation : code + " --lobby " + options.lobby;
    voice.say(
        JsonText.of("open")
            .put("peer", session.self().value())
            .put("code", code)
            .put("invitation", invitation)
            .put("epoch", session.epoch().value())
            .put("host", session.host().value())
            .put("pid", ProcessHandle.current().pid()),
        "%s is in the session, %s is host; others join by: baton peer join %s"
            .formatted(session.self(), session.host(), how));
  }

  private void sayStatus(Session<ArenaInput> session) {
    SessionFigures figures = session.figures();
    var present = session.peers().stream().filter(Peer::isPresent).toList();
    voice.say(
        JsonText.of("status")
            .put("epoch", session.epoch().value())
            .put("host", session.host().value())
            .put("isHost", session.isHost())
            .put("tick", session.tick().value())
            .put("present", present.stream().map(peer -> peer.id().value()).toList())
            .put("shown", figures.statesShown())
            .put("submitted", figures.inputsSubmitted())
            .put("safe", figures.inputsSafe())
            .put("malformed", figures.malformed()),
        "%s, %s is host, %s, %d peers, %d of %d inputs safe"
            .formatted(
                session.epoch(),
                session.host(),
                session.tick(),
                present.size(),
                figures.inputsSafe(),
                figures.inputsSubmitted()));
  }

  /** Creates or joins the session. */
  interface Opening {
    PeerGame open() throws BatonException;
  }
}
