package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md 5: any order, any repetition, any death, from many seeds. */
@Tag("property")
class ChaosTest {

  @ParameterizedTest
  @ValueSource(longs = {1_000, 2_000, 3_000, 4_000})
  void oneLostHostAfterAnotherIsReplacedUnderLossAndJitter(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + 12; seed++) {
      loseHosts(seed);
    }
  }

  private static void loseHosts(long seed) {
    World world = new World(seed);
    world.start(3 + world.chanceOf(4), World.RULES);
    world.oneWayNs = world.chanceOf(60) * World.MS + 100_000;
    world.jitterNs = world.chanceOf(20) * World.MS;
    world.lossPercent = world.chanceOf(4);
    world.runFor(2_000 + world.chanceOf(17));
    int faults = 1 + world.chanceOf(3);
    for (int i = 0; i < faults && world.live().size() > 1; i++) {
      Node host = world.host();
      fault(world, host);
      world.runUntil(25_000, () -> world.healed() && world.host() != host);
      world.runFor(1_500 + world.chanceOf(1_000));
    }
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
    assertThat(world.ledger.migrations()).as(world::trace).isGreaterThanOrEqualTo(faults);
  }

  private static void fault(World world, Node host) {
    switch (world.chanceOf(4)) {
      case 0, 1 -> host.kill();
      case 2 -> {
        host.stop();
        world.at(world.nowNs + (1_200 + world.chanceOf(3_000)) * World.MS, host::resume);
      }
      default -> host.give(new Input.HandOverAsked(Optional.empty()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10_000, 20_000})
  void noMigrationWithoutAFaultUnderLossJitterAndPausesOfPeers(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + 2; seed++) {
      World world = World.of(4, seed);
      world.oneWayNs = 50 * World.MS;
      world.jitterNs = 30 * World.MS;
      world.lossPercent = 5;
      world.runFor(3_000);
      for (int i = 0; i < 60; i++) {
        List<Node> peers = world.live().stream().filter(node -> node != world.host()).toList();
        Node peer = peers.get(world.chanceOf(peers.size()));
        peer.stop();
        world.runFor(300);
        peer.resume();
        world.runFor(world.chanceOf(1_000));
      }
      assertThat(world.ledger.migrations()).as(world::trace).isZero();
      assertThat(world.ledger.violations).as(world::trace).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {30_000, 40_000})
  void whoeverDiesDuringAMigrationTheRestGoesOn(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + 25; seed++) {
      World world = World.of(5, seed);
      world.ledger.safeMustSurvive = false;
      world.oneWayNs = 2 * World.MS;
      world.jitterNs = 2 * World.MS;
      world.runFor(1_000 + world.chanceOf(17));
      world.host().kill();
      world.runFor(world.chanceOf(60));
      List<Node> live = world.live();
      live.get(world.chanceOf(live.size())).kill();
      world.runUntil(25_000, world::healed);
      assertThat(world.ledger.violations).as(world::trace).isEmpty();
    }
  }
}
