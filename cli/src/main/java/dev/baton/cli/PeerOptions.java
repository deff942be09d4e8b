package dev.baton.cli;

import dev.baton.client.SessionSettings;
import dev.baton.core.Durability;
import dev.baton.demo.PeerGame;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a peer of the demo game, whether it creates a session or joins one. */
final class PeerOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin Shape shape = new Shape();

  @Option(
      names = "--lobby",
      paramLabel = "URI",
      defaultValue = LobbyCommand.DEFAULT_URI,
      description = "The lobby to play through; by default ${DEFAULT-VALUE}.")
  URI lobby;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "bot",
      description = "What the peer calls itself, 1 to 64 characters; by default ${DEFAULT-VALUE}.")
  String name;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "The local address to listen on; by default ${DEFAULT-VALUE}, that is, all.")
  String bind;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Where the peer's key is kept; made if missing. By default in memory only.")
  @Nullable Path key;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Where to write the flight recorder; the file must not exist yet.")
  @Nullable Path record;

  @Option(
      names = "--record-arrivals",
      description = "The flight recorder says of each packet that one arrived, too.")
  boolean recordArrivals;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the bot, the arena and the bad network; by default ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--durability",
      paramLabel = "LEVEL",
      defaultValue = "standby",
      converter = DurabilityOption.class,
      description =
          "When an input is safe in a session that is created: fast (once applied), standby or"
              + " standby:K (once 1 or K standbys hold it).")
  Durability durability;

  @Option(names = "--idle", description = "Nobody plays: the player stands still.")
  boolean idle;

  @Option(names = "--watch", description = "Draw the arena in the terminal, four times a second.")
  boolean watch;

  @Option(names = "--json", description = "Say each event as one line of JSON.")
  boolean json;

  @Option(
      names = "--control",
      description =
          "Take commands from standard input, one a line: status, handover [PEER], leave,"
              + " terminate, quit. The peer leaves when standard input ends.")
  boolean control;

  @Option(names = "--status-ms", hidden = true, defaultValue = "1000")
  int statusMs;

  private int port;
  private int rateHz = 60;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The UDP port to listen on, 0 to 65535; by default 0, that is, any free one.")
  void port(int value) {
    port = Range.check(spec, "--port", value, 0, 65_535);
  }

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description = "Ticks a second of a session that is created, and inputs a second of the bot.")
  void rate(int value) {
    rateHz = Range.check(spec, "--rate", value, 1, 240);
  }

  PeerGame.Play play() {
    return new PeerGame.Play(seed, rateHz, !idle);
  }

  /** The settings that these options ask for. */
  SessionSettings settings(boolean throughLobby) {
    try {
      SessionSettings.Builder settings =
          SessionSettings.builder()
              .playerName(name)
              .peersMax(64)
              .bindAddress(bind)
              .port(port)
              .rateHz(rateHz)
              .durability(durability)
              .conditions(shape.conditions(seed));
      if (throughLobby) {
        settings.lobby(lobby);
      }
      if (key != null) {
        settings.identityFile(key);
      }
      if (record != null) {
        settings.recorder(record).recordArrivals(recordArrivals);
      }
      return settings.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
