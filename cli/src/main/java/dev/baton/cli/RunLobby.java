package dev.baton.cli;

import dev.baton.client.Baton;
import dev.baton.lobby.LobbyConfig;
import dev.baton.lobby.LobbyServer;
import dev.baton.lobby.LobbyStartException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The lobby of a run, on any free port of the loopback address: in this process, or, where it is to
 * be killed, in a process of its own.
 */
final class RunLobby implements AutoCloseable {

  private final URI uri;
  private final Runnable end;

  private RunLobby(URI uri, Runnable end) {
    this.uri = uri;
    this.end = end;
  }

  /** Starts the lobby and waits until it listens. */
  static RunLobby open(RunPlan plan, Board board, Fleet fleet)
      throws CommandFailure, InterruptedException {
    return plan.lobbyDown() ? apart(plan, board, fleet) : here(plan);
  }

  private static RunLobby here(RunPlan plan) throws CommandFailure {
    RunPlan.Play play = plan.play();
    try {
      LobbyServer server =
          LobbyServer.start(LobbyConfig.loopback().with(play.shape().lobbyConditions(play.seed())));
      // A lobby is older than a session, as a rule. What a new one does for the first time takes
      // the processor from peers that share it.
      Baton.rehearse(LobbyCommand.uri(server));
      return new RunLobby(LobbyCommand.uri(server), server::close);
    } catch (LobbyStartException e) {
      throw LobbyCommand.failure(e);
    }
  }

  private static RunLobby apart(RunPlan plan, Board board, Fleet fleet)
      throws CommandFailure, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("lobby", "--json", "--bind", "127.0.0.1", "--port", "0"));
    arguments.add("--control");
    arguments.addAll(plan.play().shape().arguments());
    AtomicReference<String> address = new AtomicReference<>("");
    ChildProcess child =
        ChildProcess.start(
            "the lobby",
            JavaCommand.of(arguments),
            board,
            line -> address.set(line.path("uri").asText()));
    fleet.add(child);
    fleet.await(() -> !address.get().isEmpty() || !child.isAlive(), "the lobby listens");
    if (address.get().isEmpty()) {
      throw fleet.broken("the lobby did not start");
    }
    return new RunLobby(URI.create(address.get()), child::kill);
  }

  /** Where peers connect. */
  URI uri() {
    return uri;
  }

  /** Ends it; SIGKILL where it has a process of its own. */
  void kill() {
    end.run();
  }

  @Override
  public void close() {
    end.run();
  }
}
