package dev.baton.cli;

import dev.baton.lobby.LobbyConfig;
import dev.baton.lobby.LobbyKey;
import dev.baton.lobby.LobbyServer;
import dev.baton.lobby.LobbyStartException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton lobby}: runs a lobby until it is interrupted. */
@Command(
    name = "lobby",
    description = {
      "Runs a lobby until it is interrupted.",
      "It introduces peers to each other by join codes, and votes as witness when a host is lost.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LobbyCommand implements Callable<Integer> {

  /** Where a lobby listens that was told nothing else. */
  static final int DEFAULT_PORT = 7766;

  /** The address of such a lobby, for peers on the same machine. */
  static final String DEFAULT_URI = "http://127.0.0.1:" + DEFAULT_PORT;

  @Spec private CommandSpec spec;
  @Mixin private Shape shape;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "The address to listen on; by default ${DEFAULT-VALUE}, that is, all.")
  private String bind;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Where the lobby's key is kept; made if missing. By default in memory only.")
  private @Nullable Path key;

  @Option(names = "--json", description = "Say where it listens as one line of JSON.")
  private boolean json;

  @Option(names = "--control", description = "End when standard input ends.")
  private boolean control;

  private int port = DEFAULT_PORT;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The TCP port to listen on, 0 for any free one; by default " + DEFAULT_PORT + ".")
  void port(int value) {
    port = Range.check(spec, "--port", value, 0, 65_535);
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    try (LobbyServer lobby = start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(lobby::close, "close-lobby"));
      sayWhere(lobby);
      if (control) {
        awaitEndOfInput();
      } else {
        interrupted.await();
      }
    }
    return ExitCode.OK.number();
  }

  private LobbyServer start() throws CommandFailure {
    LobbyConfig config =
        LobbyConfig.loopback().at(bind, port).with(shape.lobbyConditions(1)).with(key());
    try {
      return LobbyServer.start(config);
    } catch (LobbyStartException e) {
      throw failure(e);
    }
  }

  private LobbyKey key() throws CommandFailure {
    try {
      return key == null ? LobbyKey.create() : LobbyKey.loadOrCreate(key);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.BAD_IDENTITY,
          "%s (check the key file, or remove it to get a new key)".formatted(e.getMessage()));
    }
  }

  /** The failure to start as an exit code. */
  static CommandFailure failure(LobbyStartException e) {
    ExitCode code =
        switch (e.kind()) {
          case PORT_IN_USE -> ExitCode.PORT_IN_USE;
          case FORBIDDEN, NO_SUCH_ADDRESS, OTHER -> ExitCode.BAD_ADDRESS;
        };
    return new CommandFailure(code, String.valueOf(e.getMessage()));
  }

  /** Where peers on this machine reach it. */
  static URI uri(LobbyServer lobby) {
    URI socket = lobby.uri();
    return URI.create("http://" + socket.getRawAuthority());
  }

  private void sayWhere(LobbyServer lobby) {
    URI uri = uri(lobby);
    String line =
        json
            ? JsonText.of("listening").put("uri", uri.toString()).put("port", lobby.port()).line()
            : "The lobby listens at %s ; host a session by: baton peer host --lobby %s"
                .formatted(uri, uri);
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private static void awaitEndOfInput() throws CommandFailure {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.BROKEN_OFF, "standard input broke: " + e.getMessage());
    }
  }
}
