package dev.baton.cli;

import dev.baton.core.Durability;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a run of several peer processes. */
final class PlayOptions {

  /** Beyond it the processes would measure each other's load rather than a migration. */
  static final int PEERS_MAX = 16;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private Shape shape = new Shape();

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      defaultValue = "kill",
      description =
          "What befalls the host: kill (SIGKILL), stop (SIGSTOP, and SIGCONT once the others went"
              + " on without it), leave, handover, or mix (each in turn). Default: kill.")
  private Fault.Choice fault;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of bots, arena, bad network and the moments of the faults. Default: 1.")
  private long seed;

  @Option(
      names = "--durability",
      paramLabel = "LEVEL",
      defaultValue = "standby",
      converter = DurabilityOption.class,
      description = "When an input is safe: fast, standby or standby:K. Default: standby.")
  private Durability durability;

  private int peers = 4;
  private int rateHz = 60;
  private int timeoutS;

  @Option(
      names = "--peers",
      paramLabel = "N",
      description = "How many peers play, each in a process of its own, 2 to 16. Default: 4.")
  void peers(int value) {
    peers = Range.check(spec, "--peers", value, 2, PEERS_MAX);
  }

  @Option(names = "--rate", paramLabel = "HZ", description = "Ticks a second. Default: 60.")
  void rate(int value) {
    rateHz = Range.check(spec, "--rate", value, 1, 240);
  }

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "The limit of the whole run. By default enough for every step's own limit.")
  void timeout(int value) {
    timeoutS = Range.check(spec, "--timeout", value, 1, 86_400);
  }

  int peers() {
    return peers;
  }

  Fault.Choice fault() {
    return fault;
  }

  RunPlan.Play play() {
    return new RunPlan.Play(rateHz, seed, DurabilityOption.text(durability), shape);
  }

  /** How long things take in a run of so many faults and so much time besides. */
  RunPlan.Pace pace(int faults, Duration besides) {
    Duration total =
        timeoutS > 0
            ? Duration.ofSeconds(timeoutS)
            : Duration.ofSeconds(120 + 30L * faults).plus(besides);
    return new RunPlan.Pace(
        Duration.ofSeconds(2), Duration.ofMillis(1_500), Duration.ofSeconds(45), total);
  }
}
