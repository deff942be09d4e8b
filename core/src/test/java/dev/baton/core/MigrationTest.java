package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 5: suspect, claim, vote, announce, attach, resume. */
class MigrationTest {

  @Test
  void aSessionOfFourFollowsItsHostAndCountsTheWitness() {
    World world = World.of(4, 1);
    assertThat(world.host().name).isEqualTo("peer1");
    assertThat(world.host().table().witnessCounted()).isTrue();
    assertThat(world.healed()).as(world::trace).isTrue();
  }

  @Test
  void theOldestStandbyTakesOverWhenTheHostIsKilled() {
    World world = World.of(4, 1);
    world.host().kill();
    world.runUntil(2_000, world::healed);
    assertThat(world.host().name).isEqualTo("peer2");
    assertThat(world.host().machine.epoch()).isEqualTo(new Epoch(2));
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  /** What the other standby made safe is not lost because it takes two seconds to hand it over. */
  @Test
  void aCandidateYieldsToAStandbyWhoseLaterStateDoesNotComeInTime() {
    World world = World.of(4, 10);
    world.stateNs = 2_000 * World.MS;
    world.cut(world.host(), world.nodes.get(1), true);
    world.runFor(150);
    world.host().kill();
    world.runUntil(1_500, world::healed);
    assertThat(world.host().name).isEqualTo("peer3");
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
    assertThat(world.log)
        .as("it waits for nothing once the candidate has yielded")
        .noneMatch(line -> line.contains("peer3 promised > suspecting"));
  }

  @Test
  void theGapAfterAKillIsFarBelowTheSilenceBound() {
    World world = World.of(4, 1);
    long beforeNs = world.nowNs;
    world.host().kill();
    world.runUntil(2_000, world::healed);
    assertThat(world.nowNs - beforeNs).as(world::trace).isLessThan(100 * World.MS);
  }

  @Test
  void betweenTheLossAndTheNewHostNothingIsSignedOrVerified() {
    World world = World.of(4, 9);
    world.runFor(1_000);
    world.host().kill();
    int before = signatures(world);
    world.runUntil(
        2_000, () -> world.live().stream().allMatch(node -> node.machine.epoch().value() == 2));
    assertThat(signatures(world)).as(world::trace).isEqualTo(before);
  }

  private static int signatures(World world) {
    return world.live().stream().mapToInt(node -> node.credentials.signatures).sum();
  }

  @Test
  void aStoppedHostIsSupersededAndReturnsAsAPeer() {
    World world = World.of(4, 2);
    Node old = world.host();
    old.stop();
    world.runUntil(
        2_000,
        () ->
            world.live().stream()
                .anyMatch(n -> n != old && n.machine.stage() instanceof Stage.Hosting));
    world.runFor(1_500);
    old.resume();
    world.runUntil(5_000, world::healed);
    assertThat(old.following()).isTrue();
    assertThat(old.id()).isEqualTo(new PeerId(1));
    assertThat(world.ledger.migrations()).isEqualTo(1);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void oneHostAfterTheOtherIsLostUntilOneIsLeft() {
    World world = World.of(4, 3);
    for (int i = 0; i < 3; i++) {
      world.host().kill();
      world.runUntil(12_000, world::healed);
      world.runFor(2_000);
    }
    assertThat(world.host().name).isEqualTo("peer4");
    assertThat(world.host().table().seats().stream().filter(Seat::present)).hasSize(1);
    assertThat(world.ledger.migrations()).isEqualTo(3);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void twoOfFourHostsAreLostWhileTheLobbyIsDown() {
    World world = World.of(4, 4);
    world.witness.die();
    world.runFor(500);
    for (int i = 0; i < 2; i++) {
      world.host().kill();
      world.runUntil(5_000, world::healed);
      world.runFor(2_000);
    }
    assertThat(world.host().name).isEqualTo("peer3");
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void twoPeersAreDecidedByTheWitness() {
    World world = World.of(2, 5);
    world.host().kill();
    world.runUntil(3_000, world::healed);
    assertThat(world.host().name).isEqualTo("peer2");
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void aHandOverLosesNoTickAndNobodySuspectsAnybody() {
    World world = World.of(4, 6);
    world.oneWayNs = 30 * World.MS;
    world.runFor(2_000);
    Node old = world.host();
    old.give(new Input.HandOverAsked(Optional.empty()));
    world.runUntil(2_000, () -> world.healed() && world.host() != old);
    assertThat(world.host().name).isEqualTo("peer2");
    assertThat(world.nodes)
        .allSatisfy(
            node ->
                assertThat(node.events)
                    .as(world::trace)
                    .noneMatch(event -> event instanceof Event.Suspected));
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void aLeavingHostHandsOverAndIsGone() {
    World world = World.of(3, 7);
    Node old = world.host();
    old.give(new Input.LeaveAsked());
    world.runUntil(3_000, () -> old.machine.stage() instanceof Stage.Ended);
    old.alive = false;
    world.runUntil(3_000, world::healed);
    assertThat(old.machine.stage()).isEqualTo(new Stage.Ended(EndReason.LEFT));
    assertThat(world.host().table().seats()).hasSize(2);
  }

  @Test
  void aStoppedPeerThatWakesCausesNoMigration() {
    World world = World.of(4, 8);
    Node peer = world.nodes.get(2);
    for (int i = 0; i < 20; i++) {
      peer.stop();
      world.runFor(300);
      peer.resume();
      world.runFor(700);
    }
    assertThat(world.ledger.migrations()).as(world::trace).isZero();
    assertThat(world.healed()).as(world::trace).isTrue();
  }

  @Test
  void aRestartedPeerGetsItsOldNumber() {
    World world = World.of(3, 9);
    Node before = world.nodes.get(1);
    before.kill();
    world.runFor(50);
    Node again = world.addNode("peer2");
    world.join(again, world.host());
    world.runUntil(10_000, world::healed);
    assertThat(again.id()).isEqualTo(new PeerId(2));
    assertThat(world.ledger.migrations()).isZero();
  }

  @Test
  void aPeerThatLeavesIsTakenOutAtOnce() {
    World world = World.of(3, 10);
    Node leaver = world.nodes.get(2);
    leaver.give(new Input.LeaveAsked());
    world.runUntil(2_000, () -> leaver.machine.stage() instanceof Stage.Ended);
    leaver.alive = false;
    world.runUntil(2_000, world::healed);
    assertThat(world.host().table().seats()).hasSize(2);
    assertThat(leaver.machine.stage()).isEqualTo(new Stage.Ended(EndReason.LEFT));
  }

  @Test
  void aTerminatedSessionEndsForAllAndNobodyMigrates() {
    World world = World.of(3, 11);
    world.host().give(new Input.TerminateAsked());
    world.runFor(2_000);
    assertThat(world.nodes)
        .allSatisfy(
            node ->
                assertThat(node.machine.stage()).isEqualTo(new Stage.Ended(EndReason.TERMINATED)));
    assertThat(world.ledger.migrations()).isZero();
  }

  @Test
  void hostAndFirstStandbyDieTogetherAndTheSecondTakesOver() {
    World world = World.of(5, 12);
    world.ledger.safeMustSurvive = false;
    world.host().kill();
    world.nodes.get(1).kill();
    world.runUntil(10_000, world::healed);
    assertThat(world.host().name).isEqualTo("peer3");
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void aSessionThatIsNotMigratableEndsWithItsHost() {
    World world = World.of(3, 13, World.rules(false, true));
    world.host().kill();
    world.runFor(3_000);
    assertThat(List.of(world.nodes.get(1), world.nodes.get(2)))
        .allSatisfy(
            node ->
                assertThat(node.machine.stage()).isEqualTo(new Stage.Ended(EndReason.HOST_LOST)));
  }
}
