package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 6: the planned change of host, and what becomes of one that fails. */
class HandOverTest {

  @Test
  void theHostGoesOnInAnEpochOfItsOwnWhenItsSuccessorDies() {
    World world = World.of(4, 51);
    world.oneWayNs = 10 * World.MS;
    world.runFor(1_000);
    Node host = world.host();
    host.give(new Input.HandOverAsked(Optional.of(new PeerId(2))));
    world.nodes.get(1).kill();
    world.runUntil(5_000, world::healed);
    assertThat(world.host()).as(world::trace).isSameAs(host);
    assertThat(host.machine.epoch()).isEqualTo(new Epoch(3));
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void theOthersDecideWhenTheHostDiesDuringItsHandOver() {
    World world = World.of(4, 52);
    world.oneWayNs = 10 * World.MS;
    world.runFor(1_000);
    Node host = world.host();
    host.give(new Input.HandOverAsked(Optional.of(new PeerId(2))));
    world.runFor(5);
    host.kill();
    world.runUntil(5_000, world::healed);
    assertThat(world.host()).isNotSameAs(host);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void aHostWithoutACapableSuccessorDoesNotHandOver() {
    World world = World.of(1, 53);
    Node host = world.host();
    host.give(new Input.HandOverAsked(Optional.empty()));
    assertThat(host.machine.stage()).isInstanceOf(Stage.Hosting.class);
    assertThat(host.ignored).contains("nobody who could take over");
  }

  /** It had suspected nobody itself, so that no time ran; and those who had are dead. */
  @Test
  void aSuccessorWhomAllHaveLeftDoesNotClaimForEver() {
    World world = World.of(4, 55, World.rules(true, false));
    world.oneWayNs = 50 * World.MS;
    world.runFor(2_000);
    Node host = world.host();
    Node next = world.nodes.get(1);
    host.give(new Input.HandOverAsked(Optional.of(next.id())));
    List<Node> others = List.of(host, world.nodes.get(2), world.nodes.get(3));
    others.forEach(other -> world.cut(other, next, true));
    Message.HandOver handOver = new Message.HandOver(new Epoch(2), next.id(), new Tick(1));
    next.give(new Input.MessageArrived(host.key(), host.endpoint(), handOver, true));
    others.forEach(other -> other.alive = false);
    Message.Suspect suspect = new Message.Suspect(Epoch.FIRST, StateId.NONE, Evidence.SILENCE);
    for (Node other : others.subList(1, 3)) {
      next.give(new Input.MessageArrived(other.key(), other.endpoint(), suspect, true));
    }
    world.runFor(40_000);
    assertThat(next.machine.stage()).as(world::trace).isInstanceOf(Stage.Ended.class);
  }

  @Test
  void onlyTheHostSponsors() {
    World world = World.of(3, 54);
    Node peer = world.nodes.get(1);
    Message.HandOver forged = new Message.HandOver(new Epoch(2), new PeerId(3), new Tick(1));
    Node third = world.nodes.get(2);
    third.give(new Input.MessageArrived(peer.key(), peer.endpoint(), forged, true));
    assertThat(third.following()).isTrue();
    assertThat(third.ignored).contains("hand-over by one who is not the host");
  }

  @Test
  void aHostWhoseVotersPromisedThemselvesElsewhereClaimsTheNextEpochAndGoesOn() {
    World world = World.of(4, 55);
    Node host = world.host();
    List<Node> deaf = world.nodes.subList(2, 4);
    deaf.forEach(node -> world.cut(host, node, true));
    world.runFor(40);
    deaf.forEach(node -> node.give(new Input.PortUnreachable(host.key())));
    world.runFor(10);
    assertThat(deaf).allMatch(node -> node.machine.stage() instanceof Stage.Promised);
    deaf.forEach(node -> world.cut(host, node, false));
    world.runUntil(5_000, () -> world.healed() && host.machine.epoch().value() > 1);
    assertThat(world.host()).as(world::trace).isSameAs(host);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void aHostProducesItsLastStateWhileItsVotersArePromisedToItsSuccessor() {
    World world = World.of(4, 58);
    for (int epoch = 2; epoch <= 12; epoch++) {
      Node host = world.host();
      host.give(new Input.HandOverAsked(Optional.empty()));
      world.runUntil(1_000, () -> host.machine.stage() instanceof Stage.Following);
      assertThat(world.host().machine.epoch()).as(world::trace).isEqualTo(new Epoch(epoch));
      world.runFor(317);
    }
  }
}
