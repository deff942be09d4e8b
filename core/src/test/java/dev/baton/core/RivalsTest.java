package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 4.4: a host computes nothing while another could have been elected. */
class RivalsTest {

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
