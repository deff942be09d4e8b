package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 4: suspicion, self-distrust, the detour, the lease. */
class SuspicionTest {

  @Test
  void aPeerThatAloneCannotHearTheHostIsServedThroughAnotherAndNobodyMigrates() {
    World world = World.of(4, 21);
    Node host = world.host();
    Node deaf = world.nodes.get(3);
    world.cut(host, deaf, true);
    world.runFor(3_000);
    long servedUntilNs = deaf.lastShownNs();
    assertThat(world.ledger.migrations()).as(world::trace).isZero();
    assertThat(world.nowNs - servedUntilNs).as(world::trace).isLessThan(300 * World.MS);
    assertThat(world.host().table().seats()).allMatch(Seat::present);
  }

  @Test
  void aPeerWhoseGuideLosesTheHostTooSuspectsAgainAtOnce() {
    World world = World.of(4, 28);
    Node host = world.host();
    Node first = world.nodes.get(1);
    world.cut(host, first, true);
    world.runFor(17);
    host.stop();
    world.runFor(10);
    first.give(new Input.PortUnreachable(host.key()));
    world.runFor(2);
    assertThat(first.detoured()).as(world::trace).isTrue();

    List<Node> guides = world.nodes.subList(2, 4);
    guides.forEach(guide -> guide.give(new Input.PortUnreachable(host.key())));
    world.runFor(40);

    assertThat(first.machine.stage()).as(world::trace).isInstanceOf(Stage.Hosting.class);
  }

  @Test
  void whoHasEvidenceAgainstTheHostDoesNotVouchForIt() {
    World world = World.of(4, 29);
    Node host = world.host();
    Node first = world.nodes.get(1);
    world.cut(host, first, true);
    world.runFor(17);
    host.stop();
    world.runFor(10);
    world.nodes.subList(1, 4).forEach(node -> node.give(new Input.PortUnreachable(host.key())));
    world.runFor(2);
    assertThat(first.machine.stage()).as(world::trace).isInstanceOf(Stage.Suspecting.class);
    assertThat(first.detoured()).isFalse();
  }

  @Test
  void theDetourEndsWithinASecondAfterTheDirectPathHealed() {
    World world = World.of(4, 22);
    Node host = world.host();
    Node deaf = world.nodes.get(3);
    world.cut(host, deaf, true);
    world.runFor(2_000);
    world.cut(host, deaf, false);
    world.runFor(1_000);
    assertThat(deaf.detoured()).as(world::trace).isFalse();
    assertThat(deaf.following()).isTrue();
    assertThat(world.ledger.migrations()).isZero();
  }

  @Test
  void aHostThatHearsNoMajorityReportsNothingAsSafe() {
    World world = World.of(3, 23);
    Node host = world.host();
    for (Node other : world.nodes.subList(1, 3)) {
      world.cut(other, host, true);
    }
    world.runFor(1_200);
    assertThat(host.machine.stage()).as(world::trace).isInstanceOf(Stage.Isolated.class);
    assertThat(host.events).contains(new Event.Isolated(true));
    assertThat(world.ledger.violations).isEmpty();
  }

  @Test
  void aHostThatWakesFromALongStopDistrustsItsLeaseBeforeItSendsAnything() {
    World world = World.of(4, 24);
    Node host = world.host();
    host.stop();
    world.runFor(1_500);
    assertThat(host.machine.mayHost(world.nowNs)).isFalse();
  }

  @Test
  void aNoticeOfTheLobbyAloneIsNoMigrationWhileTheHostIsHeard() {
    World world = World.of(4, 25);
    world.witness.connectionEnded(world.host());
    world.runFor(3_000);
    assertThat(world.ledger.migrations()).as(world::trace).isZero();
  }

  @Test
  void aWordOfThePortBeingUnreachableIsNoMigrationWhileTheHostIsHeard() {
    World world = World.of(4, 26);
    Node host = world.host();
    world.live().stream()
        .filter(node -> node != host)
        .forEach(node -> node.give(new Input.PortUnreachable(host.key())));
    world.runFor(3_000);
    assertThat(world.ledger.migrations()).as(world::trace).isZero();
  }

  @Test
  void aMajorityThatIsCutOffFromTheHostGoesOnAndTheHostComesBackAsAPeer() {
    World world = World.of(4, 27);
    Node host = world.host();
    for (Node other : world.nodes.subList(1, 4)) {
      world.cut(other, host, true);
      world.cut(host, other, true);
    }
    world.witness.connectionEnded(host);
    world.runFor(2_000);
    assertThat(world.host()).isNotSameAs(host);
    for (Node other : world.nodes.subList(1, 4)) {
      world.cut(other, host, false);
      world.cut(host, other, false);
    }
    world.witness.connectionBegan(host);
    world.runUntil(10_000, world::healed);
    assertThat(world.ledger.migrations()).as(world::trace).isEqualTo(1);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void theDetectorLearnsTheRhythmAndItsSpread() {
    Detector detector = new Detector(Timing.DEFAULT, 0);
    long nowNs = 0;
    for (int i = 0; i < 200; i++) {
      nowNs += 16 * World.MS;
      detector.heard(nowNs);
    }
    assertThat(detector.boundNs()).isEqualTo(Timing.DEFAULT.silenceFloorNs());
    assertThat(detector.strongBoundNs()).isBetween(17 * World.MS, 30 * World.MS);
    for (int i = 0; i < 200; i++) {
      nowNs += (i % 2 == 0 ? 5 : 120) * World.MS;
      detector.heard(nowNs);
    }
    assertThat(detector.boundNs()).isGreaterThan(300 * World.MS);
  }

  @Test
  void aDetectorIsPatientForTheFirstTwoSecondsOfPlay() {
    Detector detector = new Detector(Timing.DEFAULT, 0);
    long nowNs = 0;
    while (nowNs < 1_900 * World.MS) {
      nowNs += 16 * World.MS;
      detector.heard(nowNs);
      assertThat(detector.boundNs()).isGreaterThanOrEqualTo(600 * World.MS);
    }
    for (int i = 0; i < 10; i++) {
      nowNs += 16 * World.MS;
      detector.heard(nowNs);
    }
    assertThat(detector.boundNs()).isEqualTo(Timing.DEFAULT.silenceFloorNs());
  }
}
