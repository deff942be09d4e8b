package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a peer takes no notice of, and says so: inputs that seldom come, or should never come. */
class IgnoredTest {

  private final World world = World.of(3, 71);
  private final Node host = world.nodes.getFirst();
  private final Node second = world.nodes.get(1);
  private final Node third = world.nodes.get(2);

  private static void arrives(Node from, Node to, Message message, boolean direct) {
    to.give(new Input.MessageArrived(from.key(), from.endpoint(), message, direct));
  }

  private static Message.Vote vote(PeerId candidate, PeerId voter) {
    return new Message.Vote(
        new Epoch(2),
        candidate,
        voter,
        0,
        TableVersion.EMPTY,
        Digest.ZERO,
        StateId.NONE,
        StateId.NONE,
        false,
        Bytes.EMPTY);
  }

  @Test
  void aTimerThatFiresAfterItsReasonIsGone() {
    for (Timer timer : Timer.values()) {
      second.give(new Input.TimerFired(timer));
    }
    assertThat(second.ignored)
        .contains(
            "not joining any more",
            "no claim pending",
            "not waiting for an announcement",
            "no hand-over under way",
            "no migration under way");
    assertThat(second.following()).isTrue();
  }

  @Test
  void whatOnlyAHostMayDo() {
    second.give(new Input.SessionDataSet(Bytes.EMPTY));
    second.give(new Input.TerminateAsked());
    second.give(new Input.RemovalAsked(third.id()));
    assertThat(second.ignored)
        .contains(
            "only the host appends to the name table",
            "only the host terminates the session",
            "only the host removes peers");
    assertThat(host.table().seats()).hasSize(3);
  }

  @Test
  void whatMakesNoDifference() {
    Input.SelfDescribed described = new Input.SelfDescribed(Bytes.EMPTY, Hint.WORST);
    second.give(described);
    second.give(described);
    second.give(new Input.DirectHeard(host.key()));
    host.give(new Input.RemovalAsked(new PeerId(99)));
    host.give(new Input.SessionCreated(world.session, World.RULES));
    assertThat(second.ignored).contains("nothing new", "no detour to that peer");
    assertThat(host.ignored).contains("nobody to remove", "in a session already");
  }

  /** Two that ask each other know no third; each goes on asking. */
  @Test
  void aWordOfOneThatKnowsNoHostEither() {
    Node joiner = world.addNode("joiner");
    joiner.give(new Input.LobbyOpened());
    HostAddress asked = new HostAddress(third.key(), third.endpoint());
    joiner.give(new Input.JoinGranted(world.session, asked, Bytes.EMPTY));
    Message.Refused refused =
        new Message.Refused(Epoch.FIRST, Refusal.NOT_HOST, 0, Optional.empty());
    arrives(third, joiner, refused, true);
    assertThat(joiner.ignored).contains("not the host, and it does not know who is");
    assertThat(joiner.machine.stage()).isInstanceOf(Stage.Joining.class);
  }

  @Test
  void whatASignOfLifeOrAGoodbyeOfNoHostChanges() {
    arrives(third, second, new Message.ProbeAnswer(Epoch.FIRST, 1, false), true);
    arrives(third, second, new Message.Goodbye(Epoch.FIRST, LeaveReason.NORMAL), true);
    assertThat(second.ignored)
        .contains("a sign of life, noted", "goodbye from one who is not the host");
    assertThat(second.following()).isTrue();
  }

  @Test
  void whatIsSaidInTheNameOfAnother() {
    Message.Claim claim =
        new Message.Claim(
            new Epoch(2), second.id(), TableVersion.EMPTY, Digest.ZERO, StateId.NONE, false, false);
    arrives(third, host, claim, true);
    arrives(third, second, vote(second.id(), host.id()), true);
    arrives(third, second, vote(second.id(), third.id()), false);
    second.give(new Input.WitnessSaid(claim));
    assertThat(host.ignored).contains("claim in another's name");
    assertThat(second.ignored)
        .contains(
            "vote in another's name",
            "the vote's signature or voter is not known here",
            "the witness has no business saying that");
    assertThat(second.following()).isTrue();
  }

  @Test
  void anAnnouncementOfAnEpochBeforeTheOnePromised() {
    Tick last = new Tick(1);
    arrives(host, third, new Message.HandOver(new Epoch(3), second.id(), last), true);
    Message.Announce announce =
        new Message.Announce(
            new Epoch(2),
            second.id(),
            StateId.NONE,
            List.of(vote(second.id(), second.id())),
            Optional.empty(),
            TableVersion.EMPTY,
            Digest.ZERO,
            List.of());
    arrives(second, third, announce, true);
    assertThat(third.ignored)
        .contains("announcement of an epoch before the one that this peer is promised to");
    assertThat(third.machine.epoch()).isEqualTo(Epoch.FIRST);
  }

  @Test
  void aWelcomeThatIsForSomebodyElse() {
    Node joiner = world.addNode("peer4");
    world.join(joiner, host);
    Message.Welcome wrong = new Message.Welcome(Epoch.FIRST, third.id(), host.id(), host.table());
    arrives(host, joiner, wrong, true);
    assertThat(joiner.ignored).contains("the welcome does not fit this peer and its host");
    assertThat(joiner.machine.self()).isEmpty();
  }

  @Test
  void whateverComesOnceTheSessionIsOver() {
    second.give(new Input.LeaveAsked());
    world.runUntil(5_000, () -> second.machine.stage() instanceof Stage.Ended);
    second.give(new Input.TimerFired(Timer.PULSE));
    assertThat(second.ignored).contains("the session is over for this peer");
  }

  @Test
  void aLossUnderRulesThatForbidAMigrationEndsTheSession() {
    World strict = World.of(3, 72, World.rules(false, true));
    Node follower = strict.nodes.get(1);
    strict.host().kill();
    strict.runUntil(5_000, () -> follower.machine.stage() instanceof Stage.Ended);
    assertThat(follower.transitions)
        .anyMatch(change -> change.reason().equals("the rules forbid a migration"));
  }

  @Test
  void aHostThatHearsAMajorityOfPeersStaysThoughTheWitnessCountsThemOut() {
    World world = World.of(4, 72);
    Node host = world.host();
    Message.Fence fence = new Message.Fence(new Epoch(65_536), host.id(), true);
    host.give(new Input.WitnessSaid(fence));
    world.runFor(1_000);
    assertThat(host.machine.epoch()).as(world::trace).isEqualTo(Epoch.FIRST);
    assertThat(host.ignored)
        .contains("the witness counts this part out, which has a majority without it");
  }
}
