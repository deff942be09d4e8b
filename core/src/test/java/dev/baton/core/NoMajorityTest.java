package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 5.6: what a part of a session does that cannot reach a majority. */
class NoMajorityTest {

  private static Rules patient() {
    Rules usual = World.rules(true, false);
    return new Rules(
        true,
        usual.durability(),
        usual.standbys(),
        usual.rateHz(),
        usual.peersMax(),
        List.of(
            new Rules.NoMajorityStep(NoMajorityPolicy.FREEZE, 60_000),
            new Rules.NoMajorityStep(NoMajorityPolicy.END, 0)),
        Optional.empty());
  }

  /** The limit of a migration is half a minute; two of four wait, one of them for the other. */
  @Test
  void whoVotesForACandidateInVainWaitsAsLongAsTheRulesSayToo() {
    World world = World.of(4, 48, patient());
    world.nodes.subList(0, 2).forEach(Node::kill);
    world.runFor(55_000);
    assertThat(world.live())
        .as(world::trace)
        .noneMatch(it -> it.machine.stage() instanceof Stage.Ended);
  }

  /** It hears its host, which does not hear it, and has taken it out. */
  @Test
  void whoHadASeatAsksToBeLetInAgainForAsLongAsPatientRulesWait() {
    World world = World.of(3, 49, patient());
    Node out = world.nodes.get(2);
    world.nodes.subList(0, 2).forEach(node -> world.cut(out, node, true));
    world.runFor(25_000);
    assertThat(out.machine.stage()).as(world::trace).isInstanceOf(Stage.Joining.class);
    world.nodes.subList(0, 2).forEach(node -> world.cut(out, node, false));
    world.runUntil(5_000, world::healed);
  }

  @Test
  void aPolicyIsInForceForAsLongAsTheRulesSay() {
    World world = World.of(3, 47, patient());
    world.nodes.subList(0, 2).forEach(Node::kill);
    Node left = world.nodes.get(2);
    world.runFor(55_000);
    assertThat(left.machine.stage()).as(world::trace).isNotInstanceOf(Stage.Ended.class);
    world.runFor(10_000);
    assertThat(left.machine.stage())
        .as(world::trace)
        .isEqualTo(new Stage.Ended(EndReason.NO_MAJORITY));
  }

  private static Rules rules(boolean witness, NoMajorityPolicy... policies) {
    Rules base = World.rules(true, witness);
    List<Rules.NoMajorityStep> steps =
        List.of(policies).stream().map(p -> new Rules.NoMajorityStep(p, 5_000)).toList();
    return new Rules(
        true, base.durability(), 2, 60, 16, steps, witness ? base.witnessKey() : Optional.empty());
  }

  @Test
  void aWitnessThatIsFarAwayStillElects() {
    World world = World.of(2, 32, rules(true, NoMajorityPolicy.FREEZE, NoMajorityPolicy.END));
    world.witnessNs = 150 * World.MS;
    world.nodes.getFirst().kill();
    world.runUntil(2_000, world::healed);
    assertThat(world.host().name).isEqualTo("peer2");
  }

  @Test
  void aPartThatNeedsAWitnessWhichIsFarAwayElectsByIt() {
    World world = World.of(4, 33, rules(true, NoMajorityPolicy.FREEZE, NoMajorityPolicy.END));
    world.ledger.safeMustSurvive = false;
    world.witnessNs = 300 * World.MS;
    world.nodes.subList(0, 2).forEach(Node::kill);
    world.runUntil(4_000, world::healed);
    assertThat(world.host().name).isEqualTo("peer3");
  }

  @Test
  void theWitnessCountsOutTheDeadAndTheSurvivorDecides() {
    World world = World.of(3, 31, rules(true, NoMajorityPolicy.SURVIVORS, NoMajorityPolicy.END));
    world.ledger.safeMustSurvive = false;
    world.nodes.get(0).kill();
    world.nodes.get(1).kill();
    world.runUntil(12_000, world::healed);
    assertThat(world.host().name).isEqualTo("peer3");
    assertThat(world.host().events)
        .anyMatch(
            event ->
                event instanceof Event.NoMajority m && m.policy() == NoMajorityPolicy.SURVIVORS);
    assertThat(world.host().machine.epoch()).isGreaterThanOrEqualTo(new Epoch(65_536));
  }

  @Test
  void aHostThatLosesTheMajorityForGoodGoesOnWithoutIt() {
    World world = World.of(3, 36, rules(true, NoMajorityPolicy.SURVIVORS, NoMajorityPolicy.END));
    Node host = world.host();
    world.nodes.get(1).kill();
    world.nodes.get(2).kill();
    world.runUntil(12_000, () -> host.table().seats().stream().filter(Seat::present).count() == 1);
    world.runFor(5_000);
    assertThat(host.machine.stage()).as(world::trace).isInstanceOf(Stage.Hosting.class);
    assertThat(host.machine.epoch()).isLessThan(new Epoch(2 * 65_536));
  }

  @Test
  void freezeWaitsForTheOthersToComeBack() {
    World world = World.of(3, 32, rules(false, NoMajorityPolicy.FREEZE, NoMajorityPolicy.END));
    Node second = world.nodes.get(1);
    Node third = world.nodes.get(2);
    world.nodes.get(0).kill();
    second.stop();
    world.runFor(3_000);
    assertThat(third.events).anyMatch(event -> event instanceof Event.NoMajority);
    second.resume();
    world.runUntil(5_000, world::healed);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  /** The host and both its standbys are three of seven; the four others see its state, no more. */
  @Test
  void aMajorityWithoutAStateWaitsForThoseWhoHoldIt() {
    World world = new World(50);
    world.statesForStandbysAlone = true;
    world.start(7, rules(false, NoMajorityPolicy.FREEZE, NoMajorityPolicy.END));
    List<Node> others = world.nodes.subList(3, 7);
    partition(world, others, true);
    world.runFor(3_000);
    assertThat(others)
        .as(world::trace)
        .noneMatch(it -> it.machine.stage() instanceof Stage.Hosting);
    assertThat(others)
        .anyMatch(it -> it.events.stream().anyMatch(Event.NoMajority.class::isInstance));
    partition(world, others, false);
    world.runUntil(5_000, world::healed);
    assertThat(world.ledger.violations).as(world::trace).isEmpty();
  }

  private static void partition(World world, List<Node> part, boolean isCut) {
    for (Node node : world.nodes) {
      if (!part.contains(node)) {
        part.forEach(other -> world.cutBothWays(node, other, isCut));
      }
    }
  }

  @Test
  void endEndsTheSessionWithAReason() {
    World world = World.of(2, 33, rules(false, NoMajorityPolicy.END));
    Node left = world.nodes.get(1);
    world.host().kill();
    world.runFor(5_000);
    assertThat(left.machine.stage()).isEqualTo(new Stage.Ended(EndReason.NO_MAJORITY));
    assertThat(left.events).contains(new Event.Ended(EndReason.NO_MAJORITY));
  }

  /** What they say of themselves names an epoch that nobody won; the way back is long by then. */
  @Test
  void whoClaimsInVainLearnsThatTheWayHasBecomeLonger() {
    World world = World.of(3, 51, World.rules(true, false));
    List<Node> others = world.nodes.subList(1, 3);
    world.nodes.getFirst().kill();
    world.cutOff(others.getFirst(), true);
    world.runFor(1_000);
    world.oneWayNs = 90 * World.MS;
    world.cutOff(others.getFirst(), false);
    world.runUntil(3_000, world::healed);
  }

  @Test
  void twoPeersWithoutAnybodyToDecideNeverBothBecomeHost() {
    World world = World.of(2, 34, rules(false, NoMajorityPolicy.FREEZE, NoMajorityPolicy.END));
    Node host = world.nodes.get(0);
    Node peer = world.nodes.get(1);
    world.cut(host, peer, true);
    world.cut(peer, host, true);
    world.runFor(12_000);
    assertThat(world.ledger.migrations()).as(world::trace).isZero();
    assertThat(peer.machine.stage()).isEqualTo(new Stage.Ended(EndReason.NO_MAJORITY));
  }

  @Test
  void twoPeersThatLoseEachOtherButNotTheLobbyKeepTheHost() {
    World world = World.of(2, 35);
    Node host = world.nodes.get(0);
    Node peer = world.nodes.get(1);
    world.cut(host, peer, true);
    world.cut(peer, host, true);
    world.runFor(4_000);
    assertThat(world.ledger.migrations()).as(world::trace).isZero();
    assertThat(host.machine.stage()).isInstanceOf(Stage.Hosting.class);
  }

  @Test
  void aHostThatHearsItsMajorityAgainIsNotEndedByTheTimeItWasAlone() {
    World world = World.of(3, 61, World.rules(true, false));
    Node host = world.host();
    List<Node> others = world.nodes.subList(1, 3);
    others.forEach(Node::stop);
    world.runFor(3_500);
    assertThat(host.events).as(world::trace).contains(new Event.Isolated(true));
    others.forEach(Node::resume);
    world.runFor(35_000);
    assertThat(world.live()).as(world::trace).noneMatch(node -> ended(node));
    assertThat(world.healed()).as(world::trace).isTrue();
  }

  @Test
  void aVoterThatNeverSuspectedComesToThePoliciesWhenItsCandidateDies() {
    World world = World.of(3, 62, World.rules(true, false));
    Node host = world.host();
    host.give(new Input.HandOverAsked(Optional.of(world.nodes.get(1).id())));
    Node voter = world.nodes.get(2);
    world.runUntil(100, () -> voter.machine.stage() instanceof Stage.Promised);
    host.kill();
    world.nodes.get(1).kill();
    world.runFor(20_000);
    assertThat(ended(voter)).as(world::trace).isTrue();
  }

  @Test
  void anAnnouncementApartTakesOutWhomItsWitnessCountedOut() {
    World world = World.of(5, 63, rules(true, NoMajorityPolicy.SURVIVORS, NoMajorityPolicy.END));
    List<Node> dead = world.nodes.subList(0, 3);
    dead.forEach(Node::kill);
    List<Node> left = world.nodes.subList(3, 5);
    world.runUntil(
        15_000,
        () -> left.stream().anyMatch(it -> it.following() && it.machine.epoch().value() >= 65_536));
    Node follower = left.stream().filter(Node::following).findFirst().orElseThrow();
    assertThat(follower.machine.epoch().value()).as(world::trace).isGreaterThanOrEqualTo(65_536);
    assertThat(follower.table().seats().stream().filter(Seat::present)).hasSize(2);
  }

  private static boolean ended(Node node) {
    return node.machine.stage() instanceof Stage.Ended;
  }

  /** To follow it would be to elect the next host by a table that knows nothing of the rest. */
  @Test
  void whoWasCountedOutAsksToBeLetInAndFollowsNobodyUnasked() {
    World world = World.of(5, 52, rules(true, NoMajorityPolicy.SURVIVORS, NoMajorityPolicy.END));
    List<Node> cutOff = List.copyOf(world.nodes.subList(0, 3));
    Node apart = hostOfTheRest(world, cutOff);
    Message.Announce announce = Objects.requireNonNull(apart.published);
    for (Node one : cutOff) {
      one.give(new Input.MessageArrived(apart.key(), apart.endpoint(), announce, true));
      assertThat(one.machine.stage())
          .as(world::trace)
          .isInstanceOfSatisfying(
              Stage.Joining.class,
              joining -> assertThat(joining.host().key()).isEqualTo(apart.key()));
      assertThat(one.machine.epoch()).isEqualTo(Epoch.FIRST);
    }
  }

  private static void cut(World world, List<Node> cutOff, boolean isCut) {
    for (Node one : cutOff) {
      world.nodes.stream()
          .filter(node -> !cutOff.contains(node))
          .forEach(node -> world.cutBothWays(one, node, isCut));
    }
  }

  /** Cuts those off from the rest and the lobby until the rest goes on without them. */
  private static Node hostOfTheRest(World world, List<Node> cutOff) {
    world.ledger.safeMustSurvive = false;
    cut(world, cutOff, true);
    cutOff.forEach(world.witness::connectionEnded);
    List<Node> rest = world.nodes.stream().filter(node -> !cutOff.contains(node)).toList();
    world.runUntil(12_000, () -> rest.stream().anyMatch(NoMajorityTest::isHost));
    return rest.stream().filter(NoMajorityTest::isHost).findFirst().orElseThrow();
  }

  /** Each has a majority of those it counts, and lets somebody in. */
  @Test
  void twoPartsThatGoOnApartGiveNoNumberTwice() {
    World world = World.of(5, 51, rules(true, NoMajorityPolicy.SURVIVORS, NoMajorityPolicy.END));
    List<Node> cutOff = List.copyOf(world.nodes.subList(0, 3));
    Node apart = hostOfTheRest(world, cutOff);

    Node one = world.addNode("peer6");
    Node other = world.addNode("peer7");
    world.join(one, cutOff.getFirst());
    world.join(other, apart);
    world.runUntil(5_000, () -> one.following() && other.following());

    assertThat(one.id()).as(world::trace).isNotEqualTo(other.id());
    assertThat(one.id()).isEqualTo(new PeerId(6));
  }

  private static boolean isHost(Node node) {
    return node.machine.stage() instanceof Stage.Hosting;
  }
}
