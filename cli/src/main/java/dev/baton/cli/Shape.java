package dev.baton.cli;

import dev.baton.lobby.LobbyConditions;
import dev.baton.transport.LinkConditions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options by which a command makes its network worse than it is. */
final class Shape {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private int rttMs;
  private int jitterMs;
  private double lossPercent;

  @Option(names = "--rtt", paramLabel = "MS", description = "Round trip to add, 0 to 10000.")
  void rtt(int value) {
    rttMs = Range.check(spec, "--rtt", value, 0, 10_000);
  }

  @Option(
      names = "--jitter",
      paramLabel = "MS",
      description = "The most that chance adds to a packet's delay, 0 to 10000.")
  void jitter(int value) {
    jitterMs = Range.check(spec, "--jitter", value, 0, 10_000);
  }

  @Option(
      names = "--loss",
      paramLabel = "PERCENT",
      description = "How many packets are lost, 0 to 50.")
  void loss(double value) {
    lossPercent = Range.percent(spec, "--loss", value);
  }

  int rttMs() {
    return rttMs;
  }

  int jitterMs() {
    return jitterMs;
  }

  double lossPercent() {
    return lossPercent;
  }

  boolean isNone() {
    return conditions(1).areNone();
  }

  LinkConditions conditions(long seed) {
    return LinkConditions.of(
        Duration.ofMillis(rttMs), Duration.ofMillis(jitterMs), lossPercent, seed);
  }

  LobbyConditions lobbyConditions(long seed) {
    return new LobbyConditions(
        Duration.ofMillis(rttMs), Duration.ofMillis(jitterMs), lossPercent, seed);
  }

  /** The same options for another process. */
  List<String> arguments() {
    return List.of("--rtt", "" + rttMs, "--jitter", "" + jitterMs, "--loss", "" + lossPercent);
  }

  @Override
  public String toString() {
    return isNone()
        ? "loopback"
        : String.format(
            Locale.ROOT, "RTT %d ms, jitter %d ms, loss %.1f %%", rttMs, jitterMs, lossPercent);
  }
}
