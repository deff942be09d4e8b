package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md 5.3, 5.4, 6.1 and 7.3: what whoever is promised to a later epoch must not do for an
 * older one. Each of these was a way to lose a safe input or to have two hosts.
 */
class PromiseTest extends FourPeers {

  @Test
  void anEpochThatNoSessionComesToChangesNothing() {
    Epoch last = new Epoch(Integer.MAX_VALUE);
    say(third, host, new Message.Fence(last, third.id(), true));
    say(third, second, claim(last, third, true));
    say(third, second, vote(last, second, third, false));
    assertThat(host.ignored).contains("an epoch that no session comes to");
    assertThat(second.ignored).contains("an epoch that no session comes to");
    host.kill();
    world.runUntil(2_000, () -> second.machine.stage() instanceof Stage.Hosting);
    assertThat(second.machine.epoch()).as(world::trace).isEqualTo(NEXT);
  }

  @Test
  void aStandbyThatHearsTheHostYieldsToACandidateThatHasAMajority() {
    say(fourth, third, claim(NEXT, fourth, false));
    assertThat(third.machine.stage()).isInstanceOf(Stage.Following.class);
    say(fourth, third, claim(NEXT, fourth, true));
    assertThat(third.machine.stage()).isInstanceOf(Stage.Promised.class);
  }

  @Test
  void theHostItselfYieldsToNobodyWhoHasNotAnnouncedItself() {
    say(fourth, host, claim(NEXT, fourth, true));
    assertThat(host.machine.stage()).isInstanceOf(Stage.Hosting.class);
  }

  @Test
  void nothingIsLostThatAStandbyMadeSafeWhileTheOthersElectedAnother() {
    world.cut(host, third, true);
    world.cut(host, fourth, true);
    world.runFor(40);
    List.of(third, fourth).forEach(node -> node.give(new Input.PortUnreachable(host.key())));
    world.witness.connectionEnded(host);
    world.runUntil(
        5_000,
        () ->
            world.live().stream()
                .anyMatch(it -> it != host && it.machine.stage() instanceof Stage.Hosting));
    world.runFor(200);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void whoeverIsPromisedAcknowledgesNoTableOfAnOlderEpoch() {
    say(fourth, third, claim(NEXT, fourth, true));
    TableVersion before = third.table().number();
    host.give(new Input.SessionDataSet(Bytes.of((byte) 1)));
    world.runFor(5);
    assertThat(host.table().number()).isGreaterThan(before);
    assertThat(third.table().number()).isEqualTo(before);
    assertThat(third.ignored).contains("promised to a later epoch");
  }

  @Test
  void whoeverIsPromisedFollowsNoAnnouncementOfAnOlderEpoch() {
    say(fourth, third, claim(THIRD, fourth, true));
    Message.Announce announce =
        new Message.Announce(
            NEXT,
            second.id(),
            StateId.NONE,
            List.of(
                vote(NEXT, second, host, false),
                vote(NEXT, second, second, false),
                vote(NEXT, second, fourth, false)),
            Optional.empty(),
            host.table().number(),
            host.table().chain(),
            List.of());
    say(second, third, announce);
    assertThat(third.machine.epoch()).isEqualTo(Epoch.FIRST);
    assertThat(third.ignored)
        .contains("announcement of an epoch before the one that this peer is promised to");
  }

  @Test
  void theVotesOfAHandOverElectNobodyWhoHasNotHeardOfIt() {
    List.of(host, third, fourth)
        .forEach(voter -> say(voter, second, vote(NEXT, second, voter, true)));
    host.stop();
    second.give(new Input.PortUnreachable(host.key()));
    world.runFor(100);
    assertThat(second.machine.epoch()).as(world::trace).isEqualTo(Epoch.FIRST);
    world.runUntil(5_000, () -> second.machine.epoch().isAfter(NEXT));
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void aHostThatGaveItsVoteAwayComesBackInALaterEpochOnly() {
    world.witness.die();
    host.give(new Input.HandOverAsked(Optional.of(second.id())));
    second.kill();
    List<Node> others = List.of(third, fourth);
    others.forEach(other -> world.cut(host, other, true));
    world.runFor(1_200);
    others.forEach(other -> world.cut(host, other, false));
    world.runUntil(10_000, world::healed);
    assertThat(host.transitions)
        .as(world::trace)
        .noneMatch(
            step ->
                step.from() instanceof Stage.Isolated
                    && step.to() instanceof Stage.Hosting
                    && step.epoch().equals(Epoch.FIRST));
    assertThat(world.host().machine.epoch()).as(world::trace).isGreaterThan(NEXT);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  @Test
  void aStandbyCountsOnceAMajorityKnowsThatItIsOne() {
    Rules usual = World.rules(true, true);
    Rules rules =
        new Rules(true, usual.durability(), 3, 60, 16, usual.noMajority(), usual.witnessKey());
    World small = World.of(3, 82, rules);
    Node first = small.nodes.get(0);
    List<Node> others = List.of(small.nodes.get(1), small.nodes.get(2));
    Node joiner = small.addNode("peer4");
    small.join(joiner, first);
    small.runUntil(1_000, () -> joiner.machine.stage() instanceof Stage.Following);
    small.witness.down = true;
    others.forEach(other -> small.cut(first, other, true));
    small.runUntil(1_000, () -> first.table().succession().size() == 3);
    small.runFor(50);
    assertThat(first.counted()).as(small::trace).doesNotContain(joiner.id());
    others.forEach(other -> small.cut(first, other, false));
    small.runFor(3_000);
    assertThat(small.host().counted()).as(small::trace).hasSize(3);
  }

  @Test
  void aJoinerIsWelcomedOnceAMajorityOfTheOthersKnowsItsSeat() {
    World small = World.of(3, 83);
    Node first = small.nodes.get(0);
    small.witness.down = true;
    List<Node> others = List.of(small.nodes.get(1), small.nodes.get(2));
    others.forEach(other -> small.cut(first, other, true));
    Node joiner = small.addNode("peer4");
    small.join(joiner, first);
    small.runFor(400);
    assertThat(joiner.machine.self()).as(small::trace).isEmpty();
    others.forEach(other -> small.cut(first, other, false));
    small.runUntil(3_000, () -> joiner.machine.self().isPresent());
  }

  @Test
  void aPlayerIsTakenOutOnceAMajorityKnowsThatItsSeatIsGone() {
    World small = World.of(4, 85);
    Node first = small.nodes.get(0);
    PeerId gone = small.nodes.get(1).id();
    small.runFor(500);
    assertThat(first.kept()).as(small::trace).contains(gone);
    small.witness.down = true;
    List.of(small.nodes.get(2), small.nodes.get(3)).forEach(it -> small.cut(first, it, true));
    first.give(new Input.RemovalAsked(gone));
    small.runFor(30);
    assertThat(first.table().seats()).noneMatch(seat -> seat.peer().equals(gone));
    assertThat(first.kept()).as(small::trace).contains(gone);
    List.of(small.nodes.get(2), small.nodes.get(3)).forEach(it -> small.cut(first, it, false));
    small.runFor(2_000);
    assertThat(first.kept()).as(small::trace).doesNotContain(gone);
  }

  @Test
  void thereAreFewerStandbysOnceAMajorityKnowsIt() {
    World small = World.of(3, 84);
    Node first = small.nodes.get(0);
    Node other = small.nodes.get(2);
    small.runFor(500);
    assertThat(first.needed()).as(small::trace).isEqualTo(2);
    small.cut(first, other, true);
    small.nodes.get(1).kill();
    small.runUntil(6_000, () -> first.table().succession().equals(List.of(other.id())));
    small.runFor(50);
    assertThat(first.needed()).as(small::trace).isEqualTo(2);
    small.cut(first, other, false);
    small.runFor(2_000);
    assertThat(first.needed()).as(small::trace).isEqualTo(1);
  }
}
