package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 4.4: a host computes nothing while another could have been elected. */
class RivalsTest {

  /** After this time a host knows so many heartbeats that it judges silence as it will later. */
  private static final int WARM_MS = 8_000;

  private static boolean computes(World world, Node node) {
    return node.machine.mayHost(world.nowNs);
  }

  @Test
  void aHostThatIsCutOffComputesNothingOnceAnotherIsHost() {
    World world = World.of(4, 71);
    Node host = world.host();
    world.cutOff(host, true);
    world.runUntil(2_000, () -> world.live().stream().anyMatch(it -> later(it, host)));
    assertThat(world.live()).as(world::trace).anyMatch(it -> later(it, host));
    assertThat(computes(world, host)).as(world::trace).isFalse();
  }

  private static boolean later(Node node, Node host) {
    return node != host && node.machine.stage() instanceof Stage.Hosting;
  }

  @Test
  void aHostComputesAgainAsSoonAsItHearsAVoterMore() {
    World world = World.of(3, 72, World.rules(true, false));
    Node host = world.host();
    List<Node> others = world.nodes.subList(1, 3);
    others.forEach(other -> world.cut(other, host, true));
    world.runFor(800);
    assertThat(computes(world, host)).as(world::trace).isFalse();
    world.cut(others.getFirst(), host, false);
    world.runFor(100);
    assertThat(computes(world, host)).as(world::trace).isTrue();
  }

  @Test
  void aHostWhosePeersAreDeadPlaysOn() {
    World world = World.of(3, 73, World.rules(true, false));
    Node host = world.host();
    world.nodes.subList(1, 3).forEach(Node::kill);
    for (int i = 0; i < 100; i++) {
      world.runFor(10);
      assertThat(computes(world, host)).as(world::trace).isTrue();
    }
  }

  @Test
  void aHostOfTwoPlaysOnWhileTheWitnessAnswers() {
    World world = World.of(2, 74, World.rules(true, true));
    Node host = world.host();
    world.cutOff(host, true);
    for (int i = 0; i < 40; i++) {
      world.runFor(20);
      boolean replaced = world.nodes.get(1).machine.stage() instanceof Stage.Hosting;
      assertThat(computes(world, host)).as(world::trace).isNotEqualTo(replaced);
    }
  }

  @Test
  void aHostOfTwoPlaysOnByTheWordOfAWitnessThatIsFarAway() {
    World world = World.of(2, 77, World.rules(true, true));
    Node host = world.host();
    world.nodes.get(1).stop();
    world.oneWayNs = 120 * World.MS;
    for (int i = 0; i < 150; i++) {
      world.runFor(20);
      assertThat(computes(world, host)).as(world::trace).isTrue();
    }
  }

  @Test
  void anAnswerOfTheWitnessThatNobodyAskedForCountsForNothing() {
    World world = World.of(2, 78, World.rules(true, true));
    Node host = world.host();
    world.witness.down = true;
    world.cutOff(host, true);
    world.runFor(900);
    long notAskedNs = world.nowNs + 1;
    host.give(new Input.WitnessSaid(new Message.ProbeAnswer(Epoch.FIRST, notAskedNs, true)));
    assertThat(host.ignored).contains("an answer of the witness to no question of this host");
    assertThat(computes(world, host)).as(world::trace).isFalse();
  }

  @Test
  void aHostOfTwoComputesNothingWhileNeitherPeerNorWitnessIsHeard() {
    World world = World.of(2, 75, World.rules(true, true));
    Node host = world.host();
    world.witness.down = true;
    world.cutOff(host, true);
    world.runFor(900);
    assertThat(computes(world, host)).as(world::trace).isFalse();
  }

  @Test
  void aWitnessThatDoesNotAnswerKeepsNoHostsLeaseHoweverLongItsConnectionStands() {
    World world = World.of(2, 79, World.rules(true, true));
    Node host = world.host();
    world.witness.down = true;
    world.cutOff(host, true);
    world.runFor(1_500);
    assertThat(host.events).as(world::trace).contains(new Event.Isolated(true));
  }

  @Test
  void aHostThatHearsItsVotersAgainComputesNothingBeforeTheyConfirmIt() {
    World world = World.of(3, 101, World.rules(true, false));
    Node host = world.host();
    world.cutOff(host, true);
    world.runFor(600);
    world.nodes.subList(1, 3).forEach(it -> host.machine.heard(world.nowNs, it.key()));
    assertThat(computes(world, host)).as(world::trace).isFalse();
    assertThat(host.machine.stage()).isInstanceOf(Stage.Hosting.class);
  }

  @Test
  void aHostThatIsCutOffStopsBeforeItsVotersCanElectAnother() {
    for (int seed = 80; seed < 100; seed++) {
      World world = World.of(3, seed, World.rules(true, false));
      Node host = world.host();
      world.runFor(world.chanceOf(60));
      world.cutOff(host, true);
      List<Node> others = world.nodes.subList(1, 3);
      long computedAtNs = world.nowNs;
      for (int ms = 0; ms < 1_000 && others.stream().allMatch(Node::following); ms++) {
        world.runFor(1);
        computedAtNs = computes(world, host) ? world.nowNs : computedAtNs;
      }
      assertThat(others).as(world::trace).anyMatch(it -> !it.following());
      assertThat(world.nowNs - computedAtNs).as(world::trace).isGreaterThan(5 * World.MS);
    }
  }

  @Test
  void aHostThatWakesComputesNothingBeforeItHasHeardAMajority() {
    World world = World.of(3, 76, World.rules(true, false));
    Node host = world.host();
    host.stop();
    world.runFor(700);
    assertThat(computes(world, host)).as(world::trace).isFalse();
  }

  /** A warm host that slept for so long; after 250 ms its voters suspect it. */
  private static Node asleep(World world, int sleepMs) {
    Node host = world.host();
    world.runFor(WARM_MS);
    host.stop();
    world.runFor(sleepMs);
    return host;
  }

  /** What its voters sent while it slept is not their word that they have elected nobody since. */
  @Test
  void aHostThatWakesComputesNothingOnWhatHasWaitedForIt() {
    World world = World.of(3, 81, World.rules(true, false));
    Node host = asleep(world, 240);
    hears(world, host);
    host.resume();
    assertThat(computes(world, host)).as(world::trace).isFalse();
    world.runUntil(300, () -> computes(world, host));
    assertThat(host.machine.epoch()).isEqualTo(Epoch.FIRST);
  }

  private static void hears(World world, Node host) {
    world.nodes.stream()
        .filter(it -> it != host)
        .forEach(it -> host.machine.heard(world.nowNs, it.key()));
  }

  @Test
  void aHostThatWakesComputesNothingOnMessagesThatHaveWaitedForIt() {
    World world = World.of(3, 84, World.rules(true, false));
    Node host = asleep(world, 240);
    Message waited = new Message.ProbeAnswer(Epoch.FIRST, 0, false);
    for (Node voter : world.nodes.subList(1, 3)) {
      host.give(new Input.MessageArrived(voter.key(), voter.endpoint(), waited, true));
    }
    host.resume();
    assertThat(computes(world, host)).as(world::trace).isFalse();
  }

  /** Two of five are dead, and a third is out of its reach: with the dead they would be three. */
  @Test
  void aHostThatWakesWaitsForNoWordOfTheDead() {
    World world = World.of(5, 82, World.rules(true, false));
    Node host = world.host();
    world.runFor(WARM_MS);
    world.cutBothWays(host, world.nodes.get(3), true);
    world.nodes.subList(1, 3).forEach(Node::kill);
    host.stop();
    world.runFor(240);
    host.resume();
    assertThat(computes(world, host)).as(world::trace).isFalse();
    world.runUntil(40, () -> computes(world, host));
  }

  @Test
  void aHostOfTwoThatWakesAsksTheWitnessAtOnce() {
    World world = World.of(2, 83, World.rules(true, true));
    Node host = asleep(world, 300);
    int before = world.log.size();
    hears(world, host);
    host.resume();
    world.runFor(20);
    assertThat(world.log.subList(before, world.log.size()))
        .as(world::trace)
        .anyMatch(line -> line.contains("peer1 -> witness Probe "));
  }

  @Test
  void aHostThatNobodyCouldReplaceHasItsLeaseBackOnceItsVotersAnswer() {
    World world = World.of(3, 80, World.rules(true, false));
    Node host = world.host();
    world.nodes.forEach(node -> world.cutOff(node, true));
    world.runFor(1_500);
    world.nodes.forEach(node -> world.cutOff(node, false));
    world.runUntil(1_000, () -> host.events.contains(new Event.Isolated(false)));
    assertThat(host.events).contains(new Event.Isolated(true));
    assertThat(host.machine.epoch()).isEqualTo(Epoch.FIRST);
  }
}
