package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 1 and 2: who is let in, and who is not. */
class AdmissionTest {

  private static final Stage REMOVED = new Stage.Ended(EndReason.REMOVED);

  private static Message.Hello hello(World world, String name, int version, Bytes ticket) {
    return new Message.Hello(
        Epoch.FIRST,
        version,
        world.session,
        TestCredentials.keyOf(name),
        name,
        new Endpoint("10.9.9.9", 9),
        ticket);
  }

  private static Optional<Refusal> answer(Node host, String from, Message.Hello hello, long nowNs) {
    return refused(host, from, hello, nowNs).map(Message.Refused::reason);
  }

  private static Optional<Message.Refused> refused(
      Node host, String from, Message.Hello hello, long nowNs) {
    PeerKey key = PeerKey.of(TestCredentials.keyOf(from));
    Endpoint seen = new Endpoint("10.9.9.9", 1000);
    Step step = host.machine.handle(nowNs, new Input.MessageArrived(key, seen, hello, true));
    return step.outputs().stream()
        .filter(Output.SendTo.class::isInstance)
        .map(output -> ((Output.SendTo) output).message())
        .filter(Message.Refused.class::isInstance)
        .map(Message.Refused.class::cast)
        .findFirst();
  }

  @Test
  void aJoinerNamesWhomItAsksButNobodyIsSentToItself() {
    World world = World.of(1, 40);
    Node joiner = world.addNode("joiner");
    Node asked = world.addNode("asked");
    world.join(joiner, asked);
    Message.Hello third = hello(world, "third", Message.PROTOCOL_VERSION, Bytes.EMPTY);
    Message.Hello back = hello(world, "asked", Message.PROTOCOL_VERSION, Bytes.EMPTY);
    assertThat(refused(joiner, "third", third, world.nowNs).orElseThrow().redirect())
        .map(HostAddress::key)
        .contains(asked.key());
    Message.Refused each = refused(joiner, "asked", back, world.nowNs).orElseThrow();
    assertThat(each.reason()).isEqualTo(Refusal.NOT_HOST);
    assertThat(each.redirect()).isEmpty();
  }

  @Test
  void anotherVersionIsRefused() {
    World world = World.of(1, 41);
    assertThat(answer(world.host(), "x", hello(world, "x", 99, Bytes.EMPTY), world.nowNs))
        .contains(Refusal.WRONG_VERSION);
  }

  @Test
  void aBadTicketIsRefused() {
    World world = World.of(1, 42);
    Message.Hello hello = hello(world, "x", Message.PROTOCOL_VERSION, Bytes.of(new byte[] {1}));
    assertThat(answer(world.host(), "x", hello, world.nowNs)).contains(Refusal.BAD_TICKET);
  }

  @Test
  void aKeyThatIsNotTheLinksIsRefused() {
    World world = World.of(1, 43);
    Message.Hello hello = hello(world, "somebodyElse", Message.PROTOCOL_VERSION, Bytes.EMPTY);
    assertThat(answer(world.host(), "x", hello, world.nowNs)).contains(Refusal.BAD_TICKET);
  }

  @Test
  void anotherSessionIsRefused() {
    World world = World.of(1, 44);
    Message.Hello right = hello(world, "x", Message.PROTOCOL_VERSION, Bytes.EMPTY);
    Message.Hello wrong =
        new Message.Hello(
            right.epoch(),
            right.protocolVersion(),
            new SessionId(1, 1),
            right.publicKey(),
            right.name(),
            right.endpoint(),
            right.ticket());
    assertThat(answer(world.host(), "x", wrong, world.nowNs)).contains(Refusal.WRONG_SESSION);
  }

  @Test
  void aFullSessionRefusesNewcomersAndChangesNothing() {
    Rules two =
        new Rules(
            true, Durability.DEFAULT, 1, 60, 2, World.RULES.noMajority(), World.RULES.witnessKey());
    World world = World.of(2, 45, two);
    Digest before = world.host().table().chain();
    Message.Hello hello = hello(world, "x", Message.PROTOCOL_VERSION, Bytes.EMPTY);
    assertThat(answer(world.host(), "x", hello, world.nowNs)).contains(Refusal.FULL);
    assertThat(world.host().table().chain()).isEqualTo(before);
  }

  /** DirectPlay 8 answers "not host" (row D7); here the joiner is told whom to ask. */
  @Test
  void d7AJoinerThatAsksAPeerIsSentToTheHostAndComesInWithoutHelp() {
    World world = World.of(2, 46);
    Node joiner = world.addNode("peer3");
    joiner.give(new Input.LobbyOpened());
    Node wrong = world.nodes.get(1);
    joiner.give(
        new Input.JoinGranted(
            world.session, new HostAddress(wrong.key(), wrong.endpoint()), Bytes.EMPTY));
    world.runUntil(5_000, world::healed);
    assertThat(joiner.id()).isEqualTo(new PeerId(3));
  }

  /** DirectPlay 8 refuses a joiner at a migrating host (row D7); here the join completes. */
  @Test
  void d7AJoinThatIsCaughtByAMigrationCompletes() {
    World world = World.of(4, 47);
    Node joiner = world.addNode("peer5");
    world.host().kill();
    joiner.give(new Input.LobbyOpened());
    Node next = world.nodes.get(1);
    joiner.give(
        new Input.JoinGranted(
            world.session, new HostAddress(next.key(), next.endpoint()), Bytes.EMPTY));
    world.runUntil(10_000, world::healed);
    assertThat(joiner.id()).isEqualTo(new PeerId(5));
  }

  /** CRYENGINE: unsuitable until the game says otherwise (row C7), but never without a seat. */
  @Test
  void c7APeerThatCannotBeHostIsNotElectedAndKeepsItsSeat() {
    World world = new World(48);
    Node host = world.addNode("peer1");
    host.give(new Input.LobbyOpened());
    host.give(new Input.SessionCreated(world.session, World.RULES));
    for (String name : List.of("peer2", "peer3", "peer4")) {
      Node node = world.addNode(name);
      node.canHost = !name.equals("peer2");
      world.join(node, host);
      world.runUntil(5_000, node::following);
    }
    world.runFor(2_000);
    host.kill();
    world.runUntil(5_000, world::healed);
    assertThat(world.host().name).as(world::trace).isEqualTo("peer3");
    assertThat(world.host().table().seats()).anyMatch(s -> s.name().equals("peer2") && s.present());
  }

  @Test
  void aRemovedPeerIsToldAndNotLetInAgainAndNobodyMigrates() {
    World world = World.of(3, 49);
    Node removed = world.nodes.get(2);
    world.host().give(new Input.RemovalAsked(removed.id()));
    world.runUntil(2_000, () -> removed.machine.stage() instanceof Stage.Ended);
    assertThat(removed.machine.stage()).isEqualTo(new Stage.Ended(EndReason.REMOVED));
    Message.Hello again = hello(world, "peer3", Message.PROTOCOL_VERSION, Bytes.EMPTY);
    assertThat(answer(world.host(), "peer3", again, world.nowNs)).contains(Refusal.REMOVED);
    assertThat(world.ledger.migrations()).isZero();
  }

  @Test
  void whoJoinsAHostThatPlayedAloneDoesNotIsolateIt() {
    World world = World.of(1, 50);
    world.runFor(3_000);
    Node late = world.addNode("late");
    world.join(late, world.host());
    world.runFor(2_000);
    assertThat(late.following()).isTrue();
    assertThat(world.host().events).noneMatch(event -> event instanceof Event.Isolated);
  }

  @Test
  void whoMissedThatItWasRemovedIsToldOnceItIsHeardAgain() {
    World world = World.of(3, 51);
    Node host = world.host();
    Node removed = world.nodes.get(2);
    world.cut(host, removed, true);
    host.give(new Input.RemovalAsked(removed.id()));
    world.runFor(100);
    assertThat(removed.following()).as("it has not heard of it").isTrue();
    world.cut(host, removed, false);
    world.runFor(1_000);
    assertThat(removed.machine.stage()).as(world::trace).isEqualTo(REMOVED);
  }

  /** It may know nobody else: the host and all others may have come after it was cut off. */
  @Test
  void whoWasRemovedIsFencedByAPeerOfTheHostToo() {
    World world = World.of(4, 57);
    Node removed = world.nodes.get(2);
    world.cut(world.host(), removed, true);
    world.host().give(new Input.RemovalAsked(removed.id()));
    world.runFor(200);
    assertThat(world.log)
        .as(world::trace)
        .anyMatch(line -> line.contains("peer2 -> peer3 Fence (epoch 1)"));
  }

  @Test
  void whoWasRemovedWhileAwayIsToldUnderALaterHost() {
    World world = World.of(4, 52);
    Node removed = world.nodes.get(3);
    List<Node> others = List.copyOf(world.nodes.subList(0, 3));
    others.forEach(other -> world.cutBothWays(other, removed, true));
    world.host().kill();
    world.runFor(2_000);
    world.host().give(new Input.RemovalAsked(removed.id()));
    world.runFor(500);
    others.forEach(other -> world.cutBothWays(other, removed, false));
    world.runFor(3_000);
    assertThat(removed.machine.stage()).as(world::trace).isEqualTo(REMOVED);
  }

  @Test
  void whoFollowsAHostThatFollowsAnotherAsksItToBeLetIn() {
    World world = World.of(3, 53);
    Node host = world.host();
    Node left = world.nodes.get(2);
    world.cut(host, left, true);
    hearsOfALaterHost(world, left, host);
    assertThat(asks(left, host)).as(world::trace).isTrue();
  }

  @Test
  void whoFollowsAHostAsksNobodyElseForTheLaterOneThatAnotherObeys() {
    World world = World.of(3, 58);
    Node follower = world.nodes.get(2);
    hearsOfALaterHost(world, follower, world.nodes.get(1));
    assertThat(follower.following()).as(world::trace).isTrue();
  }

  @Test
  void whoLacksAHostAsksAnyoneWhoObeysALaterOneAndHasNoProofOfIt() {
    World world = World.of(4, 57);
    Node left = world.nodes.get(3);
    Node other = world.nodes.get(1);
    world.nodes.subList(0, 3).forEach(node -> world.cutBothWays(node, left, true));
    world.runFor(1_500);
    assertThat(left.following()).as(world::trace).isFalse();
    hearsOfALaterHost(world, left, other);
    assertThat(asks(left, other)).as(world::trace).isTrue();
  }

  private static boolean asks(Node node, Node other) {
    return node.machine.stage() instanceof Stage.Joining joining
        && joining.host().key().equals(other.key());
  }

  /** {@code other} says that it obeys the host of a later epoch; its proof does not come. */
  private static void hearsOfALaterHost(World world, Node node, Node other) {
    Message.Fence fence = new Message.Fence(new Epoch(9), new PeerId(2), false);
    for (int i = 0; i < 40 && !(node.machine.stage() instanceof Stage.Joining); i++) {
      node.give(new Input.MessageArrived(other.key(), other.endpoint(), fence, true));
      world.runFor(50);
    }
  }

  /** It was told of the seat that it had before, over the same link. */
  @Test
  void whoIsSeatedAnewIsToldOnlyOnceAMajorityKnows() {
    World world = World.of(3, 59, World.rules(true, false));
    Node host = world.host();
    Node back = world.nodes.get(2);
    world.cut(back, host, true);
    world.runUntil(20_000, () -> back.machine.stage() instanceof Stage.Joining);
    world.runFor(100);
    world.cut(back, host, false);
    world.cutBothWays(host, world.nodes.get(1), true);
    world.runFor(2_000);
    assertThat(host.table().seats()).as(world::trace).allMatch(Seat::present);
    assertThat(back.machine.stage()).as(world::trace).isInstanceOf(Stage.Joining.class);
  }

  @Test
  void whoHasForgottenAnotherHostDoesNotGiveTheOldOneItsLeaseBack() {
    World world = World.of(3, 54, World.rules(true, false));
    Node old = world.host();
    List<Node> others = List.copyOf(world.nodes.subList(1, 3));
    others.forEach(other -> world.cutBothWays(old, other, true));
    world.runFor(3_000);
    assertThat(world.host()).as("elected by the others").isNotSameAs(old);
    others.forEach(Node::kill);
    List<Node> returned = List.of(world.addNode("peer2"), world.addNode("peer3"));
    returned.forEach(node -> world.cutBothWays(old, node, false));
    returned.forEach(node -> world.join(node, old));
    world.runFor(2_000);
    assertThat(old.events).as(world::trace).contains(new Event.Isolated(true));
    assertThat(old.events).as(world::trace).doesNotContain(new Event.Isolated(false));
  }

  @Test
  void whoReturnsAloneHasElectedNobodyAndGivesItsHostTheLeaseBack() {
    World world = World.of(2, 55, World.rules(true, false));
    Node host = world.host();
    Node gone = world.nodes.get(1);
    world.cutBothWays(host, gone, true);
    world.runFor(1_500);
    assertThat(host.events).contains(new Event.Isolated(true));
    gone.kill();
    Node returned = world.addNode("peer2");
    world.cutBothWays(host, returned, false);
    world.join(returned, host);
    world.runUntil(5_000, world::healed);
    assertThat(world.host()).isSameAs(host);
  }

  /** The one that it asks had a seat, too, and was told to ask the host. */
  @Test
  void whoAsksOneThatAsksItselfIsSentToTheSameHost() {
    World world = World.of(3, 63, World.rules(true, false));
    Node host = world.host();
    List<Node> others = List.copyOf(world.nodes.subList(1, 3));
    others.forEach(other -> world.cut(other, host, true));
    others.forEach(other -> left(world, other, host));
    left(world, others.getFirst(), others.getLast());
    world.runFor(500);
    assertThat(asks(others.getFirst(), host)).as(world::trace).isTrue();
  }

  /** The lobby has named {@code other} as the host of a later epoch, whose proof does not come. */
  private static void left(World world, Node node, Node other) {
    node.give(named(9, other));
    world.runUntil(3_000, () -> asks(node, other));
  }

  /** It claims one epoch after another, and a claim takes longer than the wait for the next. */
  @Test
  void whoClaimsInVainAsksTheLatestHostThatTheLobbyNamed() {
    World world = World.of(3, 62);
    world.oneWayNs = 100 * World.MS;
    world.runFor(3_000);
    Node left = world.nodes.get(2);
    world.cutOff(left, true);
    world.runFor(4_000);
    Node latest = world.nodes.get(1);
    left.give(named(5, latest));
    left.give(named(4, world.nodes.getFirst()));
    world.runUntil(3_000, () -> left.machine.stage() instanceof Stage.Joining);
    assertThat(asks(left, latest)).as(world::trace).isTrue();
  }

  private static Input.HostNamed named(int epoch, Node host) {
    return new Input.HostNamed(new Epoch(epoch), new HostAddress(host.key(), host.endpoint()));
  }

  /** The new process has the old one's key, and is heard in its place. */
  @Test
  void aHostThatAsksItsOwnPeerToBeLetInIsHostNoMore() {
    World world = World.of(2, 61);
    world.host().alive = false;
    Node again = world.addNode("peer1");
    world.join(again, world.nodes.get(1));
    world.runUntil(5_000, world::healed);
    assertThat(world.host()).isSameAs(world.nodes.get(1));
    assertThat(again.following()).isTrue();
  }

  @Test
  void whoVotedInVainWhileItWasTakenOutIsLetInAgain() {
    World world = World.of(4, 60);
    Node host = world.host();
    Node out = world.nodes.get(3);
    Node dead = world.nodes.get(2);
    world.nodes.subList(0, 2).forEach(node -> world.cutBothWays(node, out, true));
    world.nodes.subList(0, 2).forEach(node -> world.cutBothWays(node, dead, true));
    world.runFor(1_000);
    assertThat(out.events).as(world::trace).anyMatch(event -> event instanceof Event.Voted);
    dead.kill();
    world.runUntil(20_000, () -> host.table().seats().stream().filter(Seat::present).count() == 2);
    world.nodes.subList(0, 2).forEach(node -> world.cutBothWays(node, out, false));
    world.runFor(3_000);
    assertThat(out.following()).as(world::trace).isTrue();
  }

  @Test
  void whoWasRemovedIsToldByTheNextHostToo() {
    World world = World.of(4, 56);
    Node removed = world.nodes.get(3);
    world.cut(world.host(), removed, true);
    world.host().give(new Input.RemovalAsked(removed.id()));
    world.runFor(200);
    world.host().kill();
    world.runFor(4_000);
    assertThat(removed.machine.stage()).as(world::trace).isEqualTo(REMOVED);
  }
}
