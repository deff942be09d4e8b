package dev.baton.cli;

import dev.baton.client.BatonException;
import dev.baton.client.SessionSettings;
import dev.baton.demo.PeerGame;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code baton peer}: one peer of the demo game, without a window. */
@Command(
    name = "peer",
    description = "Plays the demo game without a window, as one peer of a session.",
    mixinStandardHelpOptions = true,
    subcommands = {PeerCommand.Host.class, PeerCommand.Join.class},
    footer = {
      "",
      "In three terminals, or on three machines with --lobby and addresses that fit:",
      "  baton lobby",
      "  baton peer host --watch",
      "  baton peer join CODE --watch"
    })
final class PeerCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** {@code baton peer host}. */
  @Command(
      name = "host",
      description = "Creates a session of the demo game, hosts it, and says its join code.",
      mixinStandardHelpOptions = true)
  static final class Host implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private PeerOptions options;

    @Option(
        names = "--no-lobby",
        description = "Play without a lobby: others join by the invitation that is printed.")
    private boolean noLobby;

    @Override
    public Integer call() throws CommandFailure {
      return new PeerRun(options, spec.commandLine().getOut()).play(this::open).number();
    }

    private PeerGame open() throws BatonException {
      return PeerGame.host(options.settings(!noLobby), options.play());
    }
  }

  /** {@code baton peer join}. */
  @Command(
      name = "join",
      description = "Joins a session of the demo game.",
      mixinStandardHelpOptions = true)
  static final class Join implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private PeerOptions options;

    @Parameters(
        paramLabel = "CODE",
        description = "The session's join code, or an invitation (baton:...).")
    private String code;

    @Override
    public Integer call() throws CommandFailure {
      return new PeerRun(options, spec.commandLine().getOut()).play(this::open).number();
    }

    private PeerGame open() throws BatonException {
      SessionSettings settings = options.settings(!code.startsWith("baton:"));
      try {
        return PeerGame.join(code, settings, options.play());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
  }
}
