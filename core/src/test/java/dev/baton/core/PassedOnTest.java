package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 4.3 and 5.3: what one peer says of another proves nothing but what is signed. */
class PassedOnTest {

  private static final Epoch NEXT = new Epoch(2);
  private static final StateId LATER = new StateId(Epoch.FIRST, new Tick(900_000));

  private final World world = World.of(4, 71);
  private final Node host = world.nodes.get(0);
  private final Node second = world.nodes.get(1);
  private final Node third = world.nodes.get(2);
  private final Node fourth = world.nodes.get(3);

  private Message.Vote vote(Node voter, StateId held, Bytes signature) {
    Seat seat = host.table().seats().get(voter.id().value() - 1);
    return new Message.Vote(
        NEXT,
        second.id(),
        voter.id(),
        seat.joinedAt(),
        host.table().number(),
        host.table().chain(),
        held,
        StateId.NONE,
        false,
        signature);
  }

  private Message.Vote forged(Node voter) {
    return vote(voter, StateId.NONE, Bytes.of(new byte[64]));
  }

  private Message.Vote genuine(Node voter, StateId held) {
    byte[] content = vote(voter, held, Bytes.EMPTY).signedContent(world.session);
    Bytes key = TestCredentials.keyOf(voter.name);
    return vote(voter, held, TestCredentials.signature(key, content));
  }

  private static void say(Node from, Node to, Message message, boolean direct) {
    to.give(new Input.MessageArrived(from.key(), from.endpoint(), message, direct));
  }

  @Test
  void votesThatAnotherPassedOnProveNoAnnouncement() {
    List<Node> voters = List.of(host, second, fourth);
    voters.forEach(voter -> say(voter, third, forged(voter), false));
    List<Message.Vote> votes = voters.stream().map(this::forged).toList();
    Message.Announce announce =
        new Message.Announce(
            NEXT,
            second.id(),
            StateId.NONE,
            votes,
            Optional.empty(),
            host.table().number(),
            host.table().chain(),
            List.of());
    say(second, third, announce, true);
    assertThat(third.machine.epoch()).isEqualTo(Epoch.FIRST);
    assertThat(third.ignored).contains("vote for another candidate, not over its voter's own link");
  }

  @Test
  void anAnnouncementThatWasPassedOnDoesNotProveTheVoteOfItsSender() {
    Message.Announce announce =
        new Message.Announce(
            NEXT,
            second.id(),
            StateId.NONE,
            List.of(forged(second), genuine(third, StateId.NONE), genuine(fourth, StateId.NONE)),
            Optional.empty(),
            host.table().number(),
            host.table().chain(),
            List.of());
    say(second, third, announce, false);
    assertThat(third.machine.epoch()).isEqualTo(Epoch.FIRST);
    say(second, third, announce, true);
    assertThat(third.machine.epoch()).isEqualTo(NEXT);
  }

  @Test
  void aVoteIsTakenFromNobodyButItsVoter() {
    say(third, second, genuine(fourth, LATER), true);
    assertThat(second.ignored).contains("vote in another's name");
    assertThat(second.events).noneMatch(event -> event instanceof Event.Voted);
  }

  @Test
  void aRefusalIsTakenFromNobodyButItsVoter() {
    world.cut(fourth, second, true);
    host.stop();
    world.runUntil(2_000, () -> second.machine.stage() instanceof Stage.Claiming);
    VoteRefusal reason = VoteRefusal.HOST_HEARD;
    say(
        third,
        second,
        new Message.VoteRefused(NEXT, second.id(), fourth.id(), reason, StateId.NONE),
        true);
    assertThat(second.events).noneMatch(event -> event instanceof Event.Refused);
    say(
        third,
        second,
        new Message.VoteRefused(NEXT, second.id(), third.id(), reason, StateId.NONE),
        true);
    assertThat(second.events).anyMatch(event -> event instanceof Event.Refused);
  }

  @Test
  void aVoteThatWasPassedOnDoesNotTakeThePlaceOfTheVotersOwn() {
    say(third, second, genuine(third, StateId.NONE), true);
    say(third, second, genuine(third, LATER), false);
    host.kill();
    world.runUntil(5_000, () -> second.machine.stage() instanceof Stage.Hosting);
    assertThat(world.log).as(world::trace).noneMatch(line -> line.contains("later state"));
  }

  @Test
  void aVoteThatWasPassedOnCountsByItsSignature() {
    say(third, second, forged(third), false);
    assertThat(second.events).noneMatch(event -> event instanceof Event.Voted);
    say(third, second, genuine(third, StateId.NONE), false);
    assertThat(second.events).contains(new Event.Voted(NEXT, second.id(), third.id()));
  }

  @Test
  void theVoteOfThePeerThatServesAnotherEndsTheDetour() {
    world.cut(host, third, true);
    world.runFor(1_000);
    Node guide = third.detour(host.key());
    say(guide, third, genuine(guide, StateId.NONE), true);
    assertThat(third.detoured()).as(world::trace).isFalse();
  }

  @Test
  void whoIsServedThroughAnotherServesNobody() {
    world.cut(host, second, true);
    world.runFor(1_000);
    assertThat(second.detour(host.key())).as(world::trace).isSameAs(third);
    world.cut(host, fourth, true);
    world.runFor(1_000);
    assertThat(fourth.detour(host.key())).as(world::trace).isSameAs(third);
    assertThat(world.ledger.migrations()).isZero();
  }
}
